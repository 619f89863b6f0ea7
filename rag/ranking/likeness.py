"""How much of a question a sentence says in other words."""

import math
import re
from collections import defaultdict
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.archive import Snapshot
from index.embedders.words import WordVectors
from index.stems import fold, stem
from rag.ranking.surroundings import Column, Surroundings
from rag.types import Query
from rag.understanding.words import STOP_WORDS

LIKENESS = ("like_sentence", "like_other_words", "like_window", "like_titled")

_WORD = re.compile(r"[^\W_]+")


def measure_likeness(snapshot: Snapshot, query: Query, around: Surroundings) -> list[Column]:
    """The columns of `LIKENESS`, shares in [0, 1], rarer words of the question the heavier.

    Each word of the topic counts as much as the most similar word there is to it: 1 for one of
    the same stem. `like_other_words` leaves those out.
    """
    hits, terms = around.hits, list(query.terms)
    if not terms:
        return [np.zeros(len(hits))] * len(LIKENESS)
    passages = snapshot.size().passages
    weights = np.array([math.log(1 + passages / (1 + snapshot.frequency(term))) for term in terms])
    weights /= weights.sum()
    places, beside = np.unique(around.beside, return_inverse=True)
    texts, titles_of = list(around.texts.values()), list(around.titles)
    # Where there is no neighbour, nothing is like anything.
    at_hand = ["" if place < 0 else texts[place] for place in places]
    near = _nearest(terms, [*at_hand, *around.titles.values()])
    titled = dict(zip(titles_of, near[len(at_hand) :], strict=True))
    window = near[beside.reshape(around.beside.shape)]
    alone = window[:, 1]
    titles = np.stack([titled[hit.article_key] for hit in hits])
    other = np.where(alone >= 1, 0.0, alone) ** 2
    columns = (alone, other, window.max(axis=1), np.maximum(alone, titles))
    return [each @ weights for each in columns]


def _nearest(terms: list[str], texts: list[str]) -> NDArray[np.float64]:
    """How like its likest word each text is to each term, in [0, 1]; shape (texts, terms)."""
    words_of = [_words(text) for text in texts]
    vocabulary: dict[str, int] = {}
    places = [vocabulary.setdefault(word, len(vocabulary)) for words in words_of for word in words]
    near = np.zeros((len(texts), len(terms)))
    if not vocabulary:
        return near
    like = _likeness(terms, list(vocabulary)).T
    filled = [i for i, words in enumerate(words_of) if words]
    starts = np.cumsum([0, *(len(words_of[i]) for i in filled[:-1])])
    near[filled] = np.maximum.reduceat(like[places], starts, axis=0)
    return near


def _likeness(terms: list[str], words: list[str]) -> NDArray[np.float64]:
    vectors = _load_vectors()
    like = np.maximum(vectors.of(terms) @ vectors.of(words).T, 0.0).astype(np.float64)
    roots: dict[str, list[int]] = defaultdict(list)
    for i, term in enumerate(terms):
        roots[stem(term)].append(i)
    for j, word in enumerate(words):
        root = stem(word)
        if root in roots:
            like[roots[root], j] = 1.0
    return np.asarray(np.minimum(like, 1.0))


@cache
def _load_vectors() -> WordVectors:
    """The words' vectors that come with the program; read once, never changed."""
    return WordVectors()


def _words(text: str) -> list[str]:
    words = dict.fromkeys(_WORD.findall(text.lower()))
    # Folding each word costs less than folding texts whose quotation marks alone need it.
    folded = words if text.isascii() else [w if w.isascii() else fold(w) for w in words]
    return [word for word in folded if word not in STOP_WORDS]
