"""Where quotation marks open and close in a paragraph."""

import re

from index.types import Span

_MARKS = re.compile(r"[“”\"]|''")
_OPENERS = frozenset("“")
_CLOSERS = frozenset("”")

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
        if opened is None and mark.group() not in _CLOSERS:
            opened = mark.end()
        elif opened is not None and mark.group() not in _OPENERS:
            found.append(Span(opened, mark.start()))
            opened = None
    if opened is not None and opened < len(text.rstrip()):
        found.append(Span(opened, len(text.rstrip())))
    if not found and not _MARKS.search(text):
        return _single_quotations(text)
    return [quotation for quotation in found if len(quotation)]


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
