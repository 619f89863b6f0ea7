"""What a sentence looks like: how long, where it stands, numbers, quotation marks."""

import re
from dataclasses import dataclass

import numpy as np

from rag.ranking.surroundings import Column, Surroundings
from rag.types import Hit, Query

FORM = (
    "length",
    "short",
    "long",
    "opening",
    "number",
    "number_asked",
    "quoted",
    "question_mark",
    "whole_length",
    "first_line",
    "announces",
    "because_asked",
    "day_asked",
    "name_asked",
    "reply_asked",
    "figure_asked",
    "money_asked",
)

SHORT_CHARS = 40
LONG_CHARS = 300
_WHOLE_CHARS = 120
_FIRST_LINE = 5

_DIGIT = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|percent)\b")
_NUMBER_ASKED = re.compile(
    r"\bhow (?:many|much|old|tall|long|large|big|often)\b|^when\b|"
    r"\bwhat (?:share|percentage|date|year|time|day)\b|by how\b",
    re.I,
)
_BECAUSE = re.compile(
    r"\b(?:because|since|so that|due to|in order|as a result|that[’']s why|reason|afraid|"
    r"worried|want(?:s|ed)? to|to make)\b",
    re.I,
)
_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|"
    r"(?:19|20)\d\d|week|month|year)\b"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_REPLY = re.compile(r"\b(?:asked|respon|repl|answer)", re.I)
_FIGURE = re.compile(r"\d|\$|%|percent|\b[mb]illion")
_MONEY = re.compile(r"[$€£]")

_WHY = re.compile(r"^\W*(?:and )?why\b|, and why\W*$", re.I)
_WHEN = re.compile(r"^\W*(?:and )?(?:when|on what|on which|what day|in what year|by when)\b", re.I)
_WHO = re.compile(r"^\W*(?:and )?(?:who|whom|which)\b", re.I)
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|old|tall|high|long|large|far|big|often)\b|what (?:share|percent)|by how",
    re.I,
)
_HOW_DEAR = re.compile(
    r"\b(?:costs?|pay|paid|earn|price|spend|spent|money|how much|loan|lend|raise)", re.I
)
_QUOTE = re.compile(r"[\"“”]|''")


def measure_form(query: Query, around: Surroundings) -> list[Column]:
    """The columns of `FORM`; those that end in `asked` count where the question asks for it."""
    question = query.text
    asked = _Asked(
        number=bool(_NUMBER_ASKED.search(question)),
        because=query.form == "why" or bool(_WHY.search(question)),
        day=query.form == "when" or bool(_WHEN.search(question)),
        name=bool(_WHO.search(question)),
        reply=query.form == "response",
        figure=bool(_HOW_MANY.search(question)),
        money=bool(_HOW_DEAR.search(question)),
    )
    rows = [_measured(hit, around.texts[hit.sentence], asked) for hit in around.hits]
    return list(np.asarray(rows, dtype=np.float64).T)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What kind of words the question asks for."""

    number: bool
    because: bool
    day: bool
    name: bool
    reply: bool
    figure: bool
    money: bool


def _measured(hit: Hit, text: str, asked: _Asked) -> tuple[float, ...]:
    return (
        float(np.log1p(len(hit.span))),
        float(len(hit.span) < SHORT_CHARS),
        float(len(hit.span) > LONG_CHARS),
        1 / (1 + hit.span.start / 400),
        float(bool(_DIGIT.search(text))),
        float(asked.number and bool(_DIGIT.search(text))),
        float(bool(_QUOTE.search(text))),
        float(text.rstrip("\"'”’ ").endswith("?")),
        min(len(hit.span), _WHOLE_CHARS) / _WHOLE_CHARS,
        float(hit.span.start < _FIRST_LINE),
        float(text.rstrip().endswith(":")),
        float(asked.because and bool(_BECAUSE.search(text))),
        float(asked.day and bool(_DAY.search(text))),
        float(asked.name and bool(_NAME.search(text))),
        float(asked.reply and bool(_REPLY.search(text))),
        float(asked.figure and bool(_FIGURE.search(text))),
        float(asked.money and bool(_MONEY.search(text))),
    )
