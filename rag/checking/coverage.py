"""How much of a written sentence its sources cover, in words, in their order and in meaning."""

import json
import math
from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

import numpy as np

from index.stems import fold, stem
from index.types import Vector
from rag.understanding.words import content_words, words_of

Embed = Callable[[list[str]], list[Vector]]
_Unit = TypeVar("_Unit", str, tuple[str, ...])

# What turning words into reported speech changes, and nothing else: "We owe" and "they owe",
# "I will" and "she would".
_REPORTED = {
    word: forms.split()[0]
    for forms in (
        "they i we he she you",
        "them me us him",
        "their my our his her your its",
        "is am are was were",
        "has have had",
        "will would wo",
        "can could",
        "this that these those",
    )
    for word in forms.split()
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares in [0, 1] of a sentence, and a cosine; higher is nearer to the sources.

    Attributes:
        pairs: of its pairs of neighbouring words, in the source unit that has most.
        triples: of its runs of three words, in all units.
        order: of its words, as the longest common subsequence with one unit.
        content: of its content words, in the unit that has most.
        words: of its words, in all units.
        meaning: cosine to the nearest unit, in [-1, 1].
    """

    pairs: float
    triples: float
    order: float
    content: float
    words: float
    meaning: float


def measure(sentence: str, units: list[str], embed: Embed) -> Coverage:
    """Compare a sentence with the sentences or extracts of its sources."""
    written = _stems(sentence)
    recorded = [_stems(unit) for unit in units]
    content = [stem(word) for word in content_words(sentence)] or written
    vector, *vectors = embed([sentence, *units])
    return Coverage(
        pairs=max(_share(_runs(written, 2), _runs(unit, 2)) for unit in recorded),
        triples=_share(_runs(written, 3), set().union(*(_runs(unit, 3) for unit in recorded))),
        order=max(_common(written, unit) for unit in recorded) / max(1, len(written)),
        content=max(_share(set(content), set(unit)) for unit in recorded),
        words=_share(set(written), set().union(*recorded)),
        meaning=float((np.stack(vectors) @ vector).max()),
    )


def probability_of(coverage: Coverage) -> float:
    """How sure it is that people would call the sentence supported, in [0, 1]."""
    bias, weights = _weights()
    weighed = bias + sum(w * value for w, value in zip(weights, astuple(coverage), strict=True))
    return 1 / (1 + math.exp(-weighed))


@cache
def _weights() -> tuple[float, list[float]]:
    """The bias and weights of the logistic that `benchmarks.groundedness` fits."""
    written = files("rag.checking").joinpath("coverage.json").read_text(encoding="utf-8")
    read = json.loads(written)
    return float(read["bias"]), [float(weight) for weight in read["of"]]


def _stems(text: str) -> list[str]:
    folded = (fold(word) for word in words_of(text))
    return [_REPORTED.get(word) or stem(word) for word in folded]


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return set(zip(*(words[i:] for i in range(length)), strict=False))


def _share(part: set[_Unit], whole: set[_Unit]) -> float:
    return len(part & whole) / len(part) if part else 1.0


def _common(first: list[str], second: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for word in first:
        before, row = row, [0]
        for j, other in enumerate(second):
            row.append(before[j] + 1 if word == other else max(before[j + 1], row[-1]))
    return row[-1]
