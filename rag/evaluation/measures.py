"""The measures of a run: of each question, and over all with bootstrap intervals."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rag.evaluation.attributions import Attributions, overlaps_by_half
from rag.evaluation.files import Labelled, Outcome, Shown
from rag.evaluation.names import same_speaker

MEASURES = (
    "Hit@1",
    "Hit@3",
    "Hit@5",
    "MRR@10",
    "recall@5",
    "false abstention",
    "correct abstention",
    "speaker accuracy",
    "speaker precision@3",
    "speaker precision@3 strict",
    "characters of the first extract",
)

# An extract shorter than this must cover half of what it hits.
_SHORT_CHARS = 25

Part: TypeAlias = tuple[float, float]
"""What one question adds to a measure, and of how much."""

Parts: TypeAlias = dict[str, Part]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure over `questions` questions, with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    questions: int


def measure_question(
    question: Labelled,
    outcome: Outcome | None,
    attributions: Attributions | None,
    *,
    max_chars: int,
) -> Parts:
    """What one question adds; one that is missing from a run counts as left unanswered."""
    shown = outcome.shown if outcome else ()
    abstained = float(not shown)
    if not question.gold:
        return {"correct abstention": (abstained, 1)}
    hits = [_hits(question, one, max_chars) for one in shown[:10]]
    first = next((rank for rank, found in enumerate(hits) if found), None)
    units = {(gold.article_id, gold.unit) for gold in question.gold}
    found = {unit for hit in hits[:5] for unit in hit}
    parts: Parts = {f"Hit@{k}": (float(any(hits[:k])), 1) for k in (1, 3, 5)}
    parts["MRR@10"] = (0.0 if first is None else 1 / (first + 1), 1)
    parts["recall@5"] = (len(found) / min(5, len(units)), 1)
    parts["false abstention"] = (abstained, 1)
    if shown:
        parts["characters of the first extract"] = (len(shown[0].span), 1)
    if question.kind == "said" and question.speaker:
        if first is not None:
            right = same_speaker(shown[first].speaker, question.speaker)
            parts["speaker accuracy"] = (float(right), 1)
        if attributions is not None:
            parts |= _speaker_precision(question, shown, hits, attributions)
    return parts


def summarise(
    parts: Sequence[Parts], *, resamples: int = 1000, seed: int = 7
) -> dict[str, Measured]:
    """Each measure over all questions that it can be taken of."""
    summary = {}
    for name in MEASURES:
        values = [part[name] for part in parts if name in part]
        if values:
            low, high = _interval(values, resamples, seed)
            summary[name] = Measured(_ratio(values), low, high, len(values))
    return summary


def by_kind(questions: Sequence[Labelled], parts: Sequence[Parts]) -> Mapping[str, Sequence[Parts]]:
    """The parts of the questions of each kind, in the order in which the kinds come."""
    kinds = dict.fromkeys(question.kind for question in questions)
    return {
        kind: [
            part for question, part in zip(questions, parts, strict=True) if question.kind == kind
        ]
        for kind in kinds
    }


def _hits(question: Labelled, shown: Shown, max_chars: int) -> set[tuple[str, str]]:
    """The answers that an extract hits."""
    if not 0 < len(shown.span) <= max_chars:
        return set()
    hit = set()
    for gold in question.gold:
        shared = min(shown.span.end, gold.span.end) - max(shown.span.start, gold.span.start)
        telling = len(shown.span) >= _SHORT_CHARS or 2 * shared >= len(gold.span)
        if shown.article_id == gold.article_id and telling:
            hit |= (
                {(gold.article_id, gold.unit)} if overlaps_by_half(shown.span, gold.span) else set()
            )
    return hit


def _speaker_precision(
    question: Labelled,
    shown: Sequence[Shown],
    hits: Sequence[set[tuple[str, str]]],
    attributions: Attributions,
) -> Parts:
    judged = possible = sure = 0
    for one, hit in zip(shown[:3], hits, strict=False):
        verdict = None if hit else attributions.judge(one, question.speaker)
        if hit or verdict is not None:
            judged += 1
            possible += bool(hit) or (verdict is not None and verdict.possible)
            sure += bool(hit) or (verdict is not None and verdict.sure)
    if not judged:
        return {}
    return {
        "speaker precision@3": (possible, judged),
        "speaker precision@3 strict": (sure, judged),
    }


def _ratio(values: Sequence[Part]) -> float:
    return sum(part for part, _ in values) / sum(whole for _, whole in values)


def _interval(values: Sequence[Part], resamples: int, seed: int) -> tuple[float, float]:
    chance = random.Random(seed)
    drawn = sorted(_ratio(chance.choices(values, k=len(values))) for _ in range(resamples))
    return drawn[int(0.025 * resamples)], drawn[min(resamples - 1, int(0.975 * resamples))]
