"""What became of an answer, and of its archive, since its address was made."""

from index.archive import Archive
from rag.types import Answer
from rag.views.types import AnswerChanges, ArchiveChanges, ViewState


def compare_answer(archive: Archive, state: ViewState, answer: Answer) -> AnswerChanges:
    """Set an answer of now against what an address tells of the answer of then."""
    now = answer.receipt.generation
    untold = ArchiveChanges(state.generation, now, 0, 0, 0, known=False, note="")
    return AnswerChanges(
        archive=untold,
        new=(),
        kept=(),
        gone=(),
        was_reason=state.reason,
        is_reason=answer.reason,
        compared=False,
        note="",
    )
