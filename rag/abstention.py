"""Is the evidence enough, and if not, why not."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rag.extracts import Candidate
from rag.types import Query, Reason
from rag.understanding.question import looks_like_a_name

# The logistic of `probability_of`, set by hand so that each of its three parts can carry an
# answer that the others leave in doubt; an answer is given from one half upwards.
_BIAS = -3.6
_SIMILARITY = 5.0
_COVERAGE = 2.4
_ATTRIBUTED = 1.6

_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer.

    `probability`, in [0, 1], is how sure it is that the best candidates answer; `reason` is
    None where an answer is given.
    """

    probability: float
    reason: Reason | None


def judge(
    query: Query, candidates: list[Candidate], coverage: Mapping[int, float], *, articles: int
) -> Judgement:
    """Weigh the best candidates.

    Args:
        query: The question as understood.
        candidates: Best first.
        coverage: By row id of a passage, the share of the topic's words that stand in it.
        articles: How many the archive holds.
    """
    if articles == 0:
        return Judgement(0.0, "empty_archive")
    if query.kind == "said" and not query.names and looks_like_a_name(query.speakers[0]):
        return Judgement(0.05, "no_speaker")
    best = candidates[:_LOOKED_AT]
    if query.names:
        best = [candidate for candidate in best if candidate.by_asked] or best
    if not best:
        return Judgement(0.0, "weak_evidence")
    probability = max(probability_of(query, c, coverage.get(c.hit.passage, 0.0)) for c in best)
    if probability >= 0.5:
        return Judgement(probability, None)
    return Judgement(probability, "no_statement_on_topic" if query.names else "weak_evidence")


def probability_of(query: Query, candidate: Candidate, coverage: float) -> float:
    """How sure it is that one candidate answers, in [0, 1]."""
    attributed = 1.0 if candidate.by_asked or query.kind != "said" else 0.0
    evidence = (
        _BIAS
        + _SIMILARITY * max(candidate.hit.similarity, 0.0)
        + _COVERAGE * coverage
        + _ATTRIBUTED * attributed
    )
    return round(1 / (1 + math.exp(-evidence)), 4)
