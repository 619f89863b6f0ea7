"""Asking labelled questions, and setting two runs side by side."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from index.archive import Archive
from rag.batch import answer_lines
from rag.evaluation.attributions import Attributions
from rag.evaluation.files import Attribution, Labelled, Outcome, outcome_of
from rag.evaluation.measures import Parts


def run_questions(
    archive: Archive,
    questions: Sequence[Labelled],
    *,
    max_chars: int,
    min_evidence: float | None,
    as_of: date | None = None,
    save: TextIO | None = None,
) -> Iterator[Outcome]:
    """Ask each question, its earlier turns before it; each answer is also written to `save`."""
    lines = (
        json.dumps({"id": question.id, "turns": list(question.turns)}).encode()
        for question in questions
    )
    answers = answer_lines(
        archive, lines, max_chars=max_chars, as_of=as_of, min_evidence=min_evidence
    )
    for answer in answers:
        if save is not None:
            save.write(json.dumps(answer, ensure_ascii=False) + "\n")
        yield outcome_of(answer)


def attributions_of(archive: Archive, annotated: Sequence[Attribution]) -> Attributions | None:
    """The annotated attributions of articles that the archive holds; None where there are none."""
    keys = dict.fromkeys(one.article_id for one in annotated)
    articles = {key: archive.find(key) for key in keys}
    texts = {key: article.text for key, article in articles.items() if article is not None}
    here = [one for one in annotated if one.article_id in texts]
    return Attributions(here, texts) if here else None


@dataclass(frozen=True, slots=True)
class Change:
    """A question that two runs answer differently well.

    Attributes:
        before: what the first run got: the reciprocal rank of the first answer, or 1 for
            leaving a question without an answer unanswered.
        after: the same of the second run.
    """

    id: str
    kind: str
    question: str
    before: float
    after: float


def compare(
    questions: Sequence[Labelled], before: Sequence[Parts], after: Sequence[Parts]
) -> list[Change]:
    """The questions whose outcome differs, those that got worse first, then by how much."""
    changes = [
        Change(question.id, question.kind, question.turns[-1], _gain(old), _gain(new))
        for question, old, new in zip(questions, before, after, strict=True)
        if _gain(old) != _gain(new)
    ]
    return sorted(changes, key=lambda change: (change.after - change.before, change.id))


def _gain(parts: Mapping[str, tuple[float, float]]) -> float:
    return parts["correct abstention" if "correct abstention" in parts else "MRR@10"][0]
