"""The seam between the index and whatever keeps it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol, TypeVar

from index.stores.speaker_names import SpeakerNames
from index.stores.types import (
    UNITS,
    Changes,
    Filter,
    Match,
    Office,
    SentenceRow,
    Size,
    SpeakerTally,
    Standing,
    StatementRow,
    TitledText,
    Unit,
)
from index.types import (
    Article,
    IndexedArticle,
    RowId,
    Statement,
    Vector,
    Vectors,
)

__all__ = [
    "UNITS",
    "Changes",
    "Filter",
    "Match",
    "Office",
    "SentenceRow",
    "Size",
    "Snapshot",
    "SpeakerNames",
    "SpeakerTally",
    "Standing",
    "StatementRow",
    "Store",
    "TitledText",
    "Unit",
]

T = TypeVar("T")


class Snapshot(Protocol):
    """The archive as it was at one generation; all reads of one question go through one."""

    @property
    def generation(self) -> int:
        """The number of commits the archive had seen."""
        ...

    def search_vectors(self, unit: Unit, vector: Vector, k: int, within: Filter) -> list[Match]:
        """The k nearest rows by cosine similarity, best first, ties by row."""
        ...

    def search_words(self, unit: Unit, terms: list[str], k: int, within: Filter) -> list[Match]:
        """The k best rows by BM25 over any of the terms, best first, ties by row."""
        ...

    def sentences(self, rows: list[RowId]) -> dict[RowId, SentenceRow]:
        """The sentences with these ids."""
        ...

    def sentences_in(self, passages: list[RowId]) -> list[SentenceRow]:
        """All sentences of these passages, in order of their ids."""
        ...

    def sentences_within(self, rows: list[RowId], within: Filter) -> list[RowId]:
        """Those of these sentences that a filter leaves, in their order."""
        ...

    def similarities(self, unit: Unit, rows: list[RowId], vector: Vector) -> dict[RowId, float]:
        """The cosine similarity of each of these rows to a vector."""
        ...

    def vectors(self, unit: Unit, rows: list[RowId]) -> Vectors:
        """The vectors of these rows, all of which exist, in their order."""
        ...

    def passages_of(self, article_keys: list[RowId]) -> dict[RowId, list[RowId]]:
        """The passages of each of these articles, in the order of the text."""
        ...

    def holding(self, unit: Unit, terms: Iterable[str], rows: list[RowId]) -> dict[str, set[RowId]]:
        """For each term those of the rows that hold it, or a word of the same stem."""
        ...

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term, or a word of the same stem."""
        ...

    def statements(self, sentences: list[RowId]) -> dict[RowId, list[Statement]]:
        """The statements that touch each of these sentences."""
        ...

    def statements_where(
        self,
        within: Filter,
        *,
        sentences: list[RowId] | None = None,
        most: int | None = None,
    ) -> list[StatementRow]:
        """The statements a filter leaves, newest first, undated ones last, ties by row.

        With `sentences`, only those that touch one of them.
        """
        ...

    def statements_in(self, article_keys: list[RowId]) -> list[StatementRow]:
        """All statements of these articles, in order of their row ids."""
        ...

    def count_statements(self, within: Filter) -> int:
        """The number of statements that a filter leaves."""
        ...

    def tally_speakers(
        self, within: Filter, *, statements: list[RowId] | None = None
    ) -> list[SpeakerTally]:
        """Who made the statements that a filter leaves, or those of them with these ids."""
        ...

    def speakers_in(self, sentences: list[RowId]) -> dict[RowId, list[str]]:
        """The named speakers of the statements in each of these sentences, in their order."""
        ...

    def speakers(self) -> dict[str, int]:
        """Every speaker of the archive with the number of their statements."""
        ...

    def speaker_names(self) -> SpeakerNames:
        """The same speakers, to look them up by a word of their name."""
        ...

    def topics_of(self, speaker: str) -> dict[str, int]:
        """What a speaker of the registry spoke about, with the number of statements."""
        ...

    def offices(self) -> list[Office]:
        """Who is said to hold which role, in order of role and speaker."""
        ...

    def offices_in(self, article_ids: list[str]) -> list[Office]:
        """Who is said to hold which role in these articles."""
        ...

    def outlets(self) -> dict[str, int]:
        """Every outlet with the number of its articles that answer."""
        ...

    def days(self) -> tuple[date, date] | None:
        """The first and the last day of publication; None where nothing is dated."""
        ...

    def holds(self, term: str) -> bool:
        """Whether any passage holds a term, or a word of the same stem."""
        ...

    def stems_like(self, beginning: str) -> dict[str, int]:
        """The stems in passages that begin so, with the number of passages."""
        ...

    def article(self, article_key: RowId) -> Article:
        """The article with this row id."""
        ...

    def count_within(self, within: Filter) -> int:
        """The number of articles that a filter's dates and sources leave."""
        ...

    def texts(self, article_keys: list[RowId]) -> dict[RowId, TitledText]:
        """The titles and texts of these articles, without anything else of them."""
        ...

    def stories(self, article_keys: list[RowId]) -> dict[RowId, RowId]:
        """The story that each of these articles tells: the row id of its first article."""
        ...

    def copies_of(self, article_key: RowId) -> list[RowId]:
        """The other articles that tell an article's story, in order of their row ids."""
        ...

    def count_repeated_stories(self) -> int:
        """The number of stories that several articles tell."""
        ...

    def size(self) -> Size:
        """How much there is."""
        ...

    def changes_since(self, generation: int) -> Changes | None:
        """What became of the articles since a generation; None where that was not kept."""
        ...

    def days_of(self, article_keys: list[RowId]) -> dict[RowId, date | None]:
        """The day on which each of these articles was published, where it is known."""
        ...

    def keys_of(self, article_ids: Iterable[str]) -> dict[str, RowId]:
        """The row ids of those of these articles that answer."""
        ...

    def standings(self) -> dict[str, Standing]:
        """The version that answers of every article, by article id."""
        ...

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this generation and shared by all its readers.

        The value depends on nothing but the generation and the key, and nobody changes it.
        """
        ...


class Store(Protocol):
    """Keeps articles and finds them; what `upsert` has committed is never lost."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open a view of one generation that later commits do not change."""
        ...

    def versions(self) -> dict[str, str]:
        """The version of each article that answers, by article id."""
        ...

    def known_vectors(self, article_id: str) -> dict[str, Vector]:
        """Vectors of an article's sentences that need not be computed again, by their text."""
        ...

    def upsert(self, indexed: IndexedArticle) -> None:
        """Commit one article in one transaction; an older version is superseded."""
        ...

    def move(self, before: str, *, article_id: str, origin: str) -> None:
        """Give an article with all its versions another id and origin; all else stays."""
        ...

    def remove(self, article_ids: Iterable[str]) -> int:
        """Remove articles with all their versions; gives how many there were.

        When it returns, nothing the store keeps holds their text, words or vectors.
        """
        ...

    def iterate(self) -> Iterator[Article]:
        """Every article that answers, in order of arrival."""
        ...

    def find(self, article_id: str, version: str | None = None) -> Article | None:
        """An article by its id; the version that answers, unless one is named."""
        ...

    def history(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first; the last one answers."""
        ...

    def publish(self) -> None:
        """Write what is derived from the committed rows to disk."""
        ...

    def repair(self) -> None:
        """Make again what is derived from the committed rows, without embedding."""
        ...

    @property
    def is_published(self) -> bool:
        """Whether all that was committed is in the index on disk, and nothing is to be wiped."""
        ...

    def health(self) -> list[str]:
        """What is wrong with the archive, a sentence each; empty when all is well."""
        ...

    def close(self) -> None:
        """Release files and memory."""
        ...
