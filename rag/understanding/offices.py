"""Who a role means: "the British prime minister", "the governor of Virginia"."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate

from index.archive import Office
from index.statements.demonyms import DEMONYMS
from index.stems import fold
from rag.types import Query
from rag.understanding.people import People, Person
from rag.understanding.words import STOP_WORDS, words_of

_BY_PLACE = re.compile(r" (?:of|from|for|at|in|to) .*$")
_OWNER = re.compile(r"^.*[’']s? ")
_OWNED = re.compile(r"^(?P<owner>[^’']+ [^’']+)(?P<of>[’']s? .+)$")
_IDLE = frozenset("the a an of for in at s his her their its and to".split())

# What holders of one office are called in different articles.
_SAME = {
    "chief executive officer": "ceo",
    "chief executive": "ceo",
    "attorney": "lawyer",
    "counsel": "lawyer",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "congresswoman": "congressman",
    "representative": "congressman",
    "rep": "congressman",
    "sen": "senator",
    "gov": "governor",
    "adviser": "advisor",
    **DEMONYMS,
}

_ALIKE = re.compile(rf"\b(?:{'|'.join(sorted(_SAME, key=len, reverse=True))})\b")

# Whoever leads something may be called so, whatever their title is.
_LEADER = frozenset(("head", "leader", "boss", "chief"))
_LEADING = (
    frozenset(
        ("ceo", "chairman", "president", "director", "secretary", "minister", "general", "head")
    )
    | _LEADER
)

# Where more hold it, the words do not say who is meant; of fewer statements a share says little.
_MOST_HOLDERS = 5
_BY_FAR = 0.8
_FEWEST_STATEMENTS = 10

# How many words of their own a looser role may have: "NYPD commissioner".
_MOST_BESIDE = 1

_FORMER = frozenset(("former", "formerly", "ex", "onetime", "retired", "late"))

# With one of these it is another office: no vice president is the president.
_LESSER = frozenset(("vice", "deputy", "assistant", "associate", "under", "press"))


class Offices:
    """Who is said to hold which role, looked up by the words of the role; threads may share it."""

    def __init__(self, offices: Sequence[Office]) -> None:
        """Take all of a collection."""
        self._offices = offices
        roles = [fold(office.role.replace(".", "").replace("\n", " ")) for office in offices]
        # To look for a word in one text takes a hundredth of taking 80,000 roles apart.
        self._text = "\n".join(roles)
        self._ends = list(accumulate(len(role) + 1 for role in roles))

    def telling(self, words: Iterable[str]) -> list[Office]:
        """The offices, in order, whose role may hold all these words, as `_words` gives them."""
        return [self._offices[number] for number in min(map(self._holding, words), key=len)]

    def _holding(self, word: str) -> list[int]:
        """The places of the roles that hold a word, or the longest one of what is the same."""
        same = (max(written.split(), key=len) for written, one in _SAME.items() if one == word)
        found: set[int] = set()
        for form in {word, *same}:
            at = self._text.find(form)
            while at >= 0:
                number = bisect_right(self._ends, at)
                found.add(number)
                at = self._text.find(form, self._ends[number])
        return sorted(found)


def find_holder(
    role: str,
    offices: Offices,
    people: People,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Person | None:
    """The speaker who holds a role, on these days where it tells; None where nobody does.

    Where several do and none is named by far the most, all of them are its `choices`.
    """
    asked = _words(_by_surname(role, people))
    if not asked - STOP_WORDS:
        return None
    counts: dict[str, int] = defaultdict(int)
    persons: dict[str, Person] = {}
    former: set[str] = set()
    # Both ways in which a role is meant need these words of it.
    for office in offices.telling(asked - _LEADER or asked):
        known = _words(office.role)
        person = people.find(office.speaker) if _is_meant(asked, office.role) else None
        if person and not person.choices:
            if known & _FORMER and not asked & _FORMER:
                former.add(person.name)
                continue
            persons[person.name] = person
            inside = _is_held(office, since, until)
            counts[person.name] += office.statements if inside else 0
    persons = {name: person for name, person in persons.items() if name not in former}
    holders = sorted((n for n in persons if counts[n]), key=lambda name: (-counts[name], name))
    total = sum(counts[name] for name in holders)
    is_by_far = bool(holders) and counts[holders[0]] >= _BY_FAR * total
    if not holders or (len(holders) > _MOST_HOLDERS and not is_by_far):
        return None
    if len(holders) == 1 or (is_by_far and total >= _FEWEST_STATEMENTS):
        return persons[holders[0]]
    spellings = dict.fromkeys(s for name in holders for s in persons[name].spellings)
    return Person(" or ".join(holders), tuple(spellings), tuple(holders))


def find_holder_near(
    role: str,
    offices: Iterable[Office],
    people: People,
    *,
    without: Iterable[str] = (),
    least: int = 1,
) -> Person | None:
    """The one speaker of a few articles whom a looser role fits; None for none or several.

    "The senator from Ohio" fits whom they call "Sen." alone, where they call nobody else so;
    not where `least` words of it have to be theirs.
    """
    role = _by_surname(role, people)
    asked = _words(_BY_PLACE.sub("", role))
    head = next(iter(_in_order(_BY_PLACE.sub("", role))[-1:]), "")
    fitting: dict[str, int] = {}
    for office in offices:
        person = people.find(office.speaker)
        known = _words(office.role)
        fits = asked <= known or len(known - asked) <= _MOST_BESIDE
        fits = fits and not (known - asked) & _LESSER
        if person and not person.choices and person.name not in without and head in known & asked:
            fit = len(asked & known)
            fitting[person.name] = max(fitting.get(person.name, 0), fit if fits else 0)
    best = [name for name, fit in fitting.items() if least <= fit == max(fitting.values())]
    return people.find(best[0]) if len(best) == 1 else None


def with_holder_near(
    query: Query,
    people: People,
    offices: Iterable[Office],
    *,
    without: Iterable[str] = (),
    least: int = 1,
) -> Query:
    """The query, its role read as who holds it by these offices, of a few articles."""
    if query.kind != "said" or query.names or not query.speakers:
        return query
    asked = query.speakers[0]
    # Where a word is enough, whose it is need not be told: "his lawyer".
    role = _OWNER.sub("", asked) if least == 1 else asked
    holder = find_holder_near(role, offices, people, without=without, least=least)
    if holder is None:
        return query
    return replace(
        query,
        text=query.text.replace(asked, holder.name),
        speakers=(holder.name,),
        names=holder.spellings,
        offices=((asked, holder.name),),
        near=(),
    )


def _is_meant(asked: frozenset[str], role: str) -> bool:
    """Whether what is asked is part of a role: "the head of the union" of its president's.

    Not "the president" of a "spokesman for the president", who is another's.
    """
    known = _words(role)
    if (known - asked) & _LESSER:
        return False
    if asked <= known:
        return bool(asked & _words(_OWNER.sub("", _BY_PLACE.sub("", role))))
    rest = asked - _LEADER
    return rest != asked and bool(rest) and rest <= known and bool(_LEADING & known)


def _by_surname(role: str, people: People) -> str:
    """A role as articles mostly put it: "Maren's spokesman" for "Ilse Maren's spokesman"."""
    owned = _OWNED.match(role)
    if owned is None or people.find(owned["owner"]) is None:
        return role
    return owned["owner"].split()[-1] + owned["of"]


def _is_held(office: Office, since: date | None, until: date | None) -> bool:
    """Whether articles name the holder so within the days, as far as both are known."""
    if office.first is None or office.last is None:
        return True
    return not (
        (since and office.last < since.isoformat()) or (until and office.first > until.isoformat())
    )


@lru_cache(maxsize=8192)
def _words(role: str) -> frozenset[str]:
    # No stems: "engineers" are not one engineer.
    return frozenset(_in_order(role))


def _in_order(role: str) -> list[str]:
    phrase = " ".join(fold(word) for word in words_of(role.replace(".", "")))
    phrase = _ALIKE.sub(lambda found: _SAME[found.group()], phrase)
    return [word for word in phrase.split() if word not in _IDLE]
