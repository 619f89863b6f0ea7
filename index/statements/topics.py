"""What a statement is about: the noun phrases among its words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.statements.sentences import sentence_of
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ROLES = frozenset(["dobj", "pobj", "attr", "nsubj", "nsubjpass"])
MOST_TOPICS = 4
"""As many of a statement are kept, the first ones."""

# Nouns that say nothing of the matter by themselves.
_EMPTY = frozenset(
    """
    thing things something way ways lot lots kind sort time times day days week weeks month
    months year years people person man woman men women one ones part bit fact reason point
    number case place end side everything anything nothing somebody percent hand order
    """.split()
)


def topics_of(doc: "Doc", words: list[Span]) -> tuple[str, ...]:
    """Nouns with their compounds, as written, in order, each once: "minerals deal"."""
    found: dict[str, None] = {}
    for token in _tokens_in(doc, words):
        if token.pos_ == "NOUN" and token.dep_ in _ROLES and token.lower_ not in _EMPTY:
            found[_phrase(token)] = None
    return tuple(found)[:MOST_TOPICS]


def _tokens_in(doc: "Doc", words: list[Span]) -> Iterator["Token"]:
    for span in sorted(words, key=lambda span: span.start):
        around = doc.char_span(span.start, span.end, alignment_mode="expand")
        yield from (token for token in around or () if token.idx >= span.start)


def _phrase(noun: "Token") -> str:
    start = noun.i
    while start > sentence_of(noun).start and noun.doc[start - 1].dep_ == "compound":
        start -= 1
    if start > sentence_of(noun).start + 1 and noun.doc[start - 1].text == "-":
        start -= 2  # "long-term peace"
    modifier = noun.doc[start - 1] if start > sentence_of(noun).start else None
    if modifier is not None and modifier.dep_ == "amod" and modifier.is_lower and start == noun.i:
        start -= 1
    return noun.doc[start : noun.i + 1].text
