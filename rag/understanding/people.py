"""Which speakers of the archive a name in a question means."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from index.statements.speakers import TITLES, surname
from rag.understanding.words import fold, words_of

# A surname is taken for one of several who have it where that one speaks this much.
_BY_FAR = 0.8
_MOST_NAMED = 3

_STROKES = str.maketrans("łøđ", "lod", "'’")


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker who was asked for: the name to show, and the registry's spellings."""

    name: str
    spellings: tuple[str, ...]


class People:
    """The archive's registry of speakers, by name and by surname."""

    def __init__(self, statements_by_speaker: Mapping[str, int]) -> None:
        """Take every speaker with the number of their statements."""
        self._counts = statements_by_speaker
        self._by_name: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        for name in statements_by_speaker:
            key = _key(name)
            if key and not set(key) <= TITLES:
                self._by_name[key].append(name)
                if name[:1].isupper() and name.split()[-1][:1].isupper():
                    self._by_surname[_key(surname(name))[-1]].append(name)

    def find(self, phrase: str) -> Person | None:
        """Who is meant by a name, with or without titles; None for nobody here."""
        key = _key(phrase)
        if not key:
            return None
        same_surname = self._by_surname.get(key[-1], [])
        if len(key) == 1:
            return self._of_one_name(same_surname) or self._person(self._by_name.get(key, []))
        exact = self._by_name.get(key, [])
        # "Carol Tan" is also who an article calls "Midwife Carol Tan".
        alike = [
            name
            for name in same_surname
            if _key(name)[0] == key[0] or _key(name)[-len(key) :] == key
        ]
        full = list(dict.fromkeys([*exact, *alike]))
        if not full:
            return None
        # A bare surname is theirs unless somebody else of that name speaks more.
        others = [n for n in same_surname if len(_key(n)) > 1 and n not in full]
        if self._count(full) > self._count(others):
            full += [name for name in same_surname if len(_key(name)) == 1]
        return self._person(list(dict.fromkeys(full)))

    def find_leading(self, words: list[str]) -> tuple[Person, int] | None:
        """The longest name that the words begin with, and how many words it takes."""
        for length in range(min(len(words), 5), 0, -1):
            person = self.find(" ".join(words[:length]))
            if person:
                return person, length
        return None

    def _of_one_name(self, spellings: list[str]) -> Person | None:
        """Who a surname means: the one who speaks by far the most, else all who have it."""
        by_first_name: dict[str, list[str]] = defaultdict(list)
        bare = [name for name in spellings if len(_key(name)) == 1]
        for name in spellings:
            if name not in bare:
                by_first_name[_key(name)[0]].append(name)
        people = sorted(by_first_name.values(), key=lambda names: (-self._count(names), names))
        if people and self._count(people[0]) >= _BY_FAR * sum(map(self._count, people)):
            return self._person([*people[0], *bare])
        person = self._person(spellings)
        if person is None or len(people) < 2:
            return person
        each = [self._person(names) for names in people[:_MOST_NAMED]]
        return Person(" or ".join(one.name for one in each if one), person.spellings)

    def _person(self, spellings: list[str]) -> Person | None:
        if not spellings:
            return None
        ranked = sorted(spellings, key=lambda name: (-self._counts[name], name))
        full = [name for name in ranked if len(name.split()) > 1] or ranked
        return Person(full[0], tuple(ranked))

    def _count(self, names: list[str]) -> int:
        return sum(self._counts[name] for name in names)


def _key(name: str) -> tuple[str, ...]:
    """The folded words of a name; titles before it are dropped where a name is left.

    Apostrophes count for nothing: "O’Leary", "O'Leary" and "oleary" are one.
    """
    folded = (fold(word).translate(_STROKES) for word in words_of(name))
    words = [word for word in folded if word not in ("the", "a", "an")]
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return tuple(words)
