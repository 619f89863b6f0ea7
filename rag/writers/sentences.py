"""Sentences out of what a model writes, each as soon as it is complete."""

import re
from collections.abc import Generator, Iterator

_MARKS = r"(?:\s*\[[\d,;\s–-]+\])"
# A sentence ends where its marks end and something else than a mark has begun.
_END = re.compile(rf"[.!?][*_\"”’')]*{_MARKS}*[.]?\s+(?=[\"“‘'(*_#A-Z0-9-])|\n\s*(?=[^\s\[])")
_ABBREVIATED = re.compile(
    r"^\d{1,2}\.$|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Jr|Sr|St|Prof|vs|No|[A-Z]|[A-Z]\.[A-Z]|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_BULLET = re.compile(r"^(?:[-*•#>]+|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,!?”\"])[*_](?!\w)|`")
_THOUGHT = ("<think>", "</think>")


def read_sentences(pieces: Iterator[str]) -> Generator[str, None, None]:
    """Whole sentences, each with the marks behind it, as soon as they are complete.

    Bullets and emphasis are dropped, and so is what a model thinks aloud before it answers.
    """
    waiting = ""
    for piece in without_thoughts(pieces):
        waiting += piece
        start = 0
        for match in _END.finditer(waiting):
            written = waiting[start : match.end()].strip()
            if "\n" not in match.group() and _ABBREVIATED.search(written):
                continue
            if _bare(written):
                yield _bare(written)
            start = match.end()
        waiting = waiting[start:]
    if _bare(waiting):
        yield _bare(waiting)


def without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces without a leading `<think>` block."""
    opening, closing = _THOUGHT
    head = ""
    for piece in pieces:
        head += piece
        begun = head.lstrip()
        if begun.startswith(opening):
            _, found, rest = begun.partition(closing)
            if not found:
                continue
            yield rest
        elif begun and opening.startswith(begun):
            continue
        else:
            yield head
        break
    else:
        if not head.lstrip().startswith(opening):
            yield head
    yield from pieces


def _bare(written: str) -> str:
    """A sentence without marks of Markdown and characters that a terminal would obey."""
    visible = "".join(c if c.isprintable() else " " for c in written).strip()
    return re.sub(r"\s+", " ", _EMPHASIS.sub("", _BULLET.sub("", visible))).strip()
