"""Permanent addresses on the page: written for an answer, and opened as it is now."""

from dataclasses import dataclass, replace
from datetime import date

from index.archive import Archive
from index.errors import AddressError
from rag.conversation import answer_turn
from rag.links.addresses import read_address, state_of, write_address
from rag.links.comparing import compare_answer
from rag.page.sources import render_sources
from rag.page.thread import render_turn
from rag.page.views.changes import render_changes
from rag.types import Query, Turn
from rag.understanding.collection import ArchiveCollection
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.views.types import AnswerChanges, SideBy, ViewName, ViewState


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
    answer, grown = answer_turn(
        archive,
        state.question,
        max_chars=max_chars,
        constraints=state.constraints,
        edited=_with_names(archive, state.query) if state.query else None,
        as_of=state.as_of or as_of,
        min_evidence=min_evidence,
    )
    changes = compare_answer(archive, state, answer)
    turn = grown.turns[-1]
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
    """Whether there is anything to tell: an address of this very generation has nothing."""
    return bool(changes.note) and (changes.changed or state.generation != changes.archive.now)


def _is_plain(archive: Archive, turn: Turn, as_of: date) -> bool:
    """Whether the question alone, asked anew, is understood as it was."""
    with archive.view() as snapshot:
        people = snapshot.derived(People, lambda: People(snapshot.speakers()))
        return understand(turn.question, people, ArchiveCollection(snapshot, as_of)) == (
            turn.answer.query
        )


def _with_names(archive: Archive, query: Query) -> Query:
    """A query with the archive's spellings of its speakers, which no address holds."""
    with archive.view() as snapshot:
        people = snapshot.derived(People, lambda: People(snapshot.speakers()))
        found = [(name, people.find(name)) for name in query.speakers]
        near = [people.near(name) for name, person in found if person is None]
    spellings = [spelling for _, person in found if person for spelling in person.spellings]
    return replace(
        query,
        names=tuple(dict.fromkeys(spellings)),
        near=near[0] if near and not spellings else (),
    )
