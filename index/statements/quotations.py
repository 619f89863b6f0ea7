"""Where quotation marks open and close in a paragraph."""

import re

from index.types import Span

_MARKS = re.compile(r"[“”\"]|''")

# British papers quote with single marks; an apostrophe is told from them by what is beside it.
_SINGLE_OPENER = re.compile(r"(?<![\w'’.,])['‘](?=[A-Za-z(\[…])")
_SINGLE_CLOSER = re.compile(r"(?<=[\w.,!?…)\]])['’](?![\w])")
_AFTER_STOP = re.compile(r"(?<=[.,!?…])['’](?![\w])")
_FEWEST_SINGLE_CHARS = 12


def quotations(text: str) -> list[Span]:
    """The quotations of one paragraph, without their marks, in order.

    Marks that do not tell their side alternate; one that is never closed runs to the
    paragraph's end, as news does where the next paragraph goes on with the same speaker.
    Single marks count only where there are no double ones.
    """
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text):
        if opened is None and _may_open(text, mark):
            opened = mark.end() + (mark.group() == "”")
        elif opened is not None and _may_close(text, mark):
            found.append(Span(opened, mark.start()))
            opened = None
    if opened is not None and opened < len(text.rstrip()):
        found.append(Span(opened, len(text.rstrip())))
    if not found and not _MARKS.search(text):
        return _single_quotations(text)
    return [quotation for quotation in found if len(quotation)]


def _may_open(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark opens: its own side, or the other by mistake with a space before it alone."""
    if mark.group() != "”":
        return True
    before, after = text[: mark.start()], text[mark.end() :]
    return (not before or before[-1].isspace()) and bool(re.match(r" (?:…|\.\.\.|\w)", after))


def _may_close(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark closes: its own side, or the other by mistake after a stop or a word."""
    if mark.group() != "“":
        return True
    before, after = text[mark.start() - 1], text[mark.end() :]
    return not before.isspace() and before not in "([-—–" and (not after or after[0] in " ,.;)[")


def _single_quotations(text: str) -> list[Span]:
    """What stands between single marks and is too long for a contraction such as ''tis'."""
    found: list[Span] = []
    at = 0
    while opener := _SINGLE_OPENER.search(text, at):
        later = _SINGLE_OPENER.search(text, opener.end())
        limit = later.start() if later else len(text)
        # "the players' union" stands inside a quotation: a stop before the mark is surer.
        closer = _AFTER_STOP.search(text, opener.end(), limit)
        closer = closer or _SINGLE_CLOSER.search(text, opener.end(), limit)
        at = opener.end()
        if closer and closer.start() - opener.end() >= _FEWEST_SINGLE_CHARS:
            found.append(Span(opener.end(), closer.start()))
            at = closer.end()
    return found
