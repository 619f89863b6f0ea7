"""Statements, traced quotations and speakers; `rag.exporting` writes the same keys."""

from datetime import date

from pydantic import Field

from index.types import DateBasis, SpeakerBasis, SpeakerKind, StatementKind
from rag.quotes.types import Change, Contradiction, Likeness, Order, Standing, Standpoint
from rag.schema.values import Model, Place


class Statement(Model):
    """Something somebody said: `text` is the article's text from `start` to `end`."""

    article_id: str
    version: str
    title: str
    title_derived: bool
    source: str | None
    authors: list[str]
    published: date | None
    url: str | None
    start: int
    end: int
    text: str = Field(description="Whole sentences around what was said.")
    marks: list[Place] = Field(description="What was said, in the article's offsets.")
    words: list[str] = Field(description="The text at each of the marks.")
    speaker: str | None
    probably: bool = Field(description="The attribution to the speaker is inferred or weak.")
    speaker_mention: str | None
    speaker_role: str | None
    speaker_kind: SpeakerKind
    speaker_basis: SpeakerBasis
    confidence: float
    reported_by: str | None
    kind: StatementKind
    standing: Standing = Field(description='Only "said" was said.')
    said_on: date | None
    said_on_basis: DateBasis | None
    score: float
    story: int
    also_in: list[str]
    also_sources: list[str]


class Asked(Model):
    """The request that was met."""

    speakers: list[str]
    about: str
    since: date | None
    until: date | None
    sources: list[str]
    direct: bool


class StatementGroup(Model):
    """The listed statements of one speaker; null: not named."""

    speaker: str | None
    statements: list[Statement]


class Quotes(Model):
    """Statements by speaker, the speaker of the first one first."""

    request: Asked
    speakers: list[str]
    order: Order
    total: int
    shown: int
    note: str = Field(description="Why there are none; empty where there are.")
    groups: list[StatementGroup]


class Difference(Model):
    """Where a quotation departs from the article."""

    change: Change
    quoted: str
    written: str
    start: int
    end: int


class QuotedPlace(Model):
    """Where a quotation stands."""

    article_id: str
    version: str
    title: str
    title_derived: bool
    source: str | None
    authors: list[str]
    published: date | None
    url: str | None
    start: int
    end: int
    text: str
    parts: list[Place] = Field(description="The quotation's own words in the place.")
    likeness: Likeness
    similarity: float
    differences: list[Difference]
    stands_in: Standpoint
    speakers: list[str]
    contradiction: Contradiction | None = Field(
        description="In what the quotation contradicts the place; null where it does not."
    )
    statement: Statement | None
    also_in: list[str]
    also_sources: list[str]


class Trace(Model):
    """Where a quotation comes from, or that it is not in the collection."""

    quotation: str
    found: bool
    note: str = Field(description="The finding in one sentence.")
    total: int
    complete: bool
    places: list[QuotedPlace]
    nearest: list[QuotedPlace]


class RoleCount(Model):
    """What articles say a speaker is, and in how many statements."""

    role: str
    statements: int


class TopicCount(Model):
    """What a speaker speaks about, and in how many statements."""

    topic: str
    statements: int


class Speaker(Model):
    """Who speaks, how often, as what and when."""

    name: str
    spellings: list[str]
    kind: SpeakerKind
    roles: list[RoleCount]
    statements: int
    quoted: int
    reported: int
    not_said: int
    first: date | None
    last: date | None
    articles: int
    sources: list[str]
    topics: list[TopicCount] = Field(description="Only where one speaker is asked for.")


class Speakers(Model):
    """Speakers by the number of their statements, the most first."""

    request: Asked
    total: int
    speakers: list[Speaker]
