"""The learned weights: one number a feature, in readable files beside this one."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from rag.ranking.features import FEATURES, Table
from rag.ranking.surroundings import Column

RANKER = "ranker.json"
ABSTENTION = "abstention.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model over named features.

    Attributes:
        bias: what is added for every candidate or question.
        weights: by feature, for its value as it is measured.
        threshold: the probability from which on it is believed, where one was fitted.
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float = 0.5

    def score(self, features: Mapping[str, float]) -> float:
        """The weighed sum; features that the model does not know count for nothing."""
        return self.bias + sum(
            weight * features[name] for name, weight in self.weights.items() if name in features
        )

    def probability(self, features: Mapping[str, float]) -> float:
        """The logistic of the weighed sum, in [0, 1]."""
        return 1 / (1 + math.exp(-max(min(self.score(features), 30.0), -30.0)))


@cache
def load_weights(name: Literal["ranker.json", "abstention.json"]) -> Weights:
    """The weights that come with the program; read once, never changed."""
    stored = json.loads(files("rag.ranking").joinpath(name).read_text(encoding="utf-8"))
    return Weights(float(stored["bias"]), dict(stored["weights"]), float(stored["threshold"]))


def score_table(weights: Weights, table: Table) -> Column:
    """The score of each row of a table of `FEATURES`; higher is better, within one question."""
    vector = np.array([weights.weights.get(name, 0.0) for name in FEATURES])
    return np.asarray(table @ vector, dtype=np.float64)
