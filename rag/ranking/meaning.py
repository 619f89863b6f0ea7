"""How near a sentence, its surroundings and its article are to the question in meaning."""

import numpy as np
from numpy.typing import NDArray

from index.types import Vector, Vectors
from rag.ranking.surroundings import Column, Places, Surroundings

MEANING = (
    "question_sentence",
    "topic_sentence",
    "question_passage",
    "topic_passage",
    "question_before",
    "question_after",
    "topic_around",
    "question_near",
    "question_article",
    "topic_article",
    "question_article_mean",
    "question_window",
    "topic_window",
)

_BEST_OF_ARTICLE = 3


def measure_meaning(around: Surroundings, vectors: list[Vector]) -> list[Column]:
    """The columns of `MEANING`, each a cosine in [-1, 1]."""
    asked: Vectors = np.stack(vectors, axis=1)
    near = around.sentence_vectors @ asked
    near_passages = around.passage_vectors @ asked
    question, topic = near.T
    before, own, after = around.beside.T
    beside = np.stack([before, after], axis=1)
    at_hand = np.where(before >= 0, 1, 0) + np.where(after >= 0, 1, 0)
    found = [
        question[own],
        topic[own],
        *near_passages[around.passage_places].T,
        np.where(before >= 0, question[before], 0.0),
        np.where(after >= 0, question[after], 0.0),
        np.where(at_hand > 0, _nearest(topic, beside), 0.0),
        _nearest(question, around.places),
        *_of_articles(around, near_passages),
        *_of_windows(around, asked),
    ]
    return [np.asarray(column, dtype=np.float64) for column in found]


def _nearest(values: NDArray[np.float32], places: Places) -> NDArray[np.float32]:
    """The highest value at any of each hit's places; minus infinity where there is none."""
    return np.asarray(np.where(places >= 0, values[places], -np.inf).max(axis=1))


def _of_articles(around: Surroundings, near: Vectors) -> Vectors:
    """The best passage of each hit's article for question and topic, and the best few's mean."""
    scores, start = {}, 0
    for key, rows in around.passages.items():
        of_article = near[start : start + len(rows)]
        start += len(rows)
        best = np.sort(of_article[:, 0])[-_BEST_OF_ARTICLE:]
        scores[key] = (*of_article.max(axis=0), best.mean())
    return np.array([scores[hit.article_key] for hit in around.hits]).T


def _of_windows(around: Surroundings, asked: Vectors) -> Vectors:
    """The cosine of each sentence and its neighbours together to the question and its topic."""
    parts = np.where(
        (around.beside >= 0)[:, :, np.newaxis], around.sentence_vectors[around.beside], 0.0
    )
    windows = parts.sum(axis=1)
    lengths = np.maximum(np.linalg.norm(windows, axis=1), 1e-6)
    return np.asarray((windows @ asked).T / lengths, dtype=np.float32)
