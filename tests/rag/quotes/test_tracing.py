"""Where a quotation comes from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.errors import QuestionError
from rag.exporting import trace_to_json
from rag.quotes.tracing import trace_quotation
from rag.quotes.types import Trace

LASTS = "We've got to make sure it's a deal that lasts"


def check_slices(archive: Archive, trace: Trace) -> None:
    for place in (*trace.places, *trace.nearest):
        article = archive.find(place.article_id)
        assert article is not None
        assert place.span.of(article.text) == place.text
        for difference in place.differences:
            assert difference.span.of(article.text) == difference.written


@pytest.mark.parametrize(
    "quotation",
    [
        LASTS,
        "“we’ve got to make sure it’s a deal that lasts.”",
        "« We've  got to\nmake sure it's a deal that lasts… »",
        "...We've got to make sure ... a deal that lasts",
    ],
)
def test_typography_aside_words_are_exact(archive: Archive, quotation: str) -> None:
    trace = trace_quotation(archive, quotation)
    (place,) = trace.places
    assert (place.likeness, place.speakers, place.differences) == ("exact", ("Keir Starmer",), ())
    assert place.text == LASTS
    assert trace.note == "Keir Starmer said this, to the letter."
    check_slices(archive, trace)


def test_what_a_cue_splits_is_one_quotation(archive: Archive) -> None:
    trace = trace_quotation(archive, "it is fair and balanced, and in fact you've got a bit")
    (place,) = trace.places
    assert place.likeness == "exact"
    assert len(place.parts) == 2
    assert "Starmer interjected" in place.text


def test_other_marks_and_capitals_are_told(archive: Archive) -> None:
    (place,) = trace_quotation(archive, "We've got to make sure, It's a deal that lasts").places
    assert place.likeness == "same words"
    assert [(d.quoted, d.written.strip()) for d in place.differences] == [
        (",", ""),
        ("It's", "it's"),
    ]


def test_changed_left_out_and_added_words_are_marked(archive: Archive) -> None:
    trace = trace_quotation(archive, "We've got to make it's a peace deal that stays")
    (place,) = trace.places
    assert place.likeness == "similar"
    told = [(d.change, d.quoted, d.written) for d in place.differences]
    assert told == [("left out", "", "sure"), ("added", "peace", ""), ("added", "stays", "")]
    assert place.speakers == ("Keir Starmer",)
    check_slices(archive, trace)


def test_reported_words_are_told_from_quoted_ones(port: Archive) -> None:
    trace = trace_quotation(port, "the tunnel had cost 410 million crowns")
    assert trace.note == (
        "Ilse Maren is reported to have said this, to the letter; the words are the article's."
    )


@pytest.mark.parametrize(
    "quotation",
    [
        "We are a backstop because we'll be over there, we'll be working, as a result of the "
        "economic partnership",
        "Starmer has said he is open to British troops providing security guarantees to Ukraine",
    ],
)
def test_words_beyond_the_quotation_marks_are_not_called_said(
    archive: Archive, quotation: str
) -> None:
    note = trace_quotation(archive, quotation).note
    assert "reported to have said this, to the letter; not all of it is in quotation marks" in note


def test_planned_and_denied_words_are_never_said(port: Archive) -> None:
    planned = trace_quotation(port, "the old harbour wall cannot be saved")
    assert planned.note.startswith("Probably Ilse Maren, to the letter: to be said, not said yet.")
    denied = trace_quotation(port, "whether the pumps had been tested")
    assert "expressly not said" in denied.note


def test_words_of_no_statement_have_no_speaker(port: Archive) -> None:
    narrated = trace_quotation(port, "nine lighthouses and one baker")
    (place,) = narrated.places
    assert (place.stands_in, place.statement, place.speakers) == ("narration", None, ())
    assert "the article's own words" in narrated.note
    quoted = trace_quotation(port, "No fishing before dawn without a lamp")
    assert quoted.places[0].stands_in == "quotation"
    assert "the article does not tell whose" in quoted.note


def test_copies_of_a_story_are_one_place(port: Archive) -> None:
    (place,) = trace_quotation(port, "The ferry will sail in winter").places
    assert (place.article_id, place.also_in) == ("ferry", ("copy",))


def test_words_of_several_speakers_name_each(port: Archive) -> None:
    trace = trace_quotation(port, "We are ready")
    assert [place.speakers for place in trace.places] == [("Ilse Maren",), ("Bo Lindqvist",)]
    assert trace.note.startswith("Words of Ilse Maren and of Bo Lindqvist, to the letter.")


def test_words_of_two_people_are_not_joined(port: Archive) -> None:
    trace = trace_quotation(port, "every child in this town We are ready We are ready")
    assert not trace.found


@pytest.mark.parametrize(
    "quotation",
    [
        "We shall paint every lighthouse orange before we apologise to the otters.",
        "We've got to make sure that our fishermen sleep under blue umbrellas tonight",
        "a deal that",
        "lasts deal a it's sure make to got We've that",
    ],
)
def test_what_nobody_said_is_not_traced(port: Archive, quotation: str) -> None:
    trace = trace_quotation(port, quotation)
    assert not trace.found
    assert trace.note.startswith("Not in this collection")
    assert trace_to_json(trace)["places"] == []


@pytest.mark.parametrize(("words", "said"), [("", "two words"), ("lasts", "--about WORD")])
def test_too_few_words_are_refused(archive: Archive, words: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        trace_quotation(archive, words)
    with pytest.raises(QuestionError, match="at most 500"):
        trace_quotation(archive, "word " * 501)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_words_can_be_traced(port: Archive, words: str) -> None:
    trace = trace_quotation(port, f"harbour wall {words}")
    check_slices(port, trace)
