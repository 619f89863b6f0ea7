"""Whose a quotation is that is signed with a dash: '"The pumps are old." - Ann Reyes'."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DASHES = ("-", "--", "–", "—", "―")

# "- former harbour master Ann Reyes": as many words may stand before the name.
_MOST_BEFORE = 4
_BEFORE = ("DET", "ADJ", "NOUN")

# "- Ann Reyes, speaking at the harbour" holds no clause.
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def signer_of(doc: "Doc", start: int = 0) -> "Token | None":
    """The last word of the name that a signature gives; None where there is no signature.

    It is a dash at token `start` and a name, perhaps with what its bearer is, and after them
    no clause up to the paragraph's end.
    """
    tokens = [token for token in doc[start:] if not token.is_space]
    if not tokens or tokens[0].text not in DASHES:
        return None
    rest = tokens[1:]
    while rest and rest[0].pos_ in _BEFORE and len(tokens) - len(rest) <= _MOST_BEFORE:
        rest = rest[1:]
    name = 0
    while name < len(rest) and rest[name].pos_ == "PROPN":
        name += 1
    if not name or any(token.tag_ in _FINITE for token in rest[name:]):
        return None
    ends = name == len(rest) or rest[name].is_punct or rest[name].pos_ == "ADP"
    return rest[name - 1] if ends else None
