from dataclasses import replace
from datetime import date

import pytest

from index.archive import Archive
from rag.conversation import answer_turn
from rag.page.editing import edit_constraints, edit_query, find_speakers, spell_out
from rag.page.payloads import Edit, PayloadError, parse_payload, turn_to_json
from rag.types import Constraints, Query, Turn
from rag.understanding.people import People

KNOWN = {"Ilse Maren": 9, "Maren": 4, "Bo Lindqvist": 3, "Otto Brandvik": 2, "officials": 7}


@pytest.fixture
def turn(archive: Archive) -> Turn:
    question = "what did Maren say about the fishermen?"
    return Turn(question, answer_turn(archive, question)[0])


def edited(turn: Turn, **changes: object) -> Query:
    return edit_query(turn, Edit(**changes), People(KNOWN))  # type: ignore[arg-type]  # shorthand


def test_another_speaker_is_asked_about_the_same(turn: Turn) -> None:
    query = edited(turn, speaker="Lindqvist")
    assert query.speakers == query.names == ("Bo Lindqvist",)
    assert query.topic == turn.answer.query.topic
    assert query.text == f"What did Bo Lindqvist say about {query.topic}?"


def test_parts_that_are_taken_away_are_not_searched(turn: Turn) -> None:
    query = edited(turn, speaker="")
    assert (query.kind, query.speakers, query.names) == ("any", (), ())
    assert query.text == query.topic
    query = edited(turn, topic="")
    assert (query.topic, query.terms) == ("", ())
    assert query.text == "What did Ilse Maren say?"
    bare = edited(turn, topic="", speaker="")
    assert bare.text == turn.question


def test_as_typed_nothing_is_understood(turn: Turn) -> None:
    query = edited(turn, as_typed=True)
    assert (query.text, query.kind, query.speakers) == (turn.question, "any", ())
    assert query.terms == ("maren", "fishermen")


def test_what_was_changed_no_longer_counts_as_carried_over(turn: Turn) -> None:
    carried = replace(turn.answer.query, carried_over=("speaker", "topic"))
    turn = replace(turn, answer=replace(turn.answer, query=carried))
    assert edited(turn, topic="boats").carried_over == ("speaker",)


def test_days_and_outlets_become_limits_that_nothing_loosens() -> None:
    people = People(KNOWN)
    day = date(2031, 5, 3)
    limits = edit_constraints(Constraints(), Edit(window=(day, None), direct=True), people)
    assert limits == Constraints(since=day, direct=True)
    limits = edit_constraints(limits, Edit(window=(None, None), sources=("A",)), people)
    assert limits == Constraints(sources=("A",), direct=True)


def test_a_speaker_is_searched_in_every_spelling() -> None:
    limits = spell_out(Constraints(speakers=("Ilse Maren",)), People(KNOWN))
    assert set(limits.speakers) == {"Ilse Maren", "Maren"}
    assert spell_out(limits, People(KNOWN)).speakers == limits.speakers


def test_speakers_are_found_by_the_beginnings_of_their_names() -> None:
    assert find_speakers("mar", KNOWN, People(KNOWN), most=5) == [("Ilse Maren", 13)]
    assert find_speakers("b l", KNOWN, People(KNOWN), most=5) == [("Bo Lindqvist", 3)]
    assert find_speakers("quist", KNOWN, People(KNOWN), most=5) == []


def test_an_unknown_speaker_comes_with_near_names(turn: Turn) -> None:
    query = edited(turn, speaker="Zoltan Lindkvist")
    assert (query.speakers, query.names) == (("Zoltan Lindkvist",), ())
    assert query.near == ("Bo Lindqvist",)


def test_a_turn_comes_back_from_the_browser_as_it_was(turn: Turn) -> None:
    assert parse_payload(Turn, turn_to_json(turn)) == turn


@pytest.mark.parametrize("junk", [None, 3, "x", [], {}, {"question": 1, "answer": {}}])
def test_what_is_no_turn_is_refused(junk: object) -> None:
    with pytest.raises(PayloadError, match="load the page anew"):
        parse_payload(Turn, junk)
