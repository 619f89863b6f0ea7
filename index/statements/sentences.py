"""The sentence a token stands in, and a paragraph's text, each read once a paragraph."""

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_STARTS = "sentence starts"
_TEXT = "text"


def sentence_of(token: "Token") -> "Span":
    """A token's sentence; `Token.sent` is the same, but reads the whole paragraph each time."""
    doc = token.doc
    starts = doc.user_data.get(_STARTS)
    if starts is None:
        starts = [t.i for t in doc if t.is_sent_start and t.i > 0]
        doc.user_data[_STARTS] = starts = [0, *starts, len(doc)]
    at = bisect_right(starts, token.i)
    return doc[starts[at - 1] : starts[at]]


def text_of(doc: "Doc") -> str:
    """A paragraph's text; `Doc.text` is the same, but joins all tokens each time."""
    text = doc.user_data.get(_TEXT)
    if text is None:
        doc.user_data[_TEXT] = text = doc.text
    return str(text)
