"""Permanent addresses on the page: written for an answer, and opened as it is now."""

from dataclasses import dataclass, replace
from datetime import date

from index.archive import Archive
from index.errors import AddressError
from rag.links.addresses import read_address, state_of, write_address
from rag.links.opening import answer_address
from rag.links.types import AnswerChanges, ViewState
from rag.page.sources import render_sources
from rag.page.thread import render_turn
from rag.page.views.changes import render_changes
from rag.types import Turn
from rag.understanding.collection import ArchiveCollection
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.views.types import SideBy, ViewName


@dataclass(frozen=True, slots=True)
class Linked:
    """A turn whose address is wanted, and how it is looked at.

    Attributes:
        number: its place in the conversation, from 0.
    """

    turn: Turn
    number: int
    view: ViewName = "answer"
    by: SideBy = "speaker"


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer that an address led to, as the archive gives it now.

    `changes` says what became of it since, as HTML; empty where nothing did.
    """

    turn: Turn
    html: str
    sources: str
    changes: str
    view: ViewName
    by: SideBy
    new: tuple[int, ...]


def write_link(archive: Archive, linked: Linked, *, as_of: date) -> str:
    """The query string of an answer's address.

    Raises:
        AddressError: It would be too long.
    """
    answer = linked.turn.answer
    understood = None if _is_plain(archive, linked.turn, as_of) else answer.query
    state = state_of(
        answer,
        as_of=as_of,
        archive=archive.manifest.mark,
        view=linked.view,
        by=linked.by,
        query=understood,
    )
    return write_address(state)


def open_link(
    archive: Archive, query_string: str, *, as_of: date, max_chars: int, min_evidence: float | None
) -> Opened:
    """Ask what an address holds, in a conversation of its own.

    Raises:
        AddressError: It holds what no address has.
        QuestionError: What it holds cannot be asked.
    """
    state = read_address(query_string)
    if not state.question.strip():
        raise AddressError("this address holds no question: copy the link once more, or ask one")
    state = state if state.as_of else replace(state, as_of=as_of)
    answer, changes = answer_address(archive, state, max_chars=max_chars, min_evidence=min_evidence)
    turn = Turn(state.question, answer)
    return Opened(
        turn=turn,
        html=render_turn(turn, 0),
        sources=render_sources(answer, archive.find, turn=0),
        changes=render_changes(changes) if _is_told(state, changes) else "",
        view="answer" if answer.abstained else state.view,
        by=state.by,
        new=changes.new if changes.compared else (),
    )


def _is_told(state: ViewState, changes: AnswerChanges) -> bool:
    """Whether there is anything to tell: of this very generation, or of none, there is not."""
    return changes.changed or state.generation not in (None, changes.archive.now)


def _is_plain(archive: Archive, turn: Turn, as_of: date) -> bool:
    """Whether the question alone, asked anew, is understood as it was."""
    with archive.view() as snapshot:
        people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
        return understand(turn.question, people, ArchiveCollection(snapshot, as_of)) == (
            turn.answer.query
        )
