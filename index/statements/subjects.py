"""Whose a cue is: the subject of a verb, the owner of a noun."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.cues import LIGHT, SAYING
from index.statements.sentences import sentence_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES = frozenset(["who", "which", "that", "whom"])
_STEPS = frozenset("conj advcl xcomp pcomp prep ccomp dep parataxis relcl acl acomp".split())
_MOST_STEPS = 7
_FINITE = ("VBD", "VBZ", "VBP")
_AFTER_CUE = ("dobj", "attr", "oprd", "npadvmod", "dative", "ccomp")
_ROLELESS = ("dep", "appos", "nmod", "compound", "meta", "attr", "oprd")

_NOMINATIVE = frozenset("i he she we they".split())

# Who stands after these is told something: "..., told Reyes that".
_WITH_HEARER = frozenset("tell inform remind assure notify".split())

# What a speaker is asked before they speak: "Asked whether it leaks, Reyes said".
_ASKING = frozenset("ask press question".split())

# What a person sends out and that then speaks for them: "issued a statement saying".
_SENT = frozenset(
    """
    statement release article email e-mail letter post tweet memo ad advertisement video robocall
    message report op-ed column essay speech interview note blog book brief filing
    """.split()
)


@dataclass(frozen=True, slots=True)
class Source:
    """The head word of who it is, and by which way of the grammar; None where nobody is named.

    `relative` is the word that stands for it beside the cue: "Reyes, who said".
    """

    head: "Token | None"
    via: str
    relative: "Token | None" = None


def source_of_verb(cue: "Token") -> Source:
    """The subject of a verb, of the verb it is joined to, or the agent of a passive."""
    inverted = _inverted(cue) or _who_has(cue)
    if inverted is not None:
        return Source(inverted, "nsubj")
    if _is_passive(cue):
        return _agent(cue)
    found = _climb(cue)
    if found.head is None and found.via in ("none", "acl"):
        beside = _beside(cue)
        return found if beside is None else Source(beside, "nsubj")
    return found


def _climb(cue: "Token") -> Source:
    """The subject of a verb, or of one of those it hangs from."""
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
        if not (step == "acl" and token.tag_ == "VBG" and (_is_apart(token) or _is_sent(token))):
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
    if cue.tag_ not in _FINITE or cue.i == 0 or cue.lemma_ in _WITH_HEARER:
        return None
    before = cue.nbor(-1)
    quoted = before.is_quote or before.text == "''"
    if not quoted and not (before.text == "," and cue.lemma_ in SAYING):
        return None
    subjects = [c for c in cue.children if c.dep_ == "nsubj"]
    # After '"Nonsense,"' a subject before the cue stands in the quotation; not after '"Gang"'.
    if quoted and before.i > 0 and before.nbor(-1).is_punct:
        subjects = [c for c in subjects if c.i > cue.i]
    return subjects[0] if subjects else _taken_for_other(cue)


def _taken_for_other(cue: "Token") -> "Token | None":
    """Who stands after the cue and is taken for its object, a clause's subject or an adverb."""
    for child in cue.children:
        # '..., said Snelling'
        if child.i == cue.i + 1 and child.pos_ == "ADV" and child.is_title:
            return child
        if child.i < cue.i or child.dep_ not in _AFTER_CUE:
            continue
        if child.pos_ in ("NOUN", "PROPN"):
            return child
        # "wrote a man calling himself ...": the parser makes a clause of it.
        named = [t for t in child.children if t.dep_ == "nsubj" and t.left_edge.i == cue.i + 1]
        return named[0] if named and child.dep_ == "ccomp" else None
    return None


def _who_has(cue: "Token") -> "Token | None":
    """The subject of "he's said that", which the parser takes for "he is said"."""
    if cue.tag_ != "VBN" or cue.lemma_ not in SAYING:
        return None
    passive = [c for c in cue.children if c.dep_ == "auxpass"]
    if [c.lower_ for c in passive] not in (["'s"], ["’s"]):
        return None
    return next((c for c in cue.children if c.dep_ == "nsubjpass"), None)


def _is_passive(cue: "Token") -> bool:
    """Whether it is done to somebody: "was told", and "asked whether ..., Reyes said"."""
    if cue.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in cue.children):
        return True
    if cue.dep_ != "advcl" or cue.lemma_ not in _ASKING or cue.tag_ not in ("VBN", "VBD"):
        return False
    return not any(c.dep_ in ("aux", "nsubj") for c in cue.children)


def _beside(cue: "Token") -> "Token | None":
    """The noun right before a finite verb, where the parser found no subject for it."""
    doc, start = cue.doc, sentence_of(cue).start
    at = cue.i - 1
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in cue.children)
    if cue.tag_ == "VBN" and not perfect:
        # "..." the woman asked in a video: taken for a participle.
        quoted = cue.dep_ == "acl" and cue.lemma_ in SAYING and cue.head.i < cue.i
        left = cue.head.left_edge.i - 1
        # "Reyes, the mayor, tweeted in response": so it is where there is no other verb.
        whole = quoted and cue.head.dep_ == "ROOT" and cue.head.pos_ == "PROPN"
        return cue.head if whole or (quoted and left >= start and doc[left].is_quote) else None
    if (cue.tag_ not in _FINITE and not perfect) or cue.lemma_ not in SAYING:
        return None
    while at >= start and (doc[at].pos_ in ("ADV", "AUX") or doc[at].dep_ == "neg"):
        at -= 1
    if at >= start and doc[at].text == ")":
        opened = [i for i in range(max(start, at - 6), at) if doc[i].text == "("]
        at = opened[-1] - 1 if opened else at
    elif at > start and doc[at].text == ",":
        # "Reyes, asked about the pumps, had said"
        opened = [i for i in range(start + 1, at) if doc[i].text == ","]
        at = opened[-1] - 1 if opened else at
    if at < start or not (doc[at].pos_ in ("NOUN", "PROPN") or doc[at].lower_ in _NOMINATIVE):
        return None
    token = doc[at]
    if token.dep_ == "pobj" and token.head.head.pos_ in ("NOUN", "PROPN"):
        return token.head.head
    return None if token.dep_ == "pobj" and token.pos_ == "NOUN" else token


def _is_sent(token: "Token") -> bool:
    """Whether it tells what somebody sends out: "issued a statement saying"."""
    noun = token.head
    if noun.lemma_.lower() not in _SENT:
        return False
    if noun.dep_ == "dobj":
        return noun.head.pos_ == "VERB"
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.pos_ == "VERB"


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
                return Source(token.head, "relcl", child)
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
