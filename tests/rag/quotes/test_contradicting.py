"""A quotation that says another thing than the article is never told as said."""

from dataclasses import replace

import pytest

from index.archive import Archive
from index.types import Span
from rag.quotes.statements import standing_of
from rag.quotes.tracing import trace_quotation
from tests.rag.quotes.conftest import said

DENIAL = "Maren denied that she had promised Lindqvist a seat."


@pytest.mark.parametrize(
    "quotation",
    [
        "The ferry will not sail in winter",
        "The ferry won't sail in winter",
        "The tunnel is unsafe for every child in this town",
        "the old harbour wall can be saved",
        "The town has no lighthouses and one baker",
        "everybody will pay for a cabin",
    ],
)
def test_a_not_more_or_less_is_told_before_whose_words_they_are(
    port: Archive, quotation: str
) -> None:
    trace = trace_quotation(port, quotation)
    assert trace.places[0].contradiction == "negation"
    assert trace.note.startswith("Not in this collection as it stands.")
    assert "one affirms what the other denies" in trace.note


def test_another_number_is_told_before_whose_words_they_are(port: Archive) -> None:
    trace = trace_quotation(port, "the tunnel had cost 510 million crowns")
    assert trace.places[0].contradiction == "number"
    assert trace.note == (
        "Not in this collection as it stands. The words of Ilse Maren below are like it, but they "
        "have another number."
    )


def test_other_changes_contradict_nothing(archive: Archive) -> None:
    trace = trace_quotation(archive, "We've got to make it's a peace deal that stays")
    assert [place.contradiction for place in trace.places] == [None]


def test_what_a_speaker_denies_is_not_theirs() -> None:
    words = ("that she had promised Lindqvist a seat",)
    statement = said(DENIAL, DENIAL, words, "Maren", "Ilse Maren", kind="indirect")
    cue = Span(DENIAL.index("denied"), DENIAL.index("denied") + len("denied"))
    assert standing_of(replace(statement, cue=cue), DENIAL) == "rejected"
    assert standing_of(replace(statement, cue=cue, kind="direct"), DENIAL) == "said"
    assert standing_of(statement, DENIAL) == "said"
