"""A speaker's noun phrase: how far it reaches, and which words of it say who it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.statements.roles import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF = frozenset("of for from at with to".split())
_OF_PARTIES = frozenset(["Republican", "Democrat", "Independent"])
_COURTESY = frozenset("mr mrs ms miss republican democrat democratic then".split())


def mention_of(head: "Token") -> tuple[int, int]:
    """The characters of the noun phrase, from its first left word to its head."""
    left = [t.idx for t in head.subtree if t.i <= head.i and _in_phrase(t, head)]
    return min(left), head.idx + len(head)


def is_singular(token: "Token") -> bool:
    """Whether a word names one, not several."""
    return token.tag_ in ("NN", "NNP", "JJ")


def is_modifier(head: "Token") -> bool:
    """Whether a name only describes the noun after it: "Ode" in "Ode officials"."""
    return head.dep_ == "compound" and head.head.i > head.i


def is_definite(head: "Token") -> bool:
    """Whether it is "the senator" or "the city's mayor"; not "a senator", and no plural."""
    if not is_singular(head):
        return False
    leads = {child.lower_ for child in head.children if child.dep_ in ("det", "nummod")}
    # "One senior Democrat", and "senior Democrat" in a headline, may be any of them.
    bare = head.pos_ == "PROPN" and not leads and head.text not in _OF_PARTIES
    return "the" in leads or is_owned(head) or bare


def is_owned(head: "Token") -> bool:
    """Whether somebody or something has it that is named: "Ode's lawyer", "the city's mayor"."""
    return any(child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN") for child in head.children)


def role_words(head: "Token") -> str:
    """A noun phrase as a role: without a clause after it."""
    return _words(head, after=())


def shown(role: Role) -> str | None:
    """A role in the article's words, where they are more than a party or a courtesy."""
    words = role.phrase.split()
    while words and words[0].lower() in ("the", "a", "an", "his", "her", "their"):
        words.pop(0)
    if not words or (len(words) == 1 and words[0].lower().rstrip(".") in _COURTESY):
        return None
    if words[0][:2] in ("R-", "D-", "I-") or len(words[0]) == 1:
        return None
    return " ".join(words)


def _in_phrase(token: "Token", head: "Token") -> bool:
    while token.i != head.i:
        if token.dep_ in ("relcl", "acl", "appos", "prep", "cc", "conj", "punct", "advcl"):
            return False
        token = token.head
    return True


def described(head: "Token") -> str:
    """A noun phrase in the article's words, without its article: "U.S. official"."""
    # "The senator briefed on it" is mostly a sentence whose verb the parser mistakes.
    return _words(head, after=("amod",) if is_definite(head) else ("amod", "acl"))


def _words(head: "Token", *, after: Sequence[str]) -> str:
    start, end = mention_of(head)
    for child in head.children:
        # "A spokesman for the campaign", "the senator from Vermont".
        joined = child.left_edge.i == head.i + 1
        of = child.dep_ == "prep" and child.lower_ in _OF
        # "People familiar with the talks", "a person briefed on them".
        if joined and (of or child.dep_ in after):
            end = _end_of_short(child)
    span = head.doc.char_span(start, end, alignment_mode="expand")
    assert span is not None, "a mention lies in its paragraph"
    words = span.text.split()
    while len(words) > 1 and words[0].lower() in ("the", "a", "an", "one", "another"):
        words.pop(0)
    return " ".join(words)


def _end_of_short(child: "Token") -> int:
    """The end of what describes a noun after it, up to a clause, a comma or six words."""
    end = child.idx + len(child)
    for token in sorted(child.subtree, key=lambda t: t.i)[1:7]:
        mark = token.is_punct and token.text not in ("-", "’s", "'s")
        if mark or token.pos_ in ("VERB", "AUX") or token.dep_ in ("relcl", "acl"):
            break
        end = token.idx + len(token)
    return end
