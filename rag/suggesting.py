"""Questions that the collection can answer, to begin with and to go on with."""

from index.archive import Archive
from rag.types import Answer
from rag.views.types import Suggestion


def suggest_questions(archive: Archive, count: int = 4) -> tuple[Suggestion, ...]:
    """Questions about prominent speakers and topics of the newest days, each answered here."""
    return ()


def suggest_follow_ups(archive: Archive, answer: Answer, count: int = 3) -> tuple[Suggestion, ...]:
    """Questions that go on from an answer, each answered here; they stand alone."""
    return ()
