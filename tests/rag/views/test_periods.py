"""Periods in which something was said, where no day is told."""

from datetime import date

import pytest

from index.types import SaidOn, Span, Statement
from rag.views.periods import period_of

PUBLISHED = date(2031, 6, 28)


def told(text: str, words: str, said_on: SaidOn | None = None) -> tuple[date, date] | None:
    start, cue, name = text.index(words), text.index("said"), text.index("Maren")
    statement = Statement(
        Span(0, len(text)), (Span(start, start + len(words)),), Span(cue, cue + len("said")),
        Span(name, name + len("Maren")), "Ilse Maren",
        "indirect", 0.9, said_on=said_on,
    )  # fmt: skip
    return period_of(statement, text, PUBLISHED)


def resolved(text: str, phrase: str, day: date) -> SaidOn:
    start = text.index(phrase)
    return SaidOn(day, "resolved", Span(start, start + len(phrase)))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In March, Maren said the pier was safe.", (date(2031, 3, 1), date(2031, 3, 31))),
        ("Maren said in December the pier was safe.", (date(2030, 12, 1), date(2030, 12, 31))),
        ("Maren said in 2029 the pier was safe.", (date(2029, 1, 1), date(2029, 12, 31))),
        ("Earlier this month, Maren said the pier was safe.", (date(2031, 6, 1), PUBLISHED)),
        ("In June Maren said the pier was safe.", (date(2031, 6, 1), PUBLISHED)),
        ("Maren in March said the pier was safe.", (date(2031, 3, 1), date(2031, 3, 31))),
        ("But in March, Maren said the pier was safe.", (date(2031, 3, 1), date(2031, 3, 31))),
        ("Maren, who was elected in May 2030, said the pier was safe.", None),
        ("Maren, elected in 2029, said the pier was safe.", None),
        ("The pier was safe, said Maren, who was elected in 2029: the pier was safe.", None),
        ("On March 3, Maren said the pier was safe.", None),
        ("Maren said the pier was safe.", None),
    ],
)
def test_month_or_year_beside_the_words_is_a_period(
    text: str, period: tuple[date, date] | None
) -> None:
    assert told(text, "the pier was safe") == period


def test_month_in_what_was_said_dates_nothing() -> None:
    assert told("Maren said the pier had been closed in March.", "closed in March") is None


def test_last_month_is_no_single_day() -> None:
    text = "Last month, Maren said the pier was safe."
    said_on = resolved(text, "Last month", date(2031, 5, 1))
    assert told(text, "the pier was safe", said_on) == (date(2031, 5, 1), date(2031, 5, 31))


def test_weekday_stays_a_day() -> None:
    text = "On Friday, Maren said the pier was safe."
    assert told(text, "the pier was safe", resolved(text, "Friday", date(2031, 6, 27))) is None
