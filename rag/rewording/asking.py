"""Asking a model to word a question so that it can be understood alone."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from index.archive import Archive
from index.errors import WriterError
from rag.rewording.checking import find_refusal
from rag.types import Conversation
from rag.understanding.words import words_of
from rag.writers.endpoint import Endpoint, stream
from rag.writers.prompt import build_rewording_prompt
from rag.writers.sentences import without_thoughts

_MOST_CHARS = 300
_LABELS = ("question:", "reworded question:", "new question:", "reworded:")
_MARKS = " \t*_`\"“”'"

# Somebody waits for an answer meanwhile.
_SILENCE_S = 5.0
_TOTAL_S = 8.0


@dataclass(frozen=True, slots=True)
class Rewording:
    """What became of a question.

    Attributes:
        text: what is to be searched for; the question as it was typed where the model's
            wording was refused or none came.
        note: which of these it is, as a sentence for people; empty where nothing changed.
    """

    text: str
    note: str


def reword(
    archive: Archive, question: str, conversation: Conversation, endpoint: Endpoint
) -> Rewording:
    """A question in the words of a model that has seen the questions before it.

    Blocks for some seconds at most. What the endpoint does wrong is noted, never raised. The
    model sees questions alone, no extract.
    """
    brief = replace(
        endpoint,
        silence_s=min(_SILENCE_S, endpoint.silence_s),
        total_s=min(_TOTAL_S, endpoint.total_s),
    )
    earlier = [turn.answer.query.text or turn.question for turn in conversation.turns]
    messages = build_rewording_prompt(earlier, question)
    try:
        with closing(stream(brief, messages)) as pieces:
            written = _first_line(without_thoughts(pieces))
    except WriterError as exc:
        return Rewording(question, f"Not reworded: {exc}.")
    if not words_of(written) or len(written) > _MOST_CHARS:
        return Rewording(question, f"Not reworded: {endpoint.model} wrote no question.")
    if written.casefold().rstrip(" ?.") == question.casefold().strip().rstrip(" ?."):
        return Rewording(question, "")
    with archive.view() as snapshot:
        refusal = find_refusal(written, question, conversation, snapshot)
    if refusal is not None:
        return Rewording(
            question, f"{endpoint.model}’s wording “{written}” was not used: {refusal.reason}."
        )
    return Rewording(written, f"Reworded by {endpoint.model}: “{written}”")


def _first_line(pieces: Iterator[str]) -> str:
    """The first line that holds words, without labels, marks and control characters."""
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > 2 * _MOST_CHARS or "\n" in text.strip():
            break
    visible = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    line = next((line for line in visible.splitlines() if words_of(line)), "")
    line = " ".join(line.split()).strip(_MARKS)
    for label in _LABELS:
        if line.casefold().startswith(label):
            line = line[len(label) :].strip(_MARKS)
    return line
