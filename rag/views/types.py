"""The values that views of a collection are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from index.types import RowId, Span
from rag.quotes.types import Quote
from rag.types import Constraints, Extract, Query, Reason

NO_CONSTRAINTS = Constraints()

BinUnit: TypeAlias = Literal["day", "week", "month"]

SideBy: TypeAlias = Literal["speaker", "source"]
"""What the columns of a side-by-side are."""

Difference: TypeAlias = Literal["number", "date", "polarity"]
"""In what accounts differ: in a number of the same unit, in a day of the same event, or in
that one affirms what the other denies."""

ViewName: TypeAlias = Literal["answer", "timeline", "sides", "speakers", "accounts"]
"""What is shown of a question; "answer" is the list of extracts."""


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """What a view is of; what is empty or None limits nothing.

    Attributes:
        question: read for speakers, topic, days and outlets; those given beside it win.
        speakers: names as people write them.
        about: a topic.
        since: the first day on which it was said.
        until: the last one.
        sources: outlets; upper and lower case are one.
        direct: only what is quoted, wholly or in part.
        most: how many statements to show at most.
    """

    question: str = ""
    speakers: tuple[str, ...] = ()
    about: str = ""
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    direct: bool = False
    most: int = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """What a view was understood to be of.

    Attributes:
        speakers: as people are shown them; empty for anybody.
        about: the topic; empty for any.
        notes: sentences for people about how a question was read.
    """

    speakers: tuple[str, ...] = ()
    about: str = ""
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    direct: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day's statements, the surest first; None for those that nothing dates.

    Where the texts tell a period alone ("last month"), `day` is its first and `until` its last.
    """

    day: date | None
    statements: tuple[Quote, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """How much was said in some days, both included, whether it is shown or not.

    What may have been said in several of the stretches is counted in none.
    """

    start: date
    end: date
    statements: int
    articles: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements by the day they were said, the earliest first, undated ones last.

    Attributes:
        days: those that hold a shown statement.
        bins: without gaps from the first day to the last; empty where nothing is dated.
        unit: what each of `bins` is.
        total: the different statements that fit, of which `shown` are in `days`.
        reason: why there are none, or None; then `note` says so in one sentence.
        generation: of the archive.
    """

    subject: Subject
    days: tuple[Day, ...]
    bins: tuple[Bin, ...]
    unit: BinUnit
    total: int
    shown: int
    generation: int
    reason: Reason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One speaker or outlet of a side-by-side.

    Attributes:
        name: as people are shown it.
        statements: the best ones, in order of their days.
        total: the different statements that fit.
        note: why there are none, in one sentence; empty where there are.
    """

    name: str
    statements: tuple[Quote, ...]
    total: int
    first: date | None
    last: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """What several speakers, or several outlets, have on one topic.

    Columns stand in the order in which they were asked for, else the fullest first; one that
    was asked for stands there even where it is empty.
    """

    subject: Subject
    by: SideBy
    columns: tuple[Column, ...]
    generation: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A sentence that gives one of the differing values: `text` is the article's at `span`.

    Attributes:
        mark: where the value stands, in the article's offsets, inside `span`.
        speaker: whose statement holds the value; None where the article itself tells it.
        probably: whether the attribution is inferred or weak.
        said_on: the day of the statement, or of publication.
        story: articles with the same story are one origin.
    """

    article_id: str
    version: str
    title: str
    title_derived: bool
    source: str | None
    authors: tuple[str, ...]
    published: date | None
    url: str | None
    span: Span
    text: str
    mark: Span
    speaker: str | None
    probably: bool
    said_on: date | None
    said_on_basis: str | None
    story: RowId
    also_in: tuple[str, ...] = ()
    also_sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that accounts of the same thing give.

    Attributes:
        value: the value as people read it: "$54 million", "4 October 2016", "denied".
        accounts: who gives it, the earliest first.
        origins: independent ones; copies of one story, and one speaker's words wherever they
            are printed, count once.
    """

    value: str
    accounts: tuple[Account, ...]
    origins: int

    @property
    def only_one_source(self) -> bool:
        """Whether everything that says so goes back to one origin."""
        return self.origins == 1


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts of one thing that differ, side by side.

    Attributes:
        kind: in what they differ.
        subject: what the accounts are of, in the articles' own words.
        unit: of the numbers; empty for other kinds.
        versions: two or more values, the one with most origins first.
        origins: independent ones of all versions together.
        score: in [0, 1], how sure it is that all are of one thing.
        note: what tells them apart, in one sentence.
    """

    kind: Difference
    subject: str
    unit: str
    versions: tuple[Version, ...]
    origins: int
    score: float
    note: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Where accounts of a topic differ, the surest first.

    `articles` and `origins` count all that were compared, and the stories they tell; `note`
    says what was found, in one sentence.
    """

    about: str
    disputes: tuple[Dispute, ...]
    total: int
    articles: int
    origins: int
    generation: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExtractKey:
    """An extract as an address holds it: enough to find it again, none of its words.

    Attributes:
        article: the first 12 hexadecimal digits of the SHA-256 of the article's id.
        version: those of the article's version.
        span: in that version's text.
    """

    article: str
    version: str
    span: Span


@dataclass(frozen=True, slots=True)
class ViewState:
    """What a permanent address holds.

    Attributes:
        question: as it was typed.
        query: how it was understood, where that is not what it means alone: a follow-up, or
            one whose parts were changed; its `names` are empty.
        as_of: the day that "last week" counts from.
        generation: of the archive when the address was made; None where it is not told.
        archive: a short mark of the archive it was made from; empty where not told.
        extracts: what the answer showed then; None where it is not told.
        reason: why there was no answer then.
    """

    question: str = ""
    query: Query | None = None
    constraints: Constraints = NO_CONSTRAINTS
    view: ViewName = "answer"
    by: SideBy = "speaker"
    as_of: date | None = None
    generation: int | None = None
    archive: str = ""
    extracts: tuple[ExtractKey, ...] | None = None
    reason: Reason | None = None


Departure: TypeAlias = Literal["removed", "changed", "outranked"]
"""Why an extract is no longer in an answer: its article was removed; its article has a newer
version without it; or others answer better now."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An extract that an answer had and has no longer.

    Attributes:
        extract: it, where its text is still in the archive and begins and ends as extracts
            do; else None.
    """

    key: ExtractKey
    why: Departure
    extract: Extract | None


@dataclass(frozen=True, slots=True)
class ArchiveChanges:
    """What was done to the archive between two generations.

    Articles are counted once, by what they were then and are now; one that came and went
    between them is not counted.

    Attributes:
        since: the generation of the address.
        known: whether the archive can tell; else the counts are 0 and `note` says why.
    """

    since: int | None
    now: int
    added: int
    removed: int
    changed: int
    known: bool
    note: str


@dataclass(frozen=True, slots=True)
class AnswerChanges:
    """What became of an answer since its address was made.

    Attributes:
        new: numbers of extracts that were not there.
        kept: numbers of extracts that were there.
        note: all of it for people, in one or two sentences.
    """

    archive: ArchiveChanges
    new: tuple[int, ...]
    kept: tuple[int, ...]
    gone: tuple[Gone, ...]
    was_reason: Reason | None
    is_reason: Reason | None
    compared: bool
    note: str

    @property
    def changed(self) -> bool:
        """Whether the answer is not what it was."""
        return bool(self.new or self.gone or self.was_reason != self.is_reason)


SuggestionKind: TypeAlias = Literal["said", "changed", "who", "sides"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the archive answers, found from its statements.

    Attributes:
        statements: how many statements it was taken from.
        newest: the day of the newest of them.
    """

    question: str
    kind: SuggestionKind
    speakers: tuple[str, ...]
    about: str
    statements: int
    newest: date | None
