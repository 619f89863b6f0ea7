"""What a permanent address holds, and what changed since it was made."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from index.types import Span
from rag.types import Constraints, Extract, Query, Reason
from rag.views.types import NO_CONSTRAINTS, SideBy, ViewName


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
