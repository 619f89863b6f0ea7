"""The sentence a token stands in, from bounds that are read once a paragraph."""

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_KEPT = "sentence starts"


def sentence_of(token: "Token") -> "Span":
    """A token's sentence; `Token.sent` is the same, but reads the whole paragraph each time."""
    doc = token.doc
    starts = doc.user_data.get(_KEPT)
    if starts is None:
        starts = [t.i for t in doc if t.is_sent_start and t.i > 0]
        doc.user_data[_KEPT] = starts = [0, *starts, len(doc)]
    at = bisect_right(starts, token.i)
    return doc[starts[at - 1] : starts[at]]
