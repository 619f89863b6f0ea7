"""Labelled questions, and what the program measures for each."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive, Snapshot
from index.types import Span, Vector
from rag.evidence import gather_evidence
from rag.extracts import Candidate, rank_candidates
from rag.ranking.features import FEATURES, Table
from rag.retrieval import retrieve, wordings_of
from rag.types import Hit, Query
from rag.understanding.collection import ArchiveCollection
from rag.understanding.people import People
from rag.understanding.question import understand


@dataclass(frozen=True, slots=True)
class Question:
    """A question and where its answers stand, by article id; none where it has none.

    Attributes:
        elsewhere: whether other articles answer it too, in part at least.
    """

    text: str
    gold: tuple[tuple[str, Span], ...]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """What was found for a question.

    Attributes:
        table: the features of each hit.
        answers: which hits answer.
        answerable: whether the question has an answer at all.
    """

    table: Table
    answers: NDArray[np.bool_]
    answerable: bool


def read_questions(path: Path) -> list[Question]:
    """Read a file of JSON lines `{"question", "gold": [{"article_id", "start", "end"}]}`.

    `"elsewhere": true` tells that other articles answer it too. Lines with several turns instead
    of a question are passed over.
    """
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Question(
            record["question"],
            tuple((g["article_id"], Span(g["start"], g["end"])) for g in record["gold"]),
            bool(record.get("elsewhere")),
        )
        for record in records
        if "question" in record
    ]


def measure_questions(archive: Archive, questions: list[Question]) -> list[Labelled]:
    """Search for each question and mark what answers."""
    labelled = []
    for question in questions:
        with archive.view() as snapshot:
            _, candidates = _candidates(archive, snapshot, question)
            ids = {c.hit.article_key: "" for c in candidates}
            ids = {key: snapshot.article(key).id for key in ids}
            answers = [_answers(ids[c.hit.article_key], c.hit, question) for c in candidates]
        rows = [[c.features[name] for name in FEATURES] for c in candidates]
        table = np.asarray(rows, dtype=np.float64).reshape(-1, len(FEATURES))
        labelled.append(Labelled(table, np.asarray(answers, dtype=bool), bool(question.gold)))
    return labelled


def evidence_of(
    archive: Archive, question: Question, *left_out: Collection[str]
) -> list[dict[str, float]]:
    """What speaks for an answer to a question; once for each set of articles left out."""
    with archive.view() as snapshot:
        query, candidates = _candidates(archive, snapshot, question)
        keys = {c.hit.article_key for c in candidates}
        ids = {key: snapshot.article(key).id for key in keys} if any(left_out) else {}
        return [
            gather_evidence(
                snapshot,
                query,
                [c for c in candidates if ids.get(c.hit.article_key) not in without],
            )
            for without in left_out
        ]


def _candidates(
    archive: Archive, snapshot: Snapshot, question: Question
) -> tuple[Query, list[Candidate]]:
    people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
    query = understand(question.text, people, ArchiveCollection(snapshot, date.today()))
    vectors: list[Vector] = archive.embed(wordings_of(query))
    hits = retrieve(snapshot, query, vectors)
    return query, rank_candidates(snapshot, query, hits, vectors)


def _answers(article_id: str, hit: Hit, question: Question) -> bool:
    """Whether a sentence shares at least half of the shorter one with an answer."""
    return any(
        article_id == gold_id and 2 * _shared(hit.span, gold) >= min(len(hit.span), len(gold)) > 0
        for gold_id, gold in question.gold
    )


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
