"""What readers said of extracts: one JSON object a line, beside the archive."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from index.errors import OnRecordError
from index.stores.opening import FEEDBACK, is_archive

Verdict: TypeAlias = Literal[
    "right", "wrong_quotation", "wrong_speaker", "outdated", "not_relevant"
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

MOST_COMMENT_CHARS = 1000
_MOST_FIELD_CHARS = 2000
_MOST_FILE_BYTES = 20_000_000


class FeedbackRefused(OnRecordError):
    """What a reader said was not kept."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader said of one extract.

    Attributes:
        version: of the article, so that its very text can be found again.
        start: where the extract begins in the article's text, in code points.
        end: and where it ends.
        speaker: whom the answer named.
        at: when it was said, ISO, UTC; empty until it is kept.
    """

    verdict: Verdict
    question: str
    article_id: str
    version: str
    start: int
    end: int
    speaker: str | None = None
    comment: str = ""
    at: str = ""


def append_feedback(folder: Path, feedback: Feedback) -> None:
    """Keep what a reader said, in the archive's folder.

    Raises:
        FeedbackRefused: It is too long, there is too much already, or it cannot be written.
    """
    if feedback.verdict not in VERDICTS:
        raise FeedbackRefused(f"'{feedback.verdict}' is no verdict: use {', '.join(VERDICTS)}")
    if len(feedback.comment) > MOST_COMMENT_CHARS:
        raise FeedbackRefused(
            f"the comment is too long: use at most {MOST_COMMENT_CHARS:,} letters"
        )
    fields = (feedback.question, feedback.article_id, feedback.version, feedback.speaker or "")
    if any(len(field) > _MOST_FIELD_CHARS for field in fields):
        raise FeedbackRefused("what it is about is too long to be kept")
    if not is_archive(folder):
        raise FeedbackRefused("there is no archive yet that anything could be said of")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps(asdict(feedback) | {"at": now}, ensure_ascii=False) + "\n"
    path = folder / FEEDBACK
    try:
        if path.exists() and path.stat().st_size > _MOST_FILE_BYTES:
            raise FeedbackRefused(f"'{path.name}' is full: whoever keeps the archive can move it")
        # One write to a file opened for appending is never mixed with another's.
        target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(target, line.encode("utf-8", "replace"))
        finally:
            os.close(target)
    except OSError as exc:
        raise FeedbackRefused(f"what you said could not be kept ({exc.strerror})") from exc


def read_feedback(folder: Path) -> Iterator[Feedback]:
    """All that was said, oldest first; a line that cannot be read is left out."""
    try:
        lines = (folder / FEEDBACK).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield Feedback(**json.loads(line))
        except (ValueError, TypeError):
            continue
