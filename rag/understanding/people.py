"""Which speakers of the archive a name in a question means."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from index.statements.speakers import TITLES, surname
from rag.understanding.words import fold, words_of


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
                    self._by_surname[fold(surname(name))].append(name)

    def find(self, phrase: str) -> Person | None:
        """Who is meant by a name, with or without titles; None for nobody here."""
        key = _key(phrase)
        if not key:
            return None
        same_surname = self._by_surname.get(key[-1], [])
        if len(key) == 1:
            return self._person(same_surname or self._by_name.get(key, []))
        exact = self._by_name.get(key, [])
        alike = [name for name in same_surname if _key(name)[0] == key[0]]
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

    def _person(self, spellings: list[str]) -> Person | None:
        if not spellings:
            return None
        ranked = sorted(spellings, key=lambda name: (-self._counts[name], name))
        full = [name for name in ranked if len(name.split()) > 1] or ranked
        return Person(full[0], tuple(ranked))

    def _count(self, names: list[str]) -> int:
        return sum(self._counts[name] for name in names)


def _key(name: str) -> tuple[str, ...]:
    """The folded words of a name; titles before it are dropped where a name is left."""
    words = [fold(word) for word in words_of(name) if fold(word) not in ("the", "a", "an")]
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return tuple(words)
