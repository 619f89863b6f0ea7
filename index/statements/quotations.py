"""Where quotation marks open and close in a paragraph."""

import re

from index.types import Span

_MARKS = re.compile(r"[“”\"]|''")
_OPENERS = frozenset("“")
_CLOSERS = frozenset("”")


def quotations(text: str) -> list[Span]:
    """The quotations of one paragraph, without their marks, in order.

    Marks that do not tell their side alternate; one that is never closed runs to the
    paragraph's end, as news does where the next paragraph goes on with the same speaker.
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
    return [quotation for quotation in found if len(quotation)]
