"""Whose a cue is: the subject of a verb, the owner of a noun."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.cues import LIGHT, SAYING

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES = frozenset(["who", "which", "that", "whom"])
_STEPS = ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "parataxis", "relcl", "acl")
_MOST_STEPS = 7
_FINITE = ("VBD", "VBZ", "VBP")
_AFTER_CUE = ("dobj", "attr", "oprd", "npadvmod", "dative", "ccomp")
_ROLELESS = ("dep", "appos", "nmod", "compound", "meta", "attr", "oprd")


@dataclass(frozen=True, slots=True)
class Source:
    """The head word of who it is, and by which way of the grammar; None where nobody is named."""

    head: "Token | None"
    via: str


def source_of_verb(cue: "Token") -> Source:
    """The subject of a verb, of the verb it is joined to, or the agent of a passive."""
    inverted = _inverted(cue)
    if inverted is not None:
        return Source(inverted, "nsubj")
    if any(c.dep_ == "auxpass" for c in cue.children) and cue.tag_ == "VBN":
        return _agent(cue)
    token, via = cue, "nsubj"
    for _ in range(_MOST_STEPS):
        found = _own_subject(token, via, cue) or _at_a_stop(token, via)
        if found is not None:
            return found
        step = token.dep_
        if step == "acl":
            # "... echoed the criticism, saying": not the criticism says it.
            token, via = _verb_above(token), step
        else:
            via = step if via == "nsubj" else via
            token = token.head
    return Source(None, "none")


def _at_a_stop(token: "Token", via: str) -> Source | None:
    """Where the way up to a subject ends at this verb; None where it goes on."""
    step = token.dep_
    loose = _loose_subject(token)
    if loose is not None:
        return Source(loose, via)
    found: Source | None = None
    if step not in _STEPS or token.head.i == token.i:
        found = _nobody("none")
    elif step in ("relcl", "acl"):
        if not (step == "acl" and token.tag_ == "VBG" and _is_apart(token)):
            named = token.head.pos_ in ("NOUN", "PROPN", "PRON") and token.tag_ != "VBN"
            found = Source(token.head, step) if named else _nobody(step)
    elif (step == "ccomp" and token.tag_ != "VBG") or (
        step == "prep" and token.head.pos_ not in ("VERB", "AUX")
    ):
        found = _nobody("none")
    elif step == "xcomp":
        objects = [t for t in token.head.children if t.dep_ in ("dobj", "dative")]
        if objects and objects[0].i < token.i:
            found = Source(objects[0], "objcontrol")
    return found


def source_of_noun(cue: "Token") -> Source:
    """Whose claim or promise it is."""
    for child in cue.children:
        if child.dep_ == "poss":
            return Source(child, "poss")
    for child in cue.children:
        name = _object_of(child) if child.lower_ in ("by", "from") else None
        if child.dep_ == "prep" and name is not None:
            return Source(name, child.lower_)
    if cue.dep_ in ("dobj", "attr") and cue.head.lemma_ in LIGHT:
        return Source(source_of_verb(cue.head).head, "light")
    for child in cue.children:
        if child.dep_ == "compound" and child.pos_ == "PROPN":
            return Source(child, "compound")
    return Source(None, "none")


def _inverted(cue: "Token") -> "Token | None":
    """Who stands after the cue of what came before: '..., said a woman in the crowd'."""
    if cue.tag_ not in _FINITE or cue.i == 0 or any(c.dep_ == "nsubj" for c in cue.children):
        return None
    before = cue.nbor(-1)
    quoted = before.is_quote or before.text == "''"
    if not quoted and not (before.text == "," and cue.lemma_ in SAYING):
        return None
    for child in cue.children:
        if child.i < cue.i or child.dep_ not in _AFTER_CUE:
            continue
        if child.pos_ in ("NOUN", "PROPN"):
            return child
        # "wrote a man calling himself ...": the parser makes a clause of it.
        named = [t for t in child.children if t.dep_ == "nsubj" and t.left_edge.i == cue.i + 1]
        return named[0] if named and child.dep_ == "ccomp" else None
    return None


def _is_apart(token: "Token") -> bool:
    before = token.doc[max(0, token.left_edge.i - 1)]
    return before.text in (",", "-", "--", "–", "—") and _verb_above(token).i != token.i


def _verb_above(token: "Token") -> "Token":
    """The verb over the noun a participle hangs from; the participle itself where none is."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return above
    return token


def _loose_subject(token: "Token") -> "Token | None":
    """A noun before a finite verb that the parser hung on it without a role."""
    if token.tag_ not in _FINITE or token.pos_ not in ("VERB", "AUX"):
        return None
    for child in token.children:
        noun = child.pos_ in ("NOUN", "PROPN", "PRON")
        if child.i < token.i and noun and child.dep_ in _ROLELESS:
            return child
    return None


def _own_subject(token: "Token", via: str, cue: "Token") -> Source | None:
    found: Source | None = None
    # Of two the nearer is its own: the parser also hangs the subject of a quotation there.
    for child in sorted(token.children, key=lambda child: abs(child.i - token.i)):
        if child.dep_ == "nsubj":
            if child.lower_ in _RELATIVES and token.dep_ == "relcl":
                return Source(token.head, "relcl")
            return _nobody("what") if child.lower_ in ("what", "there") else Source(child, via)
        if child.dep_ == "expl":
            return _nobody("none")
        if child.dep_ == "nsubjpass":
            quoted = token.lemma_ in ("quote", "cite", "hear", "record", "see")
            found = Source(child, "quoted" if quoted else via)
    if found is not None and token.i == cue.i:
        return _agent(token)
    return found


def _agent(token: "Token") -> Source:
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            name = _object_of(child)
            if name is not None:
                return Source(name, "agent")
    return _nobody("passive")


def _object_of(preposition: "Token") -> "Token | None":
    return next((t for t in preposition.children if t.dep_ == "pobj"), None)


def _nobody(via: str) -> Source:
    return Source(None, via)
