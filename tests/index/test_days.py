from datetime import date

import pytest

from index.days import find_days, on_one_day
from index.types import SaidOn, Span

# A Friday.
PUBLISHED = date(2031, 5, 9)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Thursday", date(2031, 5, 8)),
        ("on Friday", date(2031, 5, 9)),
        ("on Saturday night", date(2031, 5, 3)),
        ("last Friday", date(2031, 5, 2)),
        ("next Tuesday", date(2031, 5, 13)),
        ("yesterday", date(2031, 5, 8)),
        ("tonight", date(2031, 5, 9)),
        ("this morning", date(2031, 5, 9)),
        ("last night", date(2031, 5, 8)),
        ("three days ago", date(2031, 5, 6)),
        ("two weeks ago", date(2031, 4, 25)),
        ("a month ago", date(2031, 4, 9)),
        ("a day earlier", date(2031, 5, 8)),
        ("the day before", date(2031, 5, 8)),
        ("the following day", date(2031, 5, 10)),
        ("over the weekend", date(2031, 5, 3)),
        ("next weekend", date(2031, 5, 10)),
        ("last week", date(2031, 4, 28)),
        ("earlier this week", date(2031, 5, 5)),
        ("earlier this month", date(2031, 5, 1)),
        ("last month", date(2031, 4, 1)),
        ("on Feb. 27", date(2031, 2, 27)),
        ("on December 3", date(2030, 12, 3)),
        ("on 3 December 2029", date(2029, 12, 3)),
        ("Monday, March 3, 2031", date(2031, 3, 3)),
    ],
)
def test_day_is_counted_from_the_publication(text: str, day: date) -> None:
    (found,) = find_days(text)
    assert found.on(PUBLISHED) == day


def test_weekday_of_a_future_clause_is_the_next() -> None:
    (found,) = find_days("will meet on Friday")
    assert found.on(PUBLISHED, future=True) == date(2031, 5, 16)
    (found,) = find_days("will meet on March 3")
    assert found.on(PUBLISHED, future=True) == date(2032, 3, 3)


def test_a_day_earlier_counts_from_the_last_day_spoken_of() -> None:
    (found,) = find_days("a day earlier")
    assert found.on(PUBLISHED, last=date(2031, 5, 5)) == date(2031, 5, 4)


def test_basis_and_length_are_told() -> None:
    written, week, year = find_days("on Feb. 27, last week and two years ago")
    assert (written.basis, written.is_day) == ("explicit", True)
    assert (week.basis, week.is_day, week.is_long) == ("resolved", False, False)
    assert year.is_long


@pytest.mark.parametrize(
    "text", ["", "Theresa May said", "the 2020 election", "may say", "sat down"]
)
def test_no_day_is_seen_where_there_is_none(text: str) -> None:
    assert find_days(text) == []


def test_day_that_no_calendar_has_is_none() -> None:
    (found,) = find_days("on Feb. 31")
    assert found.on(PUBLISHED) is None


def test_a_week_a_month_or_a_year_is_no_day() -> None:
    text = "She said so last month, and again on Thursday."
    month = SaidOn(date(2031, 4, 1), "resolved", Span(12, 22))
    day = SaidOn(date(2031, 5, 8), "resolved", Span(34, 45))
    assert (on_one_day(month, text), on_one_day(day, text)) == (None, day)
    assert on_one_day(SaidOn(PUBLISHED, "published"), text) == SaidOn(PUBLISHED, "published")
