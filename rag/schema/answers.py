"""An answer as programs are given it; `rag.contract` writes the same keys."""

from datetime import date
from typing import Literal

from pydantic import Field

from rag.schema.values import Model, Place
from rag.types import ExtractKind, QuestionForm, QuestionKind, Reason, Role


class Extract(Model):
    """A verbatim part of an article: `text` is the article's text from `start` to `end`."""

    number: int = Field(description="Its number in the answer, from 1.")
    article_id: str
    version: str = Field(description="SHA-256 of the article's text.")
    title: str
    title_derived: bool = Field(description="The title is ours: the article has none.")
    source: str | None = Field(description="The outlet.")
    authors: list[str]
    published: date | None
    url: str | None
    superseded: bool = Field(description="The article has a newer version.")
    start: int = Field(description="In code points of the article's text.")
    end: int
    text: str
    marks: list[Place] = Field(description="The spoken words, in the article's offsets.")
    role: Role = Field(
        description="The speaker's own words, reported words, or neither: a related matter."
    )
    context: str = Field(description="Words of ours, never part of the text.")
    speaker: str | None = Field(description="The resolved name; null where nothing tells.")
    speaker_mention: str | None = Field(description="How the text names the speaker.")
    kind: ExtractKind
    said_on: date | None
    said_on_basis: Literal["explicit", "resolved", "published"] | None
    confidence: float = Field(description="Of the attribution to the speaker, in [0, 1].")
    score: float = Field(description="Higher is better, within one answer.")
    story: int = Field(description="Articles of the same story are no separate sources.")
    also_in: list[str] = Field(description="Ids of other articles with the same words.")
    also_sources: list[str]


class QuestionWindow(Model):
    """The question's own words for its days."""

    phrase: str
    firm: bool


class Interpreted(Model):
    """How the question was understood."""

    text: str = Field(description="What was searched; a follow-up with what it left out.")
    kind: QuestionKind
    speakers: list[str]
    topic: str
    since: date | None
    until: date | None
    sources: list[str]
    carried_over: list[str] = Field(description="What came from earlier turns.")
    form: QuestionForm
    typed: str
    window: QuestionWindow | None
    negated: bool
    corrected: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    near: list[str] = Field(description="Similar names, where the one asked for is not here.")


class Receipt(Model):
    """What was searched."""

    articles: int
    newest: date | None
    built: str
    generation: int = Field(description="Rises with each change of the archive.")
    searched: int
    excluded_by_filter: int


class Timings(Model):
    """Seconds spent in each step."""

    understand_s: float
    embed_s: float
    search_s: float
    extract_s: float
    total_s: float


class Answer(Model):
    """Numbered verbatim extracts, or an honest "not in this collection" with its reason."""

    id: str | int | float | None = Field(
        default=None, description="The one that came with the question."
    )
    question: str
    interpreted: Interpreted
    abstained: bool = Field(description="The collection does not answer; see `reason`.")
    reason: Reason | None
    probability: float = Field(description="That the extracts answer the question, in [0, 1].")
    clarification: str | None = Field(description="A question back; `choices` are its answers.")
    choices: list[str]
    notes: list[str]
    answer: str = Field(description="All of it for people, one line an extract.")
    extracts: list[Extract]
    nearest: list[Extract] = Field(description="What came closest where nothing answers.")
    receipt: Receipt
    timings: Timings
