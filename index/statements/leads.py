"""Who is about to speak where a paragraph ends in a colon: 'Reyes wrote:' and a quotation."""

from typing import TYPE_CHECKING

from index.statements.candidates import Candidate
from index.statements.cues import ADDRESSING, REPORTING, SAYING, SPOKEN_NOUNS
from index.statements.quoting import is_inside
from index.statements.sentences import sentence_of
from index.statements.subjects import Source, source_of_noun, source_of_verb
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_VERBS = SAYING | ADDRESSING | REPORTING
_OBJECTS = ("dobj", "pobj")


def lead_of(doc: "Doc", quoted: list[Span]) -> Candidate | None:
    """The cue of a paragraph's last sentence, which a colon ends; None without one.

    What it governs is the colon itself: the words are the next paragraph's.
    """
    marks = [token for token in doc if not token.is_space]
    if not marks or marks[-1].text != ":":
        return None
    colon = marks[-1]
    outside = [token for token in sentence_of(colon) if not is_inside(token, quoted)]
    for token in reversed(outside):
        source = _source_of(token)
        if source is not None and source.head is not None:
            return Candidate(token, source, "quote right", colon, colon.i, colon.i)
    return None


def _source_of(token: "Token") -> Source | None:
    """Whose cue a token is; None where it is no cue."""
    if token.pos_ == "VERB":
        speaks = token.lemma_ in _VERBS
        sends = any(c.dep_ in _OBJECTS and c.lemma_ in SPOKEN_NOUNS for c in token.children)
        return source_of_verb(token) if speaks or sends else None
    if token.pos_ == "NOUN" and token.lemma_ in SPOKEN_NOUNS and token.dep_ not in _OBJECTS:
        return source_of_noun(token)
    return None
