"""How near a sentence, its surroundings and its article are to the question in meaning."""

from collections.abc import Iterator

import numpy as np

from index.types import RowId, Vector, Vectors
from rag.ranking.surroundings import REACH, Column, Surroundings

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
    near = _near(around.sentence_vectors, asked)
    near_passages = _near(around.passage_vectors, asked)
    articles = {
        key: _of_article(np.asarray([near_passages[row] for row in found]))
        for key, found in around.passages.items()
    }
    table = np.asarray(
        list(
            _measured(
                around, near, near_passages, articles, _Windows(around.sentence_vectors, asked)
            )
        ),
        dtype=np.float64,
    )
    return list(table.T)


def _near(vectors: dict[RowId, Vector], asked: Vectors) -> dict[RowId, list[float]]:
    scores = np.stack(list(vectors.values())) @ asked
    return dict(zip(vectors, scores.tolist(), strict=True))


def _of_article(scores: Vectors) -> tuple[float, float, float]:
    """The best passage of an article for question and topic, and its best few for the question."""
    best = np.sort(scores[:, 0])[-_BEST_OF_ARTICLE:]
    return float(scores[:, 0].max()), float(scores[:, 1].max()), float(best.mean())


def _measured(
    around: Surroundings,
    near: dict[RowId, list[float]],
    near_passages: dict[RowId, list[float]],
    articles: dict[RowId, tuple[float, float, float]],
    windows: "_Windows",
) -> Iterator[tuple[float, ...]]:
    for hit in around.hits:
        question, topic = near[hit.sentence]
        passage = near_passages[hit.passage]
        beside = around.around(hit)
        before = near[hit.sentence - 1][0] if hit.sentence - 1 in beside else 0.0
        after = near[hit.sentence + 1][0] if hit.sentence + 1 in beside else 0.0
        yield (
            question,
            topic,
            *passage,
            before,
            after,
            max((near[row][1] for row in beside if row != hit.sentence), default=0.0),
            max(near[row][0] for row in around.around(hit, REACH)),
            *articles[hit.article_key],
            *windows.similarities(beside),
        )


class _Windows:
    """Sentences taken together, as the sum of their vectors."""

    def __init__(self, by_row: dict[RowId, Vector], asked: Vectors) -> None:
        self._by_row = by_row
        self._asked = asked

    def similarities(self, rows: list[RowId]) -> list[float]:
        """The cosine of the sentences together to the question and to its topic."""
        window = np.sum([self._by_row[row] for row in rows], axis=0)
        near = (window @ self._asked) / max(float(np.linalg.norm(window)), 1e-6)
        return [float(value) for value in near]
