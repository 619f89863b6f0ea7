"""Words and marks of a text, alike where only typography differs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.stems import fold
from index.types import Span

# Apostrophes inside a word are of it; dots make one mark, and so does any dash.
_TOKEN = re.compile(r"\w+(?:['’ʼ‘`´]\w+)*|\.(?:\s?\.)+|…|[-‐-―−]+|\S")

# Quotation marks are typography: they open, close and nest in many ways.
_QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›`´ʼ")

_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark; `norm` is alike for all ways to typeset it, `raw` keeps its case."""

    norm: str
    raw: str
    span: Span

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, not a mark."""
        return self.norm[0].isalnum() or self.norm[0] == "_"


def tokens_of(text: str, stretches: Iterable[Span] | None = None) -> list[Token]:
    """The tokens of a text, or of some stretches of it, without quotation marks."""
    found = []
    for stretch in [Span(0, len(text))] if stretches is None else stretches:
        for match in _TOKEN.finditer(text, stretch.start, stretch.end):
            written = match.group()
            if written in _QUOTATION_MARKS:
                continue
            raw = _typeset_plainly(written)
            norm = raw.lower() if raw.isascii() else fold(raw) or raw
            found.append(Token(norm, raw, Span(*match.span())))
    return found


def _typeset_plainly(written: str) -> str:
    if written[0] == ELLIPSIS or (written[0] == "." and len(written) > 1):
        return ELLIPSIS
    if written[0] in "-−" or "‐" <= written[0] <= "―":
        return "-"
    return written.translate(_APOSTROPHES)
