"""Is the evidence enough, and if not, why not."""

from dataclasses import dataclass

from rag.evidence import Evidence
from rag.ranking.model import ABSTENTION, load_weights
from rag.types import Query, Reason
from rag.understanding.grammar import looks_like_a_name

# How sure an answer without a topic is: about as sure as who said it.
_ASKED_FOR_ALL = 0.9


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
    if query.kind == "said" and not query.names and _is_a_name(query):
        return Judgement(0.0, "no_speaker")
    if _is_all_of_others(query, evidence):
        probability = 0.0
    return Judgement(probability, None if probability >= min_evidence else _missing(query))


def _is_a_name(query: Query) -> bool:
    """Whether whoever is asked for is named: "unions" is no name where others have capitals."""
    who = query.speakers[0]
    written = who[:1].isupper() or not any(c.isupper() for c in query.text[1:])
    return written and looks_like_a_name(who)


def _is_all_of_others(query: Query, evidence: Evidence) -> bool:
    """Whether no word of the asked speaker is among the best: others' are no answer.

    Who holds an office that was asked for is less sure than a name.
    """
    is_named = query.kind == "said" and query.names and not query.offices
    return bool(is_named) and evidence["share_by_asked"] == 0


def _missing(query: Query) -> Reason:
    return "no_statement_on_topic" if query.kind == "said" and query.names else "weak_evidence"
