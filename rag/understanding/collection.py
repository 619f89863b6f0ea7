"""What understanding a question may ask of the collection, each only when it is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from index.archive import Filter, Office, Snapshot
from index.stems import stem
from rag.understanding.offices import Offices
from rag.understanding.words import words_of

_EXAMPLES = 5
_ENDINGS = ("", "e", "s", "es", "ed", "ing", "ion", "al", "ment", "er", "able", "ity", "ly")


class Collection(Protocol):
    """The archive a question is asked of, on some day."""

    @property
    def today(self) -> date:
        """The day that "last week" counts from."""
        ...

    def held(self) -> tuple[date, date] | None:
        """The first and the last day of publication; None where nothing is dated."""
        ...

    def outlets(self) -> Mapping[str, int]:
        """The outlets, to the letter, with the number of their articles."""
        ...

    def offices(self) -> Offices:
        """Who is said to hold which role."""
        ...

    def offices_in(self, article_ids: Sequence[str]) -> list[Office]:
        """Who is said to hold which role in these articles."""
        ...

    def holds(self, word: str) -> bool:
        """Whether any article holds a word, or one of the same stem."""
        ...

    def stems_like(self, beginning: str) -> Mapping[str, int]:
        """The stems in the collection that begin so, with the number of their passages."""
        ...

    def words_with(self, root: str) -> list[str]:
        """Words around a stem as articles write them."""
        ...


@dataclass(frozen=True, slots=True)
class ArchiveCollection:
    """One generation of an archive."""

    snapshot: Snapshot
    today: date

    def held(self) -> tuple[date, date] | None:
        """The first and the last day of publication."""
        return self.snapshot.days()

    def outlets(self) -> Mapping[str, int]:
        """The outlets with the number of their articles."""
        return self.snapshot.outlets()

    def offices(self) -> Offices:
        """Who is said to hold which role."""
        return self.snapshot.derived(Offices, lambda: Offices(self.snapshot.offices()))

    def offices_in(self, article_ids: Sequence[str]) -> list[Office]:
        """Who is said to hold which role in these articles."""
        return self.snapshot.offices_in(list(article_ids))

    def holds(self, word: str) -> bool:
        """Whether any article holds a word, or one of the same stem."""
        return self.snapshot.holds(word)

    def stems_like(self, beginning: str) -> Mapping[str, int]:
        """The stems that begin so."""
        return self.snapshot.stems_like(beginning)

    def words_with(self, root: str) -> list[str]:
        """The words of some sentences that hold a stem."""
        # A stem is stemmed again when it is searched: only a whole word of it finds it.
        forms = [root + ending for ending in _ENDINGS] + [f"{root[:-1]}y"]
        forms = [form for form in forms if stem(form) == root]
        matches = self.snapshot.search_words("sentence", forms, _EXAMPLES, Filter())
        rows = self.snapshot.sentences([match.row for match in matches])
        texts = (row.span.of(self.snapshot.article(row.article_key).text) for row in rows.values())
        return [word for text in texts for word in words_of(text)]


@dataclass(frozen=True, slots=True)
class KnownCollection:
    """A collection told outright; by default one of which nothing is known."""

    today: date
    days: tuple[date, date] | None = None
    sources: Mapping[str, int] = field(default_factory=dict)
    holders: tuple[Office, ...] = ()
    holders_in: Mapping[str, tuple[Office, ...]] = field(default_factory=dict)
    words: Mapping[str, int] | None = None

    def held(self) -> tuple[date, date] | None:
        """The days that were told."""
        return self.days

    def outlets(self) -> Mapping[str, int]:
        """The outlets that were told."""
        return self.sources

    def offices(self) -> Offices:
        """The offices that were told."""
        return Offices(self.holders)

    def offices_in(self, article_ids: Sequence[str]) -> list[Office]:
        """The offices that were told for these articles."""
        return [office for name in article_ids for office in self.holders_in.get(name, ())]

    def holds(self, word: str) -> bool:
        """Whether a word was told; any is held where none were."""
        return self.words is None or any(stem(known) == stem(word) for known in self.words)

    def stems_like(self, beginning: str) -> Mapping[str, int]:
        """The stems of the told words that begin so."""
        found = {stem(word): count for word, count in (self.words or {}).items()}
        return {root: count for root, count in found.items() if root.startswith(beginning)}

    def words_with(self, root: str) -> list[str]:
        """The told words of a stem."""
        return [word for word in self.words or {} if stem(word) == root]
