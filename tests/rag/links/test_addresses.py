"""A view's state as a query string, and back."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import AddressError
from index.types import Span
from rag.links.addresses import read_address, write_address
from rag.links.types import ExtractKey, ViewState
from rag.types import Constraints, Query

QUESTION = "What did Ilse Maren say about the ferry?"
KEY = ExtractKey("0a1b2c3d4e5f", "6a7b8c9d0e1f", Span(120, 340))


def test_address_is_readable() -> None:
    state = ViewState(QUESTION, view="timeline", as_of=date(2031, 5, 9), generation=41)
    assert write_address(state) == (
        "q=What+did+Ilse+Maren+say+about+the+ferry%3F&view=timeline&as_of=2031-05-09&generation=41"
    )


def test_everything_in_a_state_comes_back() -> None:
    query = Query(
        "What did Ilse Maren say about the pumps?", "said", ("Ilse Maren",), (), "the pumps",
        ("pumps",), since=date(2031, 5, 1), until=date(2031, 5, 31), sources=("Callow Post",),
        typed="and the pumps?", form="changed", when="in May", firm=True,
    )  # fmt: skip
    state = ViewState(
        question="and the pumps?",
        query=query,
        constraints=Constraints(
            date(2031, 1, 1), date(2031, 12, 31), ("Callow Post", "A & B"), ("Bo Lindqvist",), True
        ),
        view="sides",
        by="source",
        as_of=date(2031, 6, 1),
        generation=7,
        archive="aaaaaaaaaaaa",
        extracts=(KEY, KEY),
        reason="weak_evidence",
    )
    assert read_address(write_address(state)) == state
    assert read_address("?" + write_address(state)) == state


def test_an_answer_without_extracts_is_not_one_that_is_not_told() -> None:
    for extracts in ((), None):
        state = ViewState(QUESTION, extracts=extracts)
        assert read_address(write_address(state)).extracts == extracts


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("q=a&view=pie", "known are answer, timeline"),
        ("q=a&since=yesterday", "a day is written as"),
        ("q=a&q=b", "says 'q' twice"),
        ("q=a&shown=../../etc/passwd", "no address has"),
        ("q=a&shown=0a1b2c3d4e5f-6a7b8c9d0e1f-9-3", "no address has"),
        ("q=a&generation=-1", "no address has"),
        ("q=a&archive=<script>", "no address has"),
        ("q=%ff", "cannot be read"),
        ("&".join(["outlet=x"] * 30), "too much under 'outlet'"),
        ("q=" + "a" * 9000, "at most 8,000"),
    ],
)
def test_what_no_address_has_is_refused(address: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        read_address(address)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(address: str) -> None:
    with suppress(AddressError):
        read_address(address)


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=100))
def test_any_question_comes_back(question: str) -> None:
    assert read_address(write_address(ViewState(question))).question == question
