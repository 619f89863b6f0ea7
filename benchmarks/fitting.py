"""Small linear models, fitted: which of a list is best, and whether something is so."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.labelled import Labelled

_FOLDS = 5
_SEED = 7
_BINS = 10


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights for features as they are measured."""

    bias: float
    weights: list[float]

    def probability(self, features: Sequence[float]) -> float:
        """The logistic of the weighed sum."""
        total = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence for a question, whether it has an answer, and how much it counts."""

    features: list[float]
    answerable: bool
    weight: float = 1.0


Sign: TypeAlias = Literal[-1, 0, 1]
"""Whether a feature may only speak against, may do either, or may only speak for."""

_BOUNDS: dict[Sign, tuple[float | None, float | None]] = {
    -1: (None, 0.0),
    0: (None, None),
    1: (0.0, None),
}


def fit_listwise(lists: list[Labelled], signs: Sequence[Sign], *, l2: float) -> Fitted:
    """Weights under which an answer is likely the first of its list.

    The loss of a list is the negative logarithm of the share that its answers have in a
    softmax over all of it (ListNet, Cao et al., ICML 2007, with any answer as good).
    """
    everything = np.concatenate([one.table for one in lists])
    scale = everything.std(axis=0) + 1e-6
    tables = [one.table / scale for one in lists]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        penalty = l2 * len(lists) / 100
        total, slope = penalty * float(weights @ weights) / 2, penalty * weights
        for table, one in zip(tables, lists, strict=True):
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            right = float(shares[one.answers].sum()) + 1e-12
            total -= math.log(right)
            slope = slope + table.T @ (shares - np.where(one.answers, shares / right, 0.0))
        return total, slope

    start = np.zeros(everything.shape[1])
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[_BOUNDS[sign] for sign in signs]
    )
    return Fitted(0.0, (found.x / scale).tolist())


def fit_logistic(examples: list[Example], signs: Sequence[Sign], *, l2: float) -> Fitted:
    """Weights of a logistic regression; the larger `l2`, the smaller they are."""
    table = np.asarray([example.features for example in examples])
    right = np.asarray([example.answerable for example in examples], dtype=float)
    shares = np.asarray([example.weight for example in examples])
    shares = shares / shares.sum()
    middle, scale = table.mean(axis=0), table.std(axis=0) + 1e-6
    scaled = (table - middle) / scale

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        bias, weights = values[0], values[1:]
        scores = scaled @ weights + bias
        chance = 1 / (1 + np.exp(-scores))
        likely = np.logaddexp(0, scores) - right * scores
        off = (chance - right) * shares
        slope = np.concatenate([[off.sum()], scaled.T @ off + l2 * weights])
        return float(likely @ shares + l2 * weights @ weights / 2), slope

    start = np.zeros(table.shape[1] + 1)
    bounds = [_BOUNDS[sign] for sign in (0, *signs)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[1:] / scale
    return Fitted(float(found[0] - weights @ middle), weights.tolist())


def in_folds(count: int) -> Iterator[tuple[list[int], list[int]]]:
    """Which of so many examples to learn from and which to hold out, five times."""
    fold = np.random.default_rng(_SEED).permutation(count) % _FOLDS
    for held_out in range(_FOLDS):
        yield (
            [i for i in range(count) if fold[i] != held_out],
            [i for i in range(count) if fold[i] == held_out],
        )


def cross_validated(
    lists: list[Labelled], fit: Callable[[list[Labelled]], Fitted]
) -> list[NDArray[np.float64]]:
    """The scores of each list by weights that were learned without it."""
    scores: list[NDArray[np.float64]] = [np.zeros(0)] * len(lists)
    for train, held_out in in_folds(len(lists)):
        weights = np.asarray(fit([lists[i] for i in train]).weights)
        for i in held_out:
            scores[i] = lists[i].table @ weights
    return scores


def threshold_for(
    probabilities: Sequence[float], answerable: Sequence[bool], most_false: float
) -> float:
    """The threshold that leaves most unanswerable questions unanswered at a bearable price.

    It is the highest, in hundredths, that leaves at most the share `most_false` of the answerable
    unanswered: a steadier choice than the best balanced accuracy, which a question or two move by
    far.
    """
    return max(
        step / 100
        for step in range(100)
        if _share([p < step / 100 for p in probabilities], answerable) <= most_false
    )


def reliability(
    probabilities: Sequence[float], answerable: Sequence[bool]
) -> list[tuple[float, int, float, float]]:
    """For each tenth with a question in it: its low end, questions, mean and what came true."""
    bins = []
    for number in range(_BINS):
        inside = [
            (p, a)
            for p, a in zip(probabilities, answerable, strict=True)
            if min(int(p * _BINS), _BINS - 1) == number
        ]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            so = sum(a for _, a in inside) / len(inside)
            bins.append((number / _BINS, len(inside), mean, so))
    return bins


def calibration_error(probabilities: Sequence[float], answerable: Sequence[bool]) -> float:
    """Expected calibration error over ten bins of equal width, in [0, 1]; lower is better."""
    bins = reliability(probabilities, answerable)
    return sum(count / len(probabilities) * abs(mean - so) for _, count, mean, so in bins)


def _share(which: Sequence[bool], of: Sequence[bool]) -> float:
    return sum(w for w, o in zip(which, of, strict=True) if o) / max(sum(of), 1)
