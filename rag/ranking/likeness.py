"""How much of a question a sentence says in other words."""

import math
import re
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.archive import Snapshot
from index.embedders.words import WordVectors
from index.types import RowId
from rag.ranking.surroundings import Column, Surroundings
from rag.ranking.wording import stem_of
from rag.types import Query
from rag.understanding.words import STOP_WORDS, fold

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
    rows = {row for hit in hits for row in around.around(hit)}
    near = _nearest(terms, {row: around.texts[row] for row in rows})
    titled = _nearest(terms, around.titles)
    alone = np.stack([near[hit.sentence] for hit in hits])
    window = np.stack([np.max([near[row] for row in around.around(hit)], axis=0) for hit in hits])
    titles = np.stack([titled[hit.article_key] for hit in hits])
    other = np.where(alone >= 1, 0.0, alone) ** 2
    return [columns @ weights for columns in (alone, other, window, np.maximum(alone, titles))]


def _nearest(terms: list[str], texts: dict[RowId, str]) -> dict[RowId, Column]:
    """For each text how like its likest word is to each of the terms, in [0, 1]."""
    words_of = {row: _words(text) for row, text in texts.items()}
    vocabulary = {word: i for i, word in enumerate(dict.fromkeys(_all(words_of.values())))}
    if not vocabulary:
        return {row: np.zeros(len(terms)) for row in texts}
    like = _likeness(terms, list(vocabulary))
    return {
        row: like[:, [vocabulary[word] for word in words]].max(axis=1)
        if words
        else np.zeros(len(terms))
        for row, words in words_of.items()
    }


def _likeness(terms: list[str], words: list[str]) -> NDArray[np.float64]:
    vectors = _load_vectors()
    like = np.maximum(vectors.of(terms) @ vectors.of(words).T, 0.0).astype(np.float64)
    stems = [stem_of(word) for word in words]
    for i, term in enumerate(terms):
        root = stem_of(term)
        like[i, [j for j, each in enumerate(stems) if each == root]] = 1.0
    return np.asarray(np.minimum(like, 1.0))


@cache
def _load_vectors() -> WordVectors:
    """The words' vectors that come with the program; read once, never changed."""
    return WordVectors()


def _words(text: str) -> list[str]:
    words = dict.fromkeys(_WORD.findall(text.lower()))
    # Folding each word costs less than folding texts whose quotation marks alone need it.
    folded = (word if word.isascii() else fold(word) for word in words)
    return [word for word in folded if word not in STOP_WORDS]


def _all(lists: Iterable[list[str]]) -> Iterable[str]:
    return (word for words in lists for word in words)
