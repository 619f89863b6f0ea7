"""The values that flow from a question to its answer."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from index.types import RowId, Span
from rag.written import Prose

QuestionKind: TypeAlias = Literal["said", "who", "any"]
"""What is asked for: what somebody said, who said something, or anything else."""

QuestionForm: TypeAlias = Literal[
    "plain", "ever", "why", "when", "response", "changed", "else", "disagree", "happened"
]
"""How it is asked, beside whose words it asks for: whether somebody ever said it, why, when,
in reply to what, what changed, what or who else, who disagrees, what happened."""

Role: TypeAlias = Literal["said", "reported", "related"]
"""What an extract holds: somebody's own words, somebody's words as they are reported, or
neither; where a speaker is asked for, "said" and "reported" are that speaker's alone."""

ExtractKind: TypeAlias = Literal["direct", "indirect", "mixed", "narration"]

Reason: TypeAlias = Literal[
    "no_speaker",
    "no_statement_on_topic",
    "outside_dates",
    "filtered_out",
    "weak_evidence",
    "empty_archive",
]
"""Why there is no answer."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a question names, both included; None leaves a side open.

    Attributes:
        phrase: the question's own words for them.
        firm: whether the question ties what it asks for to these days beyond doubt
            ("what did she say last week"), where "the test in May" may date the test alone.
    """

    start: date | None
    end: date | None
    phrase: str = ""
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an extract stands in an article."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    Attributes:
        text: what is searched; a follow-up with what it left out filled in.
        speakers: names as people are shown them, of those whose words are asked for.
        names: the registry's spellings of the speakers; empty where none is known.
        topic: what the words are to be about.
        terms: the content words of the topic, lower case, in order.
        since: the first day of what the question names itself, as `until`; see `window`.
        sources: outlets of the archive that the question names, to the letter.
        carried_over: what came from earlier turns: "speaker", "topic", "window", "sources".
        typed: the question to the letter, to be searched beside `text`; may be empty.
        form: how it is asked.
        when: the question's words for its days; empty where it names none.
        firm: as in `Window`.
        today: the day it is asked on, where that is known: what is newer counts for more.
        negated: whether it asks for what was not said, or denied.
        corrected: words of the question, each with the archive's word it was taken for.
        offices: roles in the question, each with the speaker who is said to hold it.
        near: speakers with a similar name, where the one asked for is not here.
        choices: speakers who may be meant, where nothing decides.
        ambiguous: the question's word for them.
        articles: ids of the articles of the answer that the question leans on, best first.
        without_speakers: speakers who are not asked for: "who else?".
        without_places: extracts that are not asked for again: "what else did she say?".
        notes: sentences for people about how the question was read.
    """

    text: str
    kind: QuestionKind
    speakers: tuple[str, ...]
    names: tuple[str, ...]
    topic: str
    terms: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    carried_over: tuple[str, ...] = ()
    typed: str = ""
    form: QuestionForm = "plain"
    when: str = ""
    firm: bool = False
    today: date | None = None
    negated: bool = False
    corrected: tuple[tuple[str, str], ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    near: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    ambiguous: str = ""
    articles: tuple[str, ...] = ()
    without_speakers: tuple[str, ...] = ()
    without_places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def window(self) -> Window | None:
        """The days the question names; None where it names none."""
        if self.since is None and self.until is None:
            return None
        return Window(self.since, self.until, self.when, self.firm)


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a person limited the search to; empty means no limit, and nothing loosens it.

    Attributes:
        since: the first day of publication.
        until: the last day of publication.
        sources: outlets, to the letter.
        speakers: names of the registry, to the letter: only their statements.
        direct: only sentences that hold quoted words.
    """

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that a search found, with what speaks for it.

    Attributes:
        score: reciprocal rank fusion of all searches; higher is better, within one question.
        words: BM25 of the sentence, as a share of the best sentence's, in [0, 1].
        passage_words: the same of the passage around it.
    """

    sentence: RowId
    passage: RowId
    article_key: RowId
    span: Span
    score: float
    words: float
    passage_words: float


@dataclass(frozen=True, slots=True)
class Extract:
    """A verbatim part of an article: `text` is the article's text at `span`.

    Attributes:
        number: its citation number in the answer, from 1.
        version: of the article, so that its very text can be shown.
        marks: the spoken words inside the span, in the article's offsets.
        context: words of ours that help to understand it, never part of `text`.
        score: higher is better, comparable within one answer.
        confidence: in [0, 1], of the attribution to `speaker`.
        story: what the article tells; articles with the same story are no separate sources.
        also_in: ids of other articles with the same words.
        also_sources: the outlets of those articles, each once.
    """

    number: int
    article_id: str
    version: str
    title: str
    title_derived: bool
    source: str | None
    authors: tuple[str, ...]
    published: date | None
    url: str | None
    superseded: bool
    span: Span
    text: str
    marks: tuple[Span, ...]
    role: Role
    context: str
    speaker: str | None
    speaker_mention: str | None
    kind: ExtractKind
    said_on: date | None
    said_on_basis: str | None
    confidence: float
    score: float
    story: RowId
    also_in: tuple[str, ...] = ()
    also_sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was searched: counts of articles, the newest ISO date, when it was built."""

    articles: int
    newest: str | None
    built: str
    generation: int
    searched: int
    excluded_by_filter: int


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds spent in each step."""

    understand_s: float
    embed_s: float
    search_s: float
    extract_s: float
    total_s: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Numbered extracts, or an abstention with its reason and the nearest extracts.

    `probability`, in [0, 1], is how sure it is that the extracts answer the question. `notes`
    are sentences for people about how the question was read and what the extracts are.
    `clarification` asks back, and `choices` are what it asks to choose from.
    """

    question: str
    query: Query
    abstained: bool
    reason: Reason | None
    probability: float
    text: str
    extracts: tuple[Extract, ...]
    nearest: tuple[Extract, ...]
    receipt: Receipt
    timings: Timings
    constraints: Constraints = Constraints()
    clarification: str | None = None
    choices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, how it was answered, and what a model wrote of it."""

    question: str
    answer: Answer
    prose: Prose | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What later questions may lean on: a value, so that nobody's turns mix."""

    turns: tuple[Turn, ...] = field(default=())
