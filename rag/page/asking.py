"""What is asked on the page and what comes back; the page's handlers only pass it on."""

from dataclasses import dataclass
from datetime import date

from index.archive import Archive
from index.errors import OnRecordError
from rag.conversation import answer_turn
from rag.page.editing import edit_constraints, edit_query, spell_out
from rag.page.payloads import Asked, Json, Kept, Shown, turn_to_json
from rag.page.prose import Credit
from rag.page.sources import render_sources
from rag.page.thread import NO_BESIDE, Beside, Standing, render_turn
from rag.types import Answer, Conversation, Extract
from rag.understanding.people import People
from rag.writers.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class Reply:
    """A turn that was answered: as it is shown, and as the browser keeps it."""

    ticket: int
    number: int
    html: str
    sources: str
    turn: Json


def answer_asked(
    archive: Archive,
    asked: Asked,
    *,
    max_chars: int,
    as_of: date | None = None,
    min_evidence: float | None = None,
    endpoint: Endpoint | None = None,
) -> Reply:
    """Answer a question, or ask one again with what a person changed.

    With an endpoint, an answer that it is to write of has space kept free for that.

    Raises:
        OnRecordError: It cannot be asked or answered.
    """
    conversation = Conversation(asked.turns)
    if asked.again is not None and asked.edit is not None:
        people = _people(archive)
        _, grown = answer_turn(
            archive,
            asked.again.question,
            conversation,
            max_chars=max_chars,
            constraints=edit_constraints(asked.again.answer.constraints, asked.edit, people),
            edited=edit_query(asked.again, asked.edit, people),
            as_of=as_of,
            min_evidence=min_evidence,
        )
    else:
        constraints = asked.constraints
        if constraints.speakers:
            constraints = spell_out(constraints, _people(archive))
        _, grown = answer_turn(
            archive,
            asked.question,
            conversation,
            max_chars=max_chars,
            constraints=constraints,
            as_of=as_of,
            min_evidence=min_evidence,
            rewording=endpoint if asked.reword else None,
        )
    turn = grown.turns[-1]
    writer = credit_of(endpoint) if endpoint and asked.write else None
    return Reply(
        ticket=asked.ticket,
        number=asked.number,
        html=render_turn(turn, asked.number, writer=writer),
        sources=render_sources(turn.answer, archive.find, turn=asked.number),
        turn=turn_to_json(turn),
    )


def credit_of(endpoint: Endpoint) -> Credit:
    """Which model writes at an endpoint, and where."""
    return Credit(endpoint.model, endpoint.host, endpoint.is_local)


def _people(archive: Archive) -> People:
    with archive.view() as snapshot:
        return snapshot.derived(People, lambda: People(snapshot.speaker_names()))


def restore(archive: Archive, kept: Kept) -> str:
    """A kept conversation as it is shown now: what has left the collection since says so."""
    return "".join(
        render_turn(turn, number, look_beside(archive, turn.answer))
        for number, turn in enumerate(kept.turns)
    )


def restore_without_archive(kept: Kept) -> str:
    """A kept conversation where the archive cannot be opened."""
    return "".join(render_turn(turn, number, NO_BESIDE) for number, turn in enumerate(kept.turns))


def show_sources(archive: Archive, shown: Shown) -> str:
    """The articles behind a turn, gone to one of its extracts."""
    return render_sources(shown.turn.answer, archive.find, turn=shown.number, focus=shown.focus)


def look_beside(archive: Archive, answer: Answer) -> Beside:
    """Whether the articles of an answer that was kept are still here."""
    extracts = answer.extracts or answer.nearest
    return Beside({extract.number: _standing(archive, extract) for extract in extracts})


def stands(archive: Archive, extract: Extract) -> bool:
    """Whether an article of the archive says an extract to the letter."""
    try:
        article = archive.find(extract.article_id, extract.version)
    except OnRecordError:
        return False
    return article is not None and extract.span.of(article.text) == extract.text


def _standing(archive: Archive, extract: Extract) -> Standing:
    try:
        article = archive.find(extract.article_id, extract.version)
        if article is None or extract.span.of(article.text) != extract.text:
            return "removed"
        now = archive.find(extract.article_id)
    except OnRecordError:
        return "here"
    return "here" if now is not None and now.version == extract.version else "superseded"
