"""Is the evidence enough, and if not, why not."""

import math
from dataclasses import dataclass

from index.archive import Snapshot
from index.types import Vector
from rag.extracts import Candidate
from rag.types import Query, Reason
from rag.understanding.grammar import looks_like_a_name

# The logistic of `probability_of`, set by hand. Over saidqa's whole dev set without its
# follow-ups, 97.6 % of the sentences that answer hold a fifth of the topic's words in their
# passage or are nearer to it than 0.35; of what comes closest to its 30 unanswerable
# questions 35 % are neither, so most of those are still answered.
_BIAS = -2.1
_SIMILARITY = 6.0
_COVERAGE = 7.2
_NOT_BY_THE_ASKED = -1.5

_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one candidate.

    Attributes:
        similarity: cosine of its sentence to the topic alone, in [-1, 1].
        coverage: share of the topic's words in its passage, the rarer the heavier, in [0, 1].
        attributed: whether it is by whom was asked for, where somebody was.
    """

    similarity: float
    coverage: float
    attributed: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer.

    `probability`, in [0, 1], is how sure it is that the best candidates answer; `reason` is
    None where an answer is given.
    """

    probability: float
    reason: Reason | None


def judge(query: Query, evidence: list[Evidence], *, articles: int) -> Judgement:
    """Weigh the evidence of the best candidates in an archive of so many articles."""
    if articles == 0:
        return Judgement(0.0, "empty_archive")
    if query.kind == "said" and not query.names and looks_like_a_name(query.speakers[0]):
        return Judgement(0.0, "no_speaker")
    probability = max((probability_of(item) for item in evidence), default=0.0)
    if probability >= 0.5:
        return Judgement(probability, None)
    return Judgement(
        probability,
        "no_statement_on_topic" if query.kind == "said" and query.names else "weak_evidence",
    )


def probability_of(evidence: Evidence) -> float:
    """How sure it is that one candidate answers, in [0, 1]."""
    weighed = (
        _BIAS
        + _SIMILARITY * max(evidence.similarity, 0.0)
        + _COVERAGE * evidence.coverage
        + (0.0 if evidence.attributed else _NOT_BY_THE_ASKED)
    )
    return round(1 / (1 + math.exp(-weighed)), 4)


def gather_evidence(
    snapshot: Snapshot, query: Query, candidates: list[Candidate], topic_vector: Vector
) -> list[Evidence]:
    """The evidence of the best candidates, in their order."""
    best = candidates[:_LOOKED_AT]
    near = snapshot.similarities("sentence", [c.hit.sentence for c in best], topic_vector)
    coverage = _coverage(snapshot, query, [c.hit.passage for c in best])
    return [
        Evidence(
            similarity=near[candidate.hit.sentence],
            coverage=coverage[candidate.hit.passage],
            attributed=candidate.by_asked or query.kind != "said",
        )
        for candidate in best
    ]


def _coverage(snapshot: Snapshot, query: Query, passages: list[int]) -> dict[int, float]:
    weights = {term: 1 / (1 + snapshot.frequency(term)) ** 0.5 for term in query.terms}
    if not weights:
        # "What did she say?" asks for all there is; "why?" asks for nothing.
        return dict.fromkeys(passages, 1.0 if query.names else 0.0)
    covered = dict.fromkeys(passages, 0.0)
    for term, weight in weights.items():
        for passage in snapshot.holding("passage", term, passages):
            covered[passage] += weight / sum(weights.values())
    return covered
