"""Where a topic's word is only part of another word or of somebody's name."""

import pytest

from rag.quotes.meaning import meaning_of


@pytest.mark.parametrize(
    ("topic", "text", "lost"),
    [
        ("trade", "The Callow Trade Hall burned.", {"trade"}),
        ("trade", "Free-trade rules keep the ferry cheap.", set()),
        ("trade", "It is a trade-off.", {"trade"}),
        ("trade", "They were trading hats.", {"trade"}),
        ("trading", "They were trading hats.", set()),
        ("trade", "The Trade Hall lives from trade.", set()),
        ("trade", "The Harbour Trade keeps its books.", set()),
        ("trade hall", "The Callow Trade Hall burned.", set()),
        ("Trade Hall", "The Callow Trade Hall burned.", set()),
        ("trade", "Callow Hails Trade Deal With Islands", set()),
        ("trade", "", set()),
    ],
)
def test_words_that_mean_something_else_are_told(topic: str, text: str, lost: set[str]) -> None:
    assert meaning_of(topic).misleading(text) == lost
