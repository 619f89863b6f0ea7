"""Who was what, and when, as the articles of an archive tell it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from index.statements.names import Gender, gender_of_name, initials_agree, surname
from index.statements.roles import Role, explains, is_familiar, names_role, role_of
from index.types import Statement

_Key: TypeAlias = tuple[str, bool]
"""The head of a role, and whether it is a former one."""

# An office is taken to be held for about as long before and after as this.
_LONG = timedelta(days=400)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# A surname is whose roles are told this much more often than another's.
_BY_FAR = 3

# A surname alone is only whose it nearly always is.
_NEARLY_ALWAYS, _FEWEST = 10, 5

# What fewer articles than this share call somebody is a slip of a writer or of the parser:
# "President Reagan's heir" is not "President". Learned from how the roles of an archive's
# ten most quoted people are spread: real offices lie above .04, slips below .02.
_LEAST_SHARE = 0.03
_LEAST_WORDS = 0.1

# What more of somebody's articles than this call them is surely theirs.
_OWN_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Held:
    """A role that some articles give somebody, and the days of the first and the last."""

    name: str
    role: str
    first: date | None = None
    last: date | None = None
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Tenure:
    """What somebody is called, from when to when, in how many articles."""

    role: Role
    first: date | None
    last: date | None
    articles: int

    def is_near(self, day: date | None) -> bool:
        """Whether it may be held on a day; unknown days speak against nothing."""
        if day is None or self.first is None or self.last is None:
            return True
        return self.first - _LONG <= day <= self.last + _LONG


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody by the full name, and what the archive calls them."""

    name: str
    articles: int
    tenures: tuple[Tenure, ...]

    def roles(self, day: date | None) -> list[Role]:
        """What they are called near a day."""
        return [tenure.role for tenure in self.tenures if tenure.is_near(day)]

    def articles_saying(self, asked: Iterable[Role], day: date | None) -> int:
        """How many articles call them by one of some roles near a day."""
        roles = list(asked)
        return sum(
            tenure.articles
            for tenure in self.tenures
            if tenure.is_near(day) and any(explains(role, [tenure.role]) for role in roles)
        )


@dataclass(frozen=True, slots=True)
class Offices:
    """The roles of people elsewhere in the archive, for one article."""

    _by_surname: Mapping[str, tuple[Bearer, ...]] = field(default_factory=dict)

    def of(self, name: str, on: date | None) -> list[Role]:
        """What somebody is called near a day; nothing where it may be two people."""
        first = name.split(maxsplit=1)[0] if " " in name else None
        meant = [
            bearer
            for bearer in self._by_surname.get(surname(name), ())
            if first is None or initials_agree(bearer.name.split()[0], first)
        ]
        held = sorted(meant, key=lambda bearer: -bearer.articles)
        if not held or (len(held) > 1 and held[0].articles < _BY_FAR * held[1].articles):
            return []
        return [
            tenure.role
            for tenure in held[0].tenures
            if tenure.is_near(on) and not self._is_anothers(tenure, held[0], on)
        ]

    def _is_anothers(self, tenure: Tenure, bearer: Bearer, on: date | None) -> bool:
        """Whether a role that few articles give somebody is far oftener given to another.

        "Madam President" of a candidate, where the president is in the same text. There are many
        candidates and senators: of such a role nobody has more than another.
        """
        if is_familiar(tenure.role) or tenure.articles >= _OWN_SHARE * bearer.articles:
            return False
        return any(
            other.role.head == tenure.role.head and other.is_near(on)
            for one in chain.from_iterable(self._by_surname.values())
            for other in one.tenures
            if one.name != bearer.name and other.articles >= _NEARLY_ALWAYS * tenure.articles
        )

    def full_name(
        self, last_name: str, roles: Iterable[Role], gender: Gender | None, on: date | None
    ) -> str | None:
        """Who an article means that gives a surname alone; None where nothing decides.

        A role beside the name decides where one bearer has it; without any, somebody whom
        nearly all articles mean by that name.
        """
        bearers = [
            bearer
            for bearer in self._by_surname.get(last_name, ())
            if not gender or gender_of_name(bearer.name) in (None, gender)
        ]
        asked = [role for role in roles if role.head]
        if asked:
            told = {bearer.name: bearer.articles_saying(asked, on) for bearer in bearers}
            least = 1
        else:
            told = {bearer.name: bearer.articles for bearer in bearers}
            least = _FEWEST
        name = max(told, key=lambda name: told[name], default=None)
        if name is None or told[name] < least:
            return None
        others = sum(told.values()) - told[name]
        return name if told[name] >= _NEARLY_ALWAYS * others else None


class OfficeBook:
    """Offices learned while articles come in."""

    def __init__(self, held: Iterable[Held] = ()) -> None:
        """Begin with what is known already."""
        self._by_surname: dict[str, list[_Entry]] = {}
        for one in held:
            self._add(one)

    def learn(self, statements: Iterable[Statement], day: date | None) -> None:
        """Take in whom an article gives a role."""
        told = {
            (statement.speaker, statement.role)
            for statement in statements
            if statement.speaker and statement.role and statement.speaker_kind == "person"
        }
        for name, role in sorted(told):
            self._add(Held(name, role, day, day))

    def among(self, text: str) -> Offices:
        """What of it a text may need: the people whose surnames stand in it."""
        words = {word.casefold() for word in _WORD.findall(text)}
        return Offices(
            {
                last: tuple(entry.bearer() for entry in self._by_surname[last])
                for last in sorted(self._by_surname.keys() & words)
            }
        )

    def _add(self, held: Held) -> None:
        if len(held.name.split()) < 2:
            return
        role = _role_of(held.role)
        if not names_role(role):
            return
        same = self._by_surname.setdefault(surname(held.name), [])
        first = held.name.split()[0]
        entry = next((e for e in same if initials_agree(e.first_name, first)), None)
        if entry is None:
            entry = _Entry(first)
            same.append(entry)
        entry.add(held, role)


@dataclass(slots=True)
class _Tally:
    articles: int = 0
    first: date | None = None
    last: date | None = None
    words: Counter[str] = field(default_factory=Counter)
    core: Counter[str] = field(default_factory=Counter)
    phrases: Counter[str] = field(default_factory=Counter)

    def add(self, held: Held, role: Role) -> None:
        self.articles += held.articles
        days = [day for day in (self.first, self.last, held.first, held.last) if day]
        self.first, self.last = min(days, default=None), max(days, default=None)
        for word in role.words:
            self.words[word] += held.articles
        for word in role.core:
            self.core[word] += held.articles
        self.phrases[held.role] += held.articles

    def tenure(self, head: str) -> Tenure:
        least = _LEAST_WORDS * self.articles
        words = frozenset(word for word, count in self.words.items() if count >= least)
        core = frozenset(word for word, count in self.core.items() if count >= least)
        phrase = min(self.phrases, key=lambda phrase: (-self.phrases[phrase], phrase))
        return Tenure(Role(phrase, head, words, core), self.first, self.last, self.articles)


class _Entry:
    """One person of the book; what is told of them is gathered when it is asked for."""

    def __init__(self, first_name: str) -> None:
        self.first_name = first_name
        self._names: Counter[str] = Counter()
        self._tallies: dict[_Key, _Tally] = {}
        self._bearer: Bearer | None = None

    def add(self, held: Held, role: Role) -> None:
        self._names[held.name] += held.articles
        self._tallies.setdefault((role.head, "former" in role.words), _Tally()).add(held, role)
        self._bearer = None

    def bearer(self) -> Bearer:
        if self._bearer is None:
            articles = sum(tally.articles for tally in self._tallies.values())
            least = _LEAST_SHARE * articles
            self._bearer = Bearer(
                min(self._names, key=lambda name: (-self._names[name], name)),
                articles,
                tuple(
                    tally.tenure(head)
                    for (head, _), tally in sorted(self._tallies.items())
                    if tally.articles >= least
                ),
            )
        return self._bearer


@lru_cache(maxsize=4096)
def _role_of(phrase: str) -> Role:
    return role_of(phrase)
