"""Which speakers and outlets of the archive are meant, and what was nearly meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from index.archive import Snapshot
from index.errors import UnknownName
from index.statements.speakers import surname
from index.stems import fold
from index.types import SpeakerKind
from rag.understanding.people import People, Person
from rag.understanding.words import words_of

_MOST_NEAR = 3

# All statements of a surname, to those of whom nearly all of them are.
_NEARLY_ALL = 1.05

_IDLE = frozenset("the a an mr mrs ms".split())

# Of rapidfuzz's weighted ratio, in [0, 100]: "Stramer" is 86 to "Starmer".
_NEAR = 75


class Names:
    """The archive's speakers, by the names that people use."""

    def __init__(self, statements_by_speaker: Mapping[str, int]) -> None:
        """Take every speaker with the number of their statements."""
        self._counts = statements_by_speaker
        self._people = People(statements_by_speaker)
        self._by_surname: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name, count in statements_by_speaker.items():
            words = name.split()
            if len(words) > 1:
                self._by_surname[surname(name)][fold(words[0])] += count
            self._alike[_written(name)].append(name)

    def find(self, name: str) -> Person:
        """Who is meant.

        Raises:
            UnknownName: Nobody here; it says who has a similar name.
        """
        person = self._people.find(name)
        if person is None:
            raise UnknownName(
                f"nobody called '{name}' is quoted in this collection"
                + _or_meant(near_names(name, self._counts))
            )
        return person

    def spellings(self, name: str) -> tuple[str, ...]:
        """The archive's names of whom a name means; none for nobody here."""
        person = self._people.find(name)
        return person.spellings if person else ()

    def heading(self, speaker: str, kind: SpeakerKind = "person") -> str:
        """The name under which a speaker's statements are gathered.

        Spellings of one person have one heading; a bare surname joins a full name only
        where that is the only bearer's in the archive, but for a twentieth of the statements.
        Who is no person has one heading where only capitals, articles and an owner's "'s"
        differ: "Some officials" are others than "officials".
        """
        if kind != "person":
            alike = self._alike.get(_written(speaker), [speaker])
            return min(alike, key=lambda name: (-self._counts.get(name, 0), name))
        person = self._people.find(speaker)
        if person is None or person.name not in self._counts:
            return speaker
        if len(speaker.split()) == 1:
            bearers = self._by_surname.get(surname(speaker), {}).values()
            if not bearers or sum(bearers) > _NEARLY_ALL * max(bearers):
                return speaker
        return person.name


def names_of(snapshot: Snapshot) -> Names:
    """The names of a generation's speakers, made once for its readers."""
    return snapshot.derived(Names, lambda: Names(snapshot.speakers()))


def _written(name: str) -> tuple[str, ...]:
    """The words of a name without capitals, articles, courtesies and the owner's "'s"."""
    return tuple(word for word in map(fold, words_of(name)) if word not in _IDLE)


def find_source(source: str, known: Mapping[str, int]) -> str:
    """The outlet that is meant, whatever its case.

    Raises:
        UnknownName: None here; it says which have a similar name.
    """
    for name in known:
        if fold(name) == fold(source.strip()):
            return name
    raise UnknownName(
        f"no article of this collection is from '{source}'" + _or_meant(near_names(source, known))
    )


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """The names most like one that is not known, best first; often none."""
    from rapidfuzz import fuzz, process

    folded = {candidate: fold(candidate) for candidate in known}
    found = process.extract(
        fold(name), folded, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_MOST_NEAR
    )
    return [candidate for _, _, candidate in found]


def _or_meant(near: list[str]) -> str:
    if not near:
        return ": 'onrecord speakers' and 'onrecord status' tell what it holds"
    return f": did you mean {' or '.join(near)}?"
