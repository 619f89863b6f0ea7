"""The values that lists of statements are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from index.types import DateBasis, RowId, Span, SpeakerBasis, SpeakerKind, StatementKind

Standing: TypeAlias = Literal["said", "thought", "planned", "possible", "denied", "rejected"]
"""What became of a statement: only "said" was said; the others were thought or wanted, are
to be said, may be said, were expressly not said, or are what the speaker denies."""

Contradiction: TypeAlias = Literal["negation", "number"]
"""In what a quotation contradicts words that it is like: by a "not", or by a number."""

Order: TypeAlias = Literal["newest", "best"]

Heading: TypeAlias = Callable[[str, SpeakerKind], str]
"""The name under which a speaker's statements are gathered."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement as it is listed: `text` is the article's text at `span`.

    Attributes:
        span: whole sentences around the statement.
        marks: what was said, in the article's offsets, inside `span`.
        words: the text at each of the marks.
        speaker: the name as the archive has it; None where the article does not tell.
        probably: whether the attribution to `speaker` is inferred or weak.
        mention: how the text names the speaker.
        role: what the article says the speaker is.
        reported_by: whose words report it, where a speaker quotes another.
        said_on: the day it was said, or of publication where nothing in the text tells.
        score: higher is better, within one list.
        story: what the article tells; articles with the same story are no separate sources.
        also_in: ids of other articles with the same words of the same speaker.
        also_sources: the outlets of those articles, each once.
        said_until: the last day it may have been said, where only a period is told, of which
            `said_on` is the first; None where it is a day. Views alone tell periods.
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
    marks: tuple[Span, ...]
    words: tuple[str, ...]
    speaker: str | None
    probably: bool
    mention: str | None
    role: str | None
    speaker_kind: SpeakerKind
    basis: SpeakerBasis
    confidence: float
    reported_by: str | None
    kind: StatementKind
    standing: Standing
    said_on: date | None
    said_on_basis: DateBasis | None
    score: float
    story: RowId
    also_in: tuple[str, ...] = ()
    also_sources: tuple[str, ...] = ()
    said_until: date | None = None


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """Which statements to list; what is empty or None limits nothing.

    Attributes:
        speakers: names as people write them, with or without titles or first names.
        about: a topic; matched by words and by meaning.
        since: the first day on which it was said.
        until: the last one.
        sources: outlets; upper and lower case are one.
        direct: only what is quoted, wholly or in part.
        order: best first where a topic is given, else newest first, unless told here.
        most: how many to list.
    """

    speakers: tuple[str, ...] = ()
    about: str = ""
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    direct: bool = False
    order: Order | None = None
    most: int = 20


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The listed statements of one speaker, in the order of the list; None: not named."""

    speaker: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """Listed statements by speaker, the speaker of the first one first.

    Attributes:
        speakers: the names that were understood, as people are shown them.
        order: how each group, and the groups by their first statement, are ordered.
        total: the statements that fit, before repeats are shown once and the list is cut.
        shown: the statements in the groups.
        note: why there are none, in one sentence; empty where there are.
    """

    request: QuoteRequest
    speakers: tuple[str, ...]
    order: Order
    total: int
    shown: int
    groups: tuple[QuoteGroup, ...]
    note: str = ""


Likeness: TypeAlias = Literal["exact", "same words", "similar"]
"""How a place is like a quotation: to the letter but for typography (quotation marks,
dashes, spaces, ellipses, the case of the first letter); but for punctuation and capitals;
or with words that differ."""

Change: TypeAlias = Literal["changed", "left out", "added", "punctuation"]
"""What the quotation did to the article's words: other words, fewer or more of them, or only
other marks and capitals."""

Standpoint: TypeAlias = Literal["statement", "quotation", "narration"]
"""Where words stand: in a statement of the archive; between quotation marks that no
statement covers; or in the article's own words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a quotation departs from the article.

    `quoted` are the quotation's words, empty where it leaves some out; `written` is the
    article's text at `span`, which is empty where the quotation adds words.
    """

    change: Change
    quoted: str
    written: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: `text` is the article's text at `span`.

    Attributes:
        parts: the quotation's own words inside `span`; several where a cue splits them.
        likeness: how like the quotation it is; `differences` says where it is not.
        similarity: in [0, 1]; the share of both texts' words that they have in common.
        stands_in: what kind of words these are; a speaker is told only for a statement.
        verbatim: whether all of the parts are somebody's words to the letter.
        statement: the statement that holds the place.
        speakers: whose the words are; several where it runs over words of several.
        contradiction: in what the quotation contradicts the place; None where it does not.
        also_in: ids of other articles of the same story with the place's words.
        also_sources: the outlets of those articles, each once.
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
    parts: tuple[Span, ...]
    likeness: Likeness
    similarity: float
    differences: tuple[Difference, ...]
    stands_in: Standpoint
    verbatim: bool
    statement: Quote | None
    speakers: tuple[str, ...]
    contradiction: Contradiction | None = None
    also_in: tuple[str, ...] = ()
    also_sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a quotation comes from, or that it is not in the collection.

    Attributes:
        found: whether it stands anywhere.
        note: the finding in one sentence.
        places: where it stands, the most alike first, statements before narration, then the
            earliest published.
        total: the places found, of which `places` are the first.
        complete: whether there can be no more than `total` places.
        nearest: what came closest where nothing was found; often empty.
    """

    quotation: str
    found: bool
    note: str
    places: tuple[Place, ...]
    total: int
    complete: bool
    nearest: tuple[Place, ...] = ()
