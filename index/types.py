"""The values that flow through the index: articles and what is found in them."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""Embeddings, float32, shape (n, dimensions), each row of length one."""

Vector: TypeAlias = NDArray[np.float32]
"""One embedding, float32, shape (dimensions,), of length one."""

RowId: TypeAlias = int
"""The id of a row in the archive; never used again once its row is gone."""

StatementKind: TypeAlias = Literal["direct", "indirect", "mixed"]
"""Whether the words are the speaker's own, the article's, or some of each."""

Manner: TypeAlias = Literal["speech", "stance", "noun"]
"""What carries a statement: a verb of speaking or "according to", a verb of thinking or
wanting ("believes"), or a noun ("his promise to")."""

Polarity: TypeAlias = Literal["affirmed", "negated"]
"""Whether it was said, or expressly not: "declined to say", "stopped short of calling"."""

Modality: TypeAlias = Literal["actual", "planned", "possible"]
"""Whether it was said, is to be said ("will argue") or may be ("could say")."""

SpeakerBasis: TypeAlias = Literal["name", "title", "pronoun", "inherited", "description", "unnamed"]
"""How the speaker is known: by name; by a title that stands for one person here; by a
pronoun; from the statement before; only as described ("a U.S. official"); or not at all."""

SpeakerKind: TypeAlias = Literal["person", "group", "anonymous", "document"]

DateBasis: TypeAlias = Literal["explicit", "resolved", "published"]
"""How a day is known: written out, resolved from "on Thursday", or from the publication."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an article's text: half-open `[start, end)`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` at this place."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


class ZoneKind(StrEnum):
    """What a stretch of an article's text is when it is not the story itself."""

    HEADER = "header"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    NOTICE = "notice"
    EDITORS_NOTE = "editors-note"


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text that is kept, shown, and never answers a question."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it was read; `text` is never altered.

    `origin` is where the article came from, for people to read.

    Attributes:
        published: the day in the outlet's own zone, as written.
        published_at: the moment, aware UTC; None where time or zone is not told.
        published_basis: how the date was found: "record", "JSON-LD", "meta", "page",
            "feed", "sitemap", "header", "dateline", "file name", "PDF" or "unknown".
        updated: when its outlet last changed it, likewise; with `updated_at` and
            `updated_basis`.
        language: ISO 639-1 code, lower case; None where nothing tells.
    """

    id: str
    text: str
    title: str
    title_derived: bool = False
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_basis: str = "unknown"
    url: str | None = None
    zones: tuple[Zone, ...] = ()
    origin: str = ""
    published_at: datetime | None = None
    updated: date | None = None
    updated_at: datetime | None = None
    updated_basis: str = "unknown"
    language: str | None = None

    @property
    def version(self) -> str:
        """The SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def body(self) -> tuple[Span, ...]:
        """The stretches of text outside every zone, in order."""
        stretches: list[Span] = []
        at = 0
        for zone in sorted(self.zones, key=lambda zone: zone.span):
            if zone.span.start > at:
                stretches.append(Span(at, zone.span.start))
            at = max(at, zone.span.end)
        if at < len(self.text):
            stretches.append(Span(at, len(self.text)))
        return tuple(stretches)


@dataclass(frozen=True, slots=True)
class SaidOn:
    """The day something was said, how it is known, and the words that tell."""

    day: date
    basis: DateBasis
    phrase: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something somebody said, and the words of the article that say so.

    Attributes:
        extent: whole sentences around everything below; the unit that is shown.
        words: what was said, in one span or several where the cue splits it.
        cue: the reporting verb or noun; None where a quotation stands without one.
        mention: how the text names the speaker; None where it does not.
        speaker: the resolved name; None where the article does not tell.
        confidence: in [0, 1], of the attribution to `speaker`; higher is surer.
        topics: noun phrases of its words, as written.
        role: what the article says the speaker is, as "British prime minister".
        reported_by: whose words report it, where a speaker quotes another.
        said_on: None where nothing dates it.
    """

    extent: Span
    words: tuple[Span, ...]
    cue: Span | None
    mention: Span | None
    speaker: str | None
    kind: StatementKind
    confidence: float
    topics: tuple[str, ...] = ()
    manner: Manner = "speech"
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    basis: SpeakerBasis = "unnamed"
    speaker_kind: SpeakerKind = "person"
    role: str | None = None
    reported_by: str | None = None
    said_on: SaidOn | None = None

    @property
    def was_said(self) -> bool:
        """Whether it reports something that was in fact said, not thought, planned or denied."""
        spoken = self.manner in ("speech", "noun")
        return spoken and self.polarity == "affirmed" and self.modality == "actual"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was offered to the index and not taken, with the reason."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Segments:
    """An article cut up: all spans lie in its body, in order.

    `passage_of[i]` is the position in `passages` of the one that holds the start of
    `sentences[i]`.
    """

    passages: tuple[Span, ...]
    sentences: tuple[Span, ...]
    passage_of: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class IndexedArticle:
    """An article with everything derived from it, ready to be committed at once.

    `passage_vectors` and `sentence_vectors` have one row for each passage and sentence;
    `signature` tells articles that share their wording.
    """

    article: Article
    segments: Segments
    statements: tuple[Statement, ...]
    passage_vectors: Vectors
    sentence_vectors: Vectors
    signature: bytes
