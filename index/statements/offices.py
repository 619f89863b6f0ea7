"""Who was what, and when, as the articles of an archive tell it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from index.statements.names import initials_agree, surname
from index.statements.roles import Role, role_of

Held: TypeAlias = tuple[str, str, date | None]
"""A name, a role, and the day of the article that says so."""

# An office is taken to be held for about as long before and after as this.
_DAYS = 400

# A surname is whose roles are told this much more often than another's.
_BY_FAR = 3


@dataclass(frozen=True, slots=True)
class Offices:
    """The roles of people elsewhere in the archive, for the articles that come next."""

    _by_surname: Mapping[str, Mapping[str, tuple[tuple[Role, date | None], ...]]] = field(
        default_factory=dict
    )

    def of(self, name: str, on: date | None) -> list[Role]:
        """What somebody is called near a day; nothing where it may be two people."""
        people = self._by_surname.get(surname(name), {})
        first = name.split(maxsplit=1)[0] if " " in name else None
        meant = [n for n in people if first is None or initials_agree(n.split()[0], first)]
        held = sorted(
            ([role for role, day in people[n] if _is_near(day, on)] for n in meant),
            key=len,
            reverse=True,
        )
        if not held or (len(held) > 1 and len(held[0]) < _BY_FAR * len(held[1])):
            return []
        return held[0]


def offices_of(held: Iterable[Held]) -> Offices:
    """Gather what is known of full names; the order does not matter."""
    found: dict[str, dict[str, dict[tuple[Role, date | None], None]]] = defaultdict(dict)
    for name, phrase, day in sorted(held, key=lambda h: (h[0], h[1], h[2] or date.min)):
        if len(name.split()) < 2:
            continue
        same = found[surname(name)]
        key = next((n for n in same if initials_agree(n.split()[0], name.split()[0])), name)
        same.setdefault(key, {})[role_of(phrase), day] = None
    return Offices(
        {last: {name: tuple(roles) for name, roles in people.items()}
         for last, people in found.items()}
    )  # fmt: skip


def _is_near(day: date | None, on: date | None) -> bool:
    return day is None or on is None or abs((day - on).days) <= _DAYS
