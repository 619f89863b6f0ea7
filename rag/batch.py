"""Many questions at once: a JSON object a line in, an answer a line out, same order."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from index.archive import Archive
from index.errors import OnRecordError, QuestionError
from rag.contract import Json, answer_to_json, prose_to_json
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.prose import finish, write_prose
from rag.writers.endpoint import Endpoint


def answer_lines(
    archive: Archive,
    lines: Iterable[bytes],
    *,
    max_chars: int,
    as_of: date | None = None,
    min_evidence: float | None = None,
    writer: Endpoint | None = None,
) -> Iterator[dict[str, Json]]:
    """Answer each line; one that cannot be read or asked gives an object with "error".

    A line is `{"id", "question"}` or `{"id", "turns": [...]}`, whose last turn is answered
    after the earlier ones were asked in the same conversation. Its `as_of`, a date, is the
    day it is asked on; without one that is `as_of`, or today. Empty lines are passed over.
    With a writer, each answer comes with its prose.
    """
    for line in lines:
        if not line.strip():
            continue
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
