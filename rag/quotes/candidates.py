"""Which articles may hold a quotation: those that share its phrases or its rare words."""

import math
from dataclasses import dataclass

from index.archive import Filter, Snapshot
from index.types import RowId
from rag.quotes.tokens import Token
from rag.retrieval import fuse
from rag.understanding.words import content_words

EVERYTHING = Filter()

# Passages in which the whole quotation may stand, and articles that are read for them.
_WHOLE_PASSAGES = 400
_WHOLE_ARTICLES = 120
_NEAR_ARTICLES = 25

# A longer phrase only costs more: nobody else says forty words the same way.
_LONGEST_PHRASE = 40
_MOST_PHRASES = 8
_MOST_RARE = 6
_MOST_COUNTED = 40

# In a small archive no word is common; its words are weighed as if others stood beside it.
_LEAST_PASSAGES = 1000

# What a word weighs that carries no meaning by itself, as "the".
_IDLE_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Candidates:
    """Articles to read, the likeliest first.

    Attributes:
        whole: those with a passage that holds the whole quotation, but for word endings.
        near: those that share rare words or phrases with it.
        complete: whether `whole` are all that there are.
    """

    whole: tuple[RowId, ...]
    near: tuple[RowId, ...]
    complete: bool


def weigh_words(snapshot: Snapshot, words: list[Token]) -> dict[str, float]:
    """What each word tells of where it comes from: its inverse frequency, above 0."""
    passages = max(_LEAST_PASSAGES, snapshot.size().passages)
    weights = {token.norm: _IDLE_WEIGHT for token in words}
    parts = {token.norm: content_words(token.norm) for token in words}
    counted = [norm for norm, content in parts.items() if content][:_MOST_COUNTED]
    for norm in counted:
        frequency = min(snapshot.frequency(part) for part in parts[norm])
        weights[norm] = max(_IDLE_WEIGHT, math.log((1 + passages) / (1 + frequency)))
    return weights


def find_candidates(
    snapshot: Snapshot, words: list[Token], weights: dict[str, float]
) -> Candidates:
    """The articles that may hold the words, found by phrases and by rare words."""
    norms = [token.norm for token in words]
    whole = _passages(snapshot, [" ".join(norms[:_LONGEST_PHRASE])], _WHOLE_PASSAGES)
    rare = sorted(set(norms), key=lambda word: (-weights[word], word))[:_MOST_RARE]
    rare = [word for word in rare if weights[word] > _IDLE_WEIGHT]
    k = 2 * _NEAR_ARTICLES
    # A sentence that is short tells little by any one of its words, but by several together.
    together = [*_telling_phrases(norms, weights, words=3), *rare]
    sentences = [m.row for m in snapshot.search_words("sentence", together, k, EVERYTHING)]
    of_sentence = {row: held.article_key for row, held in snapshot.sentences(sentences).items()}
    ranked = fuse(
        [
            _articles_of(
                snapshot, _passages(snapshot, _telling_phrases(norms, weights, words=4), k)
            ),
            _articles_of(snapshot, _passages(snapshot, rare, k)),
            list(dict.fromkeys(of_sentence[row] for row in sentences)),
        ]
    )
    near = sorted(ranked, key=lambda key: (-ranked[key], key))
    articles = _articles_of(snapshot, whole)
    return Candidates(
        whole=tuple(articles[:_WHOLE_ARTICLES]),
        near=tuple(near[:_NEAR_ARTICLES]),
        complete=len(whole) < _WHOLE_PASSAGES and len(articles) <= _WHOLE_ARTICLES,
    )


def _telling_phrases(norms: list[str], weights: dict[str, float], *, words: int) -> list[str]:
    """The runs of some words in a row that tell most of where they come from."""
    windows = (norms[i : i + words] for i in range(len(norms) - words + 1))
    told = {" ".join(window): sum(weights[word] for word in window) for window in windows}
    return sorted(told, key=lambda phrase: (-told[phrase], phrase))[:_MOST_PHRASES]


def _passages(snapshot: Snapshot, terms: list[str], k: int) -> list[RowId]:
    return [match.row for match in snapshot.search_words("passage", terms, k, EVERYTHING)]


def _articles_of(snapshot: Snapshot, passages: list[RowId]) -> list[RowId]:
    """The articles of some passages, in their order, each once."""
    article_of = {row.passage: row.article_key for row in snapshot.sentences_in(passages)}
    return list(dict.fromkeys(article_of[row] for row in passages if row in article_of))
