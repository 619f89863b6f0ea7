"""Whether what a cue reports was said: or not said, or only planned, or possible."""

from typing import TYPE_CHECKING

from index.statements.cues import PLANNING, WITHHOLDING
from index.types import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEVER = frozenset("n't n’t not never no neither nor nobody none without".split())
_PLANNED = frozenset("will wo 'll ’ll shall".split())
_POSSIBLE = frozenset("would could may might can should must ca 'd ’d".split())
_STEPS = ("xcomp", "pcomp", "prep", "conj", "advcl")


def polarity_of(cue: "Token") -> Polarity:
    """Whether it is told to have been said, or expressly not to have been."""
    for token in _chain(cue):
        if any(_is_negative(child) for child in token.children):
            return "negated"
        if token.i != cue.i and token.lemma_.lower() in WITHHOLDING:
            return "negated"
    # "declined to comment": nothing was said.
    if cue.lemma_ in ("decline", "refuse"):
        return "negated"
    return "affirmed"


def modality_of(cue: "Token") -> Modality:
    """Whether it was said, is yet to be said, or may be."""
    if cue.pos_ == "NOUN":
        return "actual"
    for token in _chain(cue):
        helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass") and c.i < token.i]
        if any(h.lower_ in _PLANNED for h in helpers):
            return "planned"
        if any(h.lower_ in _POSSIBLE for h in helpers):
            return "possible"
        if token.i != cue.i and token.lemma_.lower() in PLANNING:
            return "planned"
    if cue.tag_ == "VB" and any(c.lower_ == "to" for c in cue.children):
        # "went on to say" was said; "to argue that ..." by itself need not have been.
        return "actual" if cue.dep_ == "xcomp" else "possible"
    return "actual"


def _chain(cue: "Token") -> list["Token"]:
    """The cue and the verbs it hangs from within its own clause: "did not want to say"."""
    chain = [cue]
    token = cue
    while token.dep_ in _STEPS and token.head.i < token.i and len(chain) < 4:
        if token.dep_ in ("conj", "advcl") and any(
            c.dep_ in ("nsubj", "aux", "nsubjpass") for c in token.children
        ):
            break
        if token.dep_ == "advcl" or (token.dep_ == "conj" and token.tag_ != "VB"):
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            chain.append(token)
    return chain


def _is_negative(child: "Token") -> bool:
    if child.dep_ == "neg" or (child.dep_ == "dobj" and child.lower_ in ("nothing", "neither")):
        return True
    # "Nobody said", "neither side said"
    return child.dep_ == "nsubj" and (
        child.lower_ in _NEVER
        or any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in child.children)
    )
