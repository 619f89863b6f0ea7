"""Counts and sums in a sentence, and whether two agree."""

import pytest

from rag.views.accounts.quantities import Quantity, agree, quantities


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "written", "bound"),
    [
        ("The ferry carried 49 people.", 49, "peopl", "49 people", "exact"),
        ("They lost some 33,000 old letters.", 33_000, "letter", "33,000 old letters", "about"),
        ("It cost $1.4 billion in all.", 1.4e9, "$", "$1.4 billion", "exact"),
        ("More than five million crowns went.", 5e6, "crown", "five million crowns", "least"),
        ("Up to 20 boats sank.", 20, "boat", "20 boats", "most"),
        ("The port spent 3 million dollars.", 3e6, "$", "3 million dollars", "exact"),
    ],
)
def test_counts_and_sums_are_read(
    text: str, value: float, unit: str, written: str, bound: str
) -> None:
    found = only(text)
    assert (found.value, found.unit, found.written, found.bound) == (value, unit, written, bound)
    assert found.span.of(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "In 2031 towns voted.",
        "The vote was 5-4 in May.",
        "At 8 p.m. lights went out.",
        "She is aged 49 and swims.",
        "On May 12 boats left.",
        "He waited 20 minutes.",
        "Page 12 lists them.",
        "It rose 12 percent among voters.",
        "The 2031-05-04 lists.",
    ],
)
def test_what_counts_nothing_is_passed_over(text: str) -> None:
    assert list(quantities(text)) == []


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("49 people", "49 people", True),
        ("about 50 people", "49 people", True),
        ("33,000 letters", "32,981 letters", True),
        ("33,000 letters", "29,000 letters", False),
        ("more than 100 boats", "140 boats", True),
        ("up to 100 boats", "140 boats", False),
        ("nearly 90 boats", "84 boats", True),
        ("52,000 pages", "55,000 pages", False),
    ],
)
def test_rounded_and_bounded_numbers_agree(one: str, other: str, both: bool) -> None:
    first, second = (only(f"They saw {text} there.") for text in (one, other))
    assert agree(first, second) is both
    assert agree(second, first) is both
