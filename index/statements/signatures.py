"""Whose a quotation is that is signed with a dash: '"The pumps are old." - Ann Reyes'."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.sentences import text_of
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DASH = re.compile(r"[\"”“'’]{0,2}\s*(--|[-–—―])\s*(?=\w)")

# "- former harbour master Ann Reyes": as many words may stand before the name.
_MOST_BEFORE = 4
_BEFORE = ("DET", "ADJ", "NOUN")

# "- Ann Reyes, speaking at the harbour" holds no clause.
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True, slots=True)
class Signature:
    """A dash, in characters of its paragraph, and the last word of the name after it."""

    dash: Span
    name: "Token"


def signature_of(doc: "Doc", start: int = 0) -> Signature | None:
    """The signature that a paragraph holds from character `start` to its end; None without one.

    It is a dash and a name, perhaps with what its bearer is, and after them no clause.
    """
    dash = _DASH.match(text_of(doc), start)
    if dash is None:
        return None
    rest = [token for token in doc if token.idx >= dash.end() and not token.is_space]
    before = 0
    while before < len(rest) and rest[before].pos_ in _BEFORE and before < _MOST_BEFORE:
        before += 1
    end = before
    while end < len(rest) and rest[end].pos_ == "PROPN":
        end += 1
    if end == before or any(token.tag_ in _FINITE for token in rest[end:]):
        return None
    ends = end == len(rest) or rest[end].is_punct or rest[end].pos_ == "ADP"
    return Signature(Span(*dash.span(1)), rest[end - 1]) if ends else None
