"""What timelines and side-by-sides are asked for with, and made of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from rag.quotes.types import Quote
from rag.types import Constraints, Reason

NO_CONSTRAINTS = Constraints()

BinUnit: TypeAlias = Literal["day", "week", "month"]

SideBy: TypeAlias = Literal["speaker", "source"]
"""What the columns of a side-by-side are."""

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
