"""Many questions at once: a JSON object a line in, an answer a line out, same order."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice

from index.archive import Archive
from index.errors import OnRecordError, QuestionError
from rag.answering import check_question
from rag.contract import Json, answer_to_json, prose_to_json
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.prose import finish, write_prose
from rag.retrieval import wordings_of
from rag.understanding.collection import ArchiveCollection
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.writers.endpoint import Endpoint


def answer_lines(
    archive: Archive,
    lines: Iterable[bytes],
    *,
    max_chars: int,
    as_of: date | None = None,
    min_evidence: float | None = None,
    writer: Endpoint | None = None,
    together: int = 1,
) -> Iterator[dict[str, Json]]:
    """Answer each line; one that cannot be read or asked gives an object with "error".

    A line is `{"id", "question"}` or `{"id", "turns": [...]}`, whose last turn is answered
    after the earlier ones were asked in the same conversation. Its `as_of`, a date, is the
    day it is asked on; without one that is `as_of`, or today. Empty lines are passed over.
    With a writer, each answer comes with its prose. So many lines as `together` are read and
    embedded at once: more than one only where nobody waits for an answer before the next line.
    """
    lines = iter(line for line in lines if line.strip())
    while group := list(islice(lines, together)):
        if len(group) > 1:
            _embed_ahead(archive, group, max_chars=max_chars, as_of=as_of)
        for line in group:
            record: dict[str, Json] = {}
            try:
                record = _parse(line)
                turns = _turns(record)
                on = _as_of(record) or as_of
                conversation = NEW_CONVERSATION
                for turn in turns:
                    answer, conversation = answer_turn(
                        archive,
                        turn,
                        conversation,
                        max_chars=max_chars,
                        as_of=on,
                        min_evidence=min_evidence,
                    )
                written = answer_to_json(answer, question_id=record.get("id"))
                if writer is not None:
                    written |= prose_to_json(finish(write_prose(answer, writer, archive.embed)))
                yield written
            except OnRecordError as exc:
                yield {"id": record.get("id"), "error": str(exc)}


def _embed_ahead(
    archive: Archive, lines: Sequence[bytes], *, max_chars: int, as_of: date | None
) -> None:
    """Embed what each conversation begins with; a line that cannot be read waits for its error."""
    texts: dict[str, None] = {}
    with archive.view() as snapshot:
        people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
        for line in lines:
            with suppress(OnRecordError):
                record = _parse(line)
                question, *_ = _turns(record)
                check_question(question, max_chars=max_chars)
                on = _as_of(record) or as_of or date.today()
                query = understand(question, people, ArchiveCollection(snapshot, on))
                texts |= dict.fromkeys(wordings_of(query))
    archive.embed_ahead(list(texts))


def _parse(line: bytes) -> dict[str, Json]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:
        raise QuestionError(f"the line is not JSON ({exc}): write one object a line") from exc
    if not isinstance(record, dict):
        raise QuestionError("the line is JSON, but not an object: write one object a line")
    return record


def _as_of(record: dict[str, Json]) -> date | None:
    written = record.get("as_of")
    if written is None:
        return None
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError as exc:
        raise QuestionError(f"'as_of' is {written!r}: give a date as \"2025-02-28\"") from exc


def _turns(record: dict[str, Json]) -> list[str]:
    turns = record.get("turns", [record.get("question")])
    if not isinstance(turns, list) or not turns:
        raise QuestionError("'turns' is no list of questions: give at least one")
    questions = [turn for turn in turns if isinstance(turn, str)]
    if len(questions) != len(turns):
        raise QuestionError("the line has no question: give it a 'question' or 'turns' in text")
    return questions
