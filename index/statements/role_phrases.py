"""What an article calls somebody beside the name: titles before it, appositions after it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.statements.roles import FAMILIAR
from index.statements.sentences import sentence_of, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_WORDS = 9

# "Sen. Ann Ode (R-Ariz.)", "Sen. Ann Ode, R-Iowa,": a party and a state.
_PARTY = re.compile(r"\s*(?:[(,]\s*([RDI]-[A-Z][\w.]*)|\(([RD])\))")
_COURTESY = frozenset("mr mrs ms miss".split())
_DEPENDENT = ("compound", "amod", "nmod", "nummod")


def role_phrases(name: Sequence["Token"], titles: Sequence[str]) -> list[str]:
    """The roles beside a name, which is given by its words and the titles cut off it."""
    head = name[-1]
    found = [
        _before(name, titles),
        *(_noun(child) for child in head.children if _is_role(child, head)),
        _party(head),
        _predicate(head),
    ]
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < head.i:
        found.append(_noun(head.head))
    return [phrase for phrase in found if phrase]


def _is_role(child: "Token", head: "Token") -> bool:
    return child.dep_ == "appos" and child.i > head.i and child.pos_ in ("NOUN", "PROPN")


def _before(name: Sequence["Token"], titles: Sequence[str]) -> str:
    """The title and the nouns before it: "Former Ohio Gov."."""
    doc, head = name[0].doc, name[-1]
    start = name[0].i - len(titles)
    first = start
    while first > sentence_of(head).start and _leads(doc[first - 1], head):
        first -= 1
    while first < start and doc[first].is_punct:
        first += 1
    nouns = [doc[i] for i in range(first, start)]
    courteous = bool(titles) and titles[-1].lower().rstrip(".") in _COURTESY
    if courteous and not nouns:
        return ""
    if not titles and not any(t.pos_ == "NOUN" for t in nouns):
        party = [t for t in nouns if t.text in ("Republican", "Democrat", "Democratic")]
        return party[-1].text if party and party[-1].i == start - 1 else ""
    last = name[0].i - (1 if courteous else 0)
    return f"{doc[first:last].text} {_of(head)}".strip()


def _leads(token: "Token", head: "Token") -> bool:
    """Whether a word before a name describes it, itself or through others that do."""
    if token.pos_ not in ("NOUN", "ADJ", "PROPN") and token.text not in ("-", "’s", "'s", "of"):
        return False
    for _ in range(5):
        if token.head.i == head.i:
            return token.dep_ in _DEPENDENT or token.text == "-"
        if token.dep_ not in (*_DEPENDENT, "punct", "poss", "case", "pobj", "prep"):
            return False
        token = token.head
    return False


def _of(head: "Token") -> str:
    """The place after the name: "Senator Ann Ode of Texas"."""
    for child in head.children:
        if child.dep_ == "prep" and child.text in ("of", "from") and child.i == head.i + 1:
            return child.doc[child.i : min(child.right_edge.i, child.i + 3) + 1].text
    return ""


def _noun(noun: "Token") -> str:
    """A noun with what describes it, up to a clause or a further apposition."""
    start, end = noun.left_edge.i, noun.i
    for token in noun.subtree:
        if token.i <= noun.i:
            continue
        if token.i > end + 1 or token.is_punct or token.pos_ in ("VERB", "AUX", "PRON"):
            break
        end = token.i
    start = max(start, noun.i - _MOST_WORDS)
    words = noun.doc[start : min(end, start + _MOST_WORDS) + 1].text
    return " ".join(words.split())


def _party(head: "Token") -> str:
    text = text_of(head.doc)
    found = _PARTY.match(text, head.idx + len(head), head.idx + len(head) + 14)
    return (found[1] or found[2]).rstrip(".") if found else ""


def _predicate(head: "Token") -> str:
    """What a name is said to be: "Ann Ode is the governor of Texas"."""
    verb = head.head
    if head.dep_ != "nsubj" or verb.lemma_ != "be" or verb.i < head.i:
        return ""
    for child in verb.children:
        if child.dep_ == "neg":
            return ""
        # "is a liar" is an opinion, "is the governor of" a role.
        if child.dep_ == "attr" and child.lower_ in FAMILIAR:
            return _noun(child)
    return ""
