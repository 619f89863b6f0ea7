"""The seam between the index and whatever keeps it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias, TypeVar

from index.types import (
    Article,
    IndexedArticle,
    RowId,
    Span,
    SpeakerKind,
    Statement,
    Vector,
    Vectors,
)

T = TypeVar("T")

Unit: TypeAlias = Literal["passage", "sentence"]
"""What can be searched: the unit that is retrieved, or the unit that is shown."""

UNITS: tuple[Unit, ...] = ("passage", "sentence")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is limited to, before its best are taken; empty means no limit.

    `speakers` are names of the registry, to the letter: sentences that hold a statement
    of one of them, or passages that hold such a sentence. `since` and `until` are days of
    publication, both included; an article without a date lies in no window. `sources` are
    outlets, to the letter, `articles` ids. `direct` asks for sentences that hold quoted words.
    `said_since` and `said_until` ask for sentences that hold a statement made on these days, both
    included; where no day is known, that of publication counts.
    """

    speakers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    direct: bool = False
    said_since: date | None = None
    said_until: date | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A row that a search found; the higher the score the better.

    Scores compare within one search only: cosine similarity in [-1, 1] for vectors,
    BM25 in (0, inf) for words.
    """

    row: RowId
    score: float


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence, and where it stands."""

    row: RowId
    passage: RowId
    article_key: RowId
    span: Span


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement, its article, and the sentences that it touches."""

    row: RowId
    article_key: RowId
    statement: Statement
    sentences: tuple[RowId, ...]


@dataclass(frozen=True, slots=True)
class SpeakerTally:
    """How often a name speaks in one role; the same name may have several.

    `quoted` counts the statements that hold the speaker's own words, `said` those that were
    in fact said; `first` and `last` are the days of the earliest and the latest.
    """

    speaker: str
    kind: SpeakerKind
    role: str | None
    statements: int
    quoted: int
    said: int
    first: date | None
    last: date | None
    articles: tuple[RowId, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitledText:
    """What is read of an article where only its words matter."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Size:
    """How much the archive holds; `newest` is an ISO date or None."""

    articles: int
    passages: int
    sentences: int
    statements: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """A role that articles give a speaker, with the days on which they do; ISO or None."""

    role: str
    speaker: str
    statements: int
    first: str | None
    last: str | None
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles are here that were not at another generation, and so on.

    An article that came and went between counts for nothing; one that was removed and came
    again is one removed and one added.
    """

    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The version of an article that answers, its row, and the day it was published."""

    key: RowId
    version: str
    published: date | None = None


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

    def holding(self, unit: Unit, term: str, rows: list[RowId]) -> set[RowId]:
        """Those of the rows that hold a term, or a word of the same stem."""
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

    def known_vectors(self, article_id: str) -> dict[tuple[Unit, str], Vector]:
        """Vectors that need not be computed again, by unit and text."""
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

    def health(self) -> list[str]:
        """What is wrong with the archive, a sentence each; empty when all is well."""
        ...

    def close(self) -> None:
        """Release files and memory."""
        ...
