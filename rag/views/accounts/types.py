"""The values that accounts of one thing are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from index.types import RowId, Span

Difference: TypeAlias = Literal["number", "date", "polarity"]
"""In what accounts differ: in a number of the same unit, in a day of the same event, or in
that one affirms what the other denies."""


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
