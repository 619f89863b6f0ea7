"""What is asked of a store, and the rows that it gives."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from index.types import RowId, Span, SpeakerKind, Statement

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
