"""Whose words a sentence holds, as far as the question cares."""

import re

import numpy as np

from index.types import Span, Statement
from rag.ranking.surroundings import Column, Surroundings
from rag.types import Hit, Query

ATTRIBUTION = (
    "statement",
    "by_asked",
    "said_by_asked",
    "by_other",
    "by_unnamed",
    "direct",
    "indirect",
    "share_spoken",
    "asked_beside",
    "asked_goes_on",
    "other_goes_on",
    "kind_said",
    "kind_who",
    "speaker_known",
    "pronoun",
    "named_speaker",
)

_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|they|their)\b", re.I)


def best_statement(statements: list[Statement], query: Query, sentence: Span) -> Statement | None:
    """The statement in a sentence that fits the question best."""
    return max(
        statements,
        key=lambda s: (
            s.speaker is not None and s.speaker in query.names,
            s.was_said,
            s.extent.contains(sentence),
            s.confidence,
            -s.extent.start,
        ),
        default=None,
    )


def measure_attribution(
    query: Query, around: Surroundings, chosen: list[Statement | None]
) -> list[Column]:
    """The columns of `ATTRIBUTION`; `chosen` is the statement of each hit."""
    names = frozenset(query.names)
    rows = [
        _measured(query, names, around, hit, statement)
        for hit, statement in zip(around.hits, chosen, strict=True)
    ]
    return list(np.asarray(rows, dtype=np.float64).T)


def _measured(
    query: Query,
    names: frozenset[str],
    around: Surroundings,
    hit: Hit,
    statement: Statement | None,
) -> tuple[float, ...]:
    speaker = statement.speaker if statement else None
    by_asked = statement is not None and speaker in names
    beside = any(
        not names.isdisjoint(around.speakers.get(row, []))
        for row in around.around(hit)
        if row != hit.sentence
    )
    goes_on = _going_on(around, hit) if speaker is None else None
    spoken = sum(len(w) for w in statement.words) if statement else 0
    confidence = statement.confidence if statement else 0.0
    return (
        float(statement is not None),
        confidence if by_asked else 0.0,
        float(by_asked and statement is not None and statement.was_said),
        float(bool(names) and speaker is not None and not by_asked),
        float(statement is not None and speaker is None),
        float(statement is not None and statement.kind != "indirect"),
        float(statement is not None and statement.kind == "indirect"),
        min(spoken / max(len(hit.span), 1), 1.0),
        float(beside),
        float(goes_on is not None and goes_on in names),
        float(goes_on is not None and bool(names) and goes_on not in names),
        float(query.kind == "said"),
        float(query.kind == "who"),
        float(bool(names)),
        float(bool(_PRONOUN.search(around.texts[hit.sentence]))),
        float(speaker is not None),
    )


def _going_on(around: Surroundings, hit: Hit) -> str | None:
    """Who was last named as speaking before a sentence that names nobody."""
    for row in around.before(hit):
        if named := around.speakers.get(row):
            return named[-1]
    return None
