"""Who a role means: "the British prime minister", "the governor of Virginia"."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from index.archive import Office
from rag.understanding.people import People, Person
from rag.understanding.words import STOP_WORDS, fold, words_of

_IDLE = frozenset("the a an of for in at s his her their its and to".split())

# What holders of one office are called in different articles.
_SAME = {
    "chief executive": "ceo",
    "chief executive officer": "ceo",
    "boss": "ceo",
    "attorney": "lawyer",
    "counsel": "lawyer",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "congresswoman": "congressman",
    "adviser": "advisor",
    "britain": "british",
    "england": "english",
    "france": "french",
    "germany": "german",
    "russia": "russian",
    "ukraine": "ukrainian",
    "america": "american",
    "us": "american",
}

# Whoever leads something may be called so, whatever their title is.
_LEADER = frozenset(("head", "leader", "boss", "chief"))
_LEADING = (
    frozenset(
        ("ceo", "chairman", "president", "director", "secretary", "minister", "general", "head")
    )
    | _LEADER
)

# Where more hold it, the words do not say who is meant.
_MOST_HOLDERS = 3
_BY_FAR = 0.8


def find_holder(
    role: str,
    offices: Iterable[Office],
    people: People,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Person | None:
    """The speaker who holds a role, on these days where it tells; None where nobody does.

    Where several do and none is named by far the most, all of them are its `choices`.
    """
    asked = _words(role)
    if not asked - STOP_WORDS:
        return None
    counts: dict[str, int] = defaultdict(int)
    persons: dict[str, Person] = {}
    for office in offices:
        person = people.find(office.speaker) if _is_meant(asked, _words(office.role)) else None
        if person and not person.choices:
            persons[person.name] = person
            inside = _is_held(office, since, until)
            counts[person.name] += office.statements if inside else 0
    holders = sorted((n for n in persons if counts[n]), key=lambda name: (-counts[name], name))
    if not holders or (
        len(holders) > _MOST_HOLDERS and counts[holders[0]] < _BY_FAR * sum(counts.values())
    ):
        return None
    if counts[holders[0]] >= _BY_FAR * sum(counts.values()):
        return persons[holders[0]]
    spellings = dict.fromkeys(s for name in holders for s in persons[name].spellings)
    return Person(" or ".join(holders), tuple(spellings), tuple(holders))


def _is_meant(asked: frozenset[str], role: frozenset[str]) -> bool:
    """Whether what is asked is part of a role: "the head of the union" of its president's."""
    if asked <= role:
        return True
    rest = asked - _LEADER
    return rest != asked and bool(rest) and rest <= role and bool(_LEADING & role)


def _is_held(office: Office, since: date | None, until: date | None) -> bool:
    """Whether articles name the holder so within the days, as far as both are known."""
    if office.first is None or office.last is None:
        return True
    return not (
        (since and office.last < since.isoformat()) or (until and office.first > until.isoformat())
    )


def _words(role: str) -> frozenset[str]:
    phrase = " ".join(fold(word) for word in words_of(role.replace(".", "")))
    for written, same in _SAME.items():
        phrase = f" {phrase} ".replace(f" {written} ", f" {same} ").strip()
    # No stems: "engineers" are not one engineer.
    return frozenset(word for word in phrase.split() if word not in _IDLE)
