"""Timelines, side-by-sides and accounts that differ; `rag.exporting_views` writes the same."""

from datetime import date

from pydantic import Field

from rag.schema.statements import Statement
from rag.schema.values import Model, Place
from rag.types import Reason
from rag.views.accounts.types import Difference
from rag.views.types import BinUnit, SideBy


class Subject(Model):
    """What a view was understood to be of."""

    speakers: list[str]
    about: str
    since: date | None
    until: date | None
    sources: list[str]
    direct: bool
    notes: list[str]


class TimelineDay(Model):
    """One day's statements; null for those that nothing dates."""

    day: date | None
    statements: list[Statement]


class Bin(Model):
    """How much was said in some days, both included."""

    start: date
    end: date
    statements: int
    articles: int


class Timeline(Model):
    """Statements by the day they were said, the earliest first, undated ones last."""

    subject: Subject
    days: list[TimelineDay]
    bins: list[Bin] = Field(description="Without gaps from the first day to the last.")
    unit: BinUnit
    total: int
    shown: int
    generation: int
    reason: Reason | None
    note: str = Field(description="Why there are none; empty where there are.")


class Column(Model):
    """One speaker or outlet of a side-by-side."""

    name: str
    statements: list[Statement]
    total: int
    first: date | None
    last: date | None
    note: str


class Sides(Model):
    """What several speakers, or several outlets, have on one topic."""

    subject: Subject
    by: SideBy
    columns: list[Column]
    generation: int
    note: str


class Account(Model):
    """A sentence that gives one of the differing values."""

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
    mark: Place = Field(description="Where the value stands, in the article's offsets.")
    speaker: str | None
    probably: bool
    said_on: date | None
    said_on_basis: str | None
    story: int
    also_in: list[str]
    also_sources: list[str]


class Version(Model):
    """One of the values that accounts of the same thing give."""

    value: str
    origins: int = Field(description="Independent ones; copies of one story count once.")
    only_one_source: bool
    accounts: list[Account]


class Dispute(Model):
    """Accounts of one thing that differ, side by side."""

    kind: Difference
    subject: str
    unit: str
    origins: int
    score: float = Field(description="How sure it is that all are of one thing, in [0, 1].")
    note: str
    versions: list[Version]


class Accounts(Model):
    """Where accounts of a topic differ, the surest first."""

    about: str
    disputes: list[Dispute]
    total: int
    articles: int
    origins: int
    generation: int
    note: str
