"""Who may speak instead of the last speaker, beside a quotation that has no cue.

Before it: 'Lindqvist agreed. "They leak."'. After it: '"Do they leak?" Lindqvist fumed.'.
"""

from typing import TYPE_CHECKING

from index.statements.cues import SAYING, SPOKEN_NOUNS, WITHHOLDING
from index.statements.sentences import sentence_of, text_of
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass")

# A name with a title has fewer words than this.
_NEAR = 4


def who_begins(doc: "Doc", end: int) -> "Token | None":
    """Who is told to speak, or to send words out, in the sentence before a place.

    Gives the head word of the subject; None where that sentence tells of no speech, or of
    speech that was withheld.

    Args:
        doc: a paragraph.
        end: the place, in characters of the paragraph; its length for the last sentence.
    """
    before = doc.char_span(max(end - 1, 0), end, alignment_mode="expand")
    at = before.start if before is not None else -1
    while at >= 0 and not doc[at].is_alpha:
        at -= 1
    if at < 0:
        return None
    sentence = sentence_of(doc[at])
    root = sentence.root
    if root.lemma_ in WITHHOLDING or any(child.dep_ == "neg" for child in root.children):
        return None
    speaks = root.lemma_ in SAYING or any(
        token.pos_ == "NOUN" and token.lemma_ in SPOKEN_NOUNS for token in sentence
    )
    return next((t for t in root.children if t.dep_ in _SUBJECTS), None) if speaks else None


def acts_after(doc: "Doc", quotation: Span) -> bool:
    """Whether somebody does something right after a question or a call.

    It is theirs, or goes on from who spoke last: nobody can tell.
    """
    if not quotation.of(text_of(doc)).rstrip().endswith(("?", "!")):
        return False
    after = [t for t in doc if t.idx > quotation.end and not t.is_punct and not t.is_space]
    subject = next((t for t in after[:_NEAR] if t.dep_ == "nsubj"), None)
    return (
        subject is not None
        and subject.left_edge.i == after[0].i
        and (subject.pos_ == "PROPN" or subject.lower_ in ("he", "she"))
    )
