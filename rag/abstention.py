"""Is the evidence enough, and if not, why not."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.extracts import Candidate, is_of_another
from rag.ranking.model import ABSTENTION, load_weights
from rag.types import Query, Reason
from rag.understanding.grammar import looks_like_a_name

Evidence = Mapping[str, float]
"""What speaks for an answer to one question, by name."""

_LOOKED_AT = 5

# How sure an answer without a topic is: about as sure as who said it.
_ASKED_FOR_ALL = 0.9

# What is compared: the best of it among all candidates, and among those that may be the asked
# speaker's own words.
_COMPARED = (
    "topic_sentence",
    "question_sentence",
    "topic_window",
    "topic_article",
    "words_sentence",
    "words_around",
    "words_passage",
    "words_article",
    "rarest_around",
    "rarest_article",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer.

    `probability`, in [0, 1], is how sure it is that the best candidates answer; `reason` is
    None where an answer is given.
    """

    probability: float
    reason: Reason | None


def judge(
    query: Query, evidence: Evidence, *, articles: int, min_evidence: float | None = None
) -> Judgement:
    """Weigh the evidence in an archive of so many articles.

    Below `min_evidence` there is no answer; None takes the probability that was fitted with
    the weights, 0 always answers.
    """
    if articles == 0:
        return Judgement(0.0, "empty_archive")
    if not evidence:
        return Judgement(0.0, _missing(query))
    weights = load_weights(ABSTENTION)
    probability = round(weights.probability(evidence), 4)
    if query.kind == "said" and query.names and not query.terms and evidence["first_by_asked"]:
        # "What did she say?" asks for all there is: whatever is hers is an answer.
        probability = max(probability, _ASKED_FOR_ALL)
    min_evidence = weights.threshold if min_evidence is None else min_evidence
    if min_evidence <= 0:
        return Judgement(probability, None)
    if query.kind == "said" and not query.names and looks_like_a_name(query.speakers[0]):
        return Judgement(0.0, "no_speaker")
    if probability >= min_evidence:
        return Judgement(probability, None)
    return Judgement(probability, _missing(query))


def gather_evidence(query: Query, candidates: list[Candidate]) -> dict[str, float]:
    """What speaks for an answer, from candidates best first; empty where there are none."""
    if not candidates:
        return {}
    best = candidates[:_LOOKED_AT]
    own = [c for c in candidates if _may_be_asked(query, c)][:_LOOKED_AT]
    evidence: dict[str, float] = {}
    for name in _COMPARED:
        anywhere = max(c.features[name] for c in candidates)
        evidence[name] = max(c.features[name] for c in best)
        evidence[f"own_{name}"] = max((c.features[name] for c in own), default=0.0)
        evidence[f"{name}_elsewhere"] = anywhere - evidence[f"own_{name}"]
    first = best[0]
    return evidence | {
        "speaker_known": first.features["speaker_known"],
        "kind_said": first.features["kind_said"],
        "kind_who": first.features["kind_who"],
        "terms": min(first.features["terms"], 8.0),
        "unknown": first.features["unknown"],
        "nothing_shared": float(evidence["own_words_passage"] == 0),
        "first_by_asked": float(first.by_asked),
        "share_by_asked": sum(c.by_asked for c in best) / len(best),
        "asked_article": first.features["asked_article"],
        "asked_around": max(c.features["asked_sentence"] for c in best),
        "gap": first.score - best[-1].score,
    }


def _may_be_asked(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate can be what was asked for, as far as its speaker tells."""
    if query.kind != "said" or not query.names:
        return True
    if is_of_another(query, candidate):
        return False
    named = candidate.by_asked or candidate.features["asked_goes_on"] > 0
    return named or candidate.features["asked_sentence"] > 0


def _missing(query: Query) -> Reason:
    return "no_statement_on_topic" if query.kind == "said" and query.names else "weak_evidence"
