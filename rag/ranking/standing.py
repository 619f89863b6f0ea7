"""How a sentence stands among all that were found."""

import numpy as np

from index.types import Vector, Vectors
from rag.ranking.surroundings import Column, Surroundings

STANDING = (
    "near_leaders",
    "passage_near_leaders",
    "nearest",
    "nearest_squared",
    "question_rank",
    "topic_rank",
)

_LEADERS = 6


def measure_standing(around: Surroundings, vectors: list[Vector]) -> list[Column]:
    """The columns of `STANDING`: cosines in [-1, 1] and reciprocal ranks in (0, 1].

    A sentence is as near as it is to the question or to its topic. The leaders are the six
    nearest; what is near their mean tells of the same event (feedback after Rocchio, 1971).
    """
    asked: Vectors = np.stack(vectors, axis=1)
    own = around.sentence_vectors[around.own]
    similar = np.asarray(own @ asked, dtype=np.float64)
    near = similar.max(axis=1)
    leaders = own[np.argsort(-similar.sum(axis=1), kind="stable")[:_LEADERS]].mean(axis=0)
    leaders = leaders / max(float(np.linalg.norm(leaders)), 1e-6)
    passages = around.passage_vectors[around.passage_places]
    return [
        np.asarray(own @ leaders, dtype=np.float64),
        np.asarray(passages @ leaders, dtype=np.float64),
        near,
        np.maximum(near, 0.0) ** 2,
        _reciprocal_ranks(similar[:, 0]),
        _reciprocal_ranks(similar[:, 1]),
    ]


def _reciprocal_ranks(values: Column) -> Column:
    """1 for the nearest and for every copy of it, 1/2 for the next nearest."""
    distinct, places = np.unique(-np.round(values, 5), return_inverse=True)
    return np.asarray(1 / np.arange(1, len(distinct) + 1))[places]
