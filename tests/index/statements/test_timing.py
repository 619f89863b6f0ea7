from datetime import date

import pytest

from index.segmentation import segment
from index.statements.extraction import extract_statements
from index.statements.parser import Parser
from index.types import Article, SaidOn

FRIDAY = date(2031, 5, 9)


def said_on(text: str, parser: Parser, published: date | None = FRIDAY) -> list[SaidOn | None]:
    article = Article("a", text, "t", published=published)
    return [s.said_on for s in extract_statements(article, segment(article), parser)]


@pytest.mark.parametrize(
    ("text", "day", "phrase"),
    [
        ("Kurt Vogel said on Thursday that the pumps leak.", date(2031, 5, 8), "Thursday"),
        ("Kurt Vogel on Friday said that the pumps leak.", FRIDAY, "Friday"),
        ("Kurt Vogel told reporters late Saturday that it leaks.", date(2031, 5, 3), "Saturday"),
        ("“It leaks,” Kurt Vogel said yesterday.", date(2031, 5, 8), "yesterday"),
        ("Speaking on Monday, Kurt Vogel said the pumps leak.", date(2031, 5, 5), "Monday"),
        ("Kurt Vogel said last week that the pumps leak.", date(2031, 4, 28), "last week"),
    ],
)
def test_day_of_the_cues_clause_is_when_it_was_said(
    text: str, day: date, phrase: str, parser: Parser
) -> None:
    (found,) = said_on(text, parser)
    assert found is not None
    assert (found.day, found.basis) == (day, "resolved")
    assert found.phrase is not None
    assert found.phrase.of(text) == phrase


def test_written_date_is_explicit(parser: Parser) -> None:
    (found,) = said_on("Kurt Vogel said on Feb. 27 that the pumps leak.", parser)
    assert found is not None
    assert (found.day, found.basis) == (date(2031, 2, 27), "explicit")


@pytest.mark.parametrize(
    "text",
    [
        "Kurt Vogel said the pumps failed on Thursday and Monday.",
        "“We met on Thursday,” Kurt Vogel said.",
        "Kurt Vogel said that the tunnel would open on Tuesday.",
    ],
)
def test_day_in_the_words_tells_nothing_of_when_they_were_said(text: str, parser: Parser) -> None:
    assert said_on(text, parser) == [SaidOn(FRIDAY, "published")]


def test_a_day_earlier_counts_from_the_day_before_it(parser: Parser) -> None:
    text = (
        "Kurt Vogel said on Wednesday that the pumps leak. "
        "A day earlier, Ilse Brandt said that they were new."
    )
    days = [found.day for found in said_on(text, parser) if found]
    assert days == [date(2031, 5, 7), date(2031, 5, 6)]


def test_same_mouth_goes_on_on_the_same_day(parser: Parser) -> None:
    text = "Kurt Vogel said on Wednesday that the pumps leak. Vogel added that they were old."
    days = [found.day for found in said_on(text, parser) if found]
    assert days == [date(2031, 5, 7), date(2031, 5, 7)]


def test_earlier_than_the_story_or_without_a_date_is_no_day(parser: Parser) -> None:
    assert said_on("Before that, Kurt Vogel had said the pumps leak.", parser) == [None]
    assert said_on("Kurt Vogel said last year that the pumps leak.", parser) == [None]
    assert said_on("Kurt Vogel said on Thursday that it leaks.", parser, None) == [None]
