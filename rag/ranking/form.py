"""What a sentence looks like: how long, where it stands, numbers, quotation marks."""

import re

import numpy as np

from rag.ranking.surroundings import Column, Surroundings
from rag.types import Hit, Query

FORM = ("length", "short", "long", "opening", "number", "number_asked", "quoted", "question_mark")

SHORT_CHARS = 40
LONG_CHARS = 300

_DIGIT = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|percent)\b")
_NUMBER_ASKED = re.compile(
    r"\bhow (?:many|much|old|tall|long|large|big|often)\b|^when\b|"
    r"\bwhat (?:share|percentage|date|year|time|day)\b|by how\b",
    re.I,
)
_QUOTE = re.compile(r"[\"“”]|''")


def measure_form(query: Query, around: Surroundings) -> list[Column]:
    """The columns of `FORM`."""
    asked = bool(_NUMBER_ASKED.search(query.text))
    rows = [_measured(hit, around.texts[hit.sentence], asked=asked) for hit in around.hits]
    return list(np.asarray(rows, dtype=np.float64).T)


def _measured(hit: Hit, text: str, *, asked: bool) -> tuple[float, ...]:
    return (
        float(np.log1p(len(hit.span))),
        float(len(hit.span) < SHORT_CHARS),
        float(len(hit.span) > LONG_CHARS),
        1 / (1 + hit.span.start / 400),
        float(bool(_DIGIT.search(text))),
        float(asked and bool(_DIGIT.search(text))),
        float(bool(_QUOTE.search(text))),
        float(text.rstrip("\"'”’ ").endswith("?")),
    )
