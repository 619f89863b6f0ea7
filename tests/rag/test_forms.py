"""What an answer says beside its extracts: days, denials, who is meant, what is left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from index.archive import Archive
from index.types import Vector
from rag.arranging import arrange, words_first
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.extracts import rank_candidates
from rag.retrieval import retrieve, wordings_of
from rag.types import Answer, Extract, Query, Receipt
from rag.understanding.question import as_typed
from rag.writers.extractive import write_abstention, write_lead
from rag.writers.remarks import choices_in, write_clarification, write_notes

MARCH = date(2025, 3, 5)


def ask(archive: Archive, *turns: str, as_of: date = MARCH) -> Answer:
    conversation = NEW_CONVERSATION
    for turn in turns:
        answer, conversation = answer_turn(archive, turn, conversation, as_of=as_of)
    return answer


def test_days_of_the_question_limit_the_answer(archive: Archive) -> None:
    answer = ask(archive, "What did Trump say last week about guarantees?")
    assert not answer.abstained
    assert {extract.published for extract in answer.extracts} == {date(2025, 2, 28)}


def test_what_lies_on_other_days_is_nearest_only(archive: Archive) -> None:
    answer = ask(archive, "What did Trump say last week about guarantees?", as_of=date(2025, 6, 4))
    assert (answer.abstained, answer.reason) == (True, "outside_dates")
    assert answer.nearest
    assert "“last week” (26 May 2025 to 1 Jun 2025)" in answer.text


def test_days_after_the_newest_article_offer_its_own_last_week(archive: Archive) -> None:
    answer = ask(archive, "What did Maren say yesterday?", as_of=date(2040, 1, 1))
    assert answer.reason == "outside_dates"
    assert "“between 28 Apr 2031 and 4 May 2031”" in answer.text
    offered = "What did Maren say between 28 Apr 2031 and 4 May 2031?"
    assert not ask(archive, offered, as_of=date(2040, 1, 1)).abstained


def test_what_is_near_the_days_that_are_named_or_new_gains(archive: Archive) -> None:
    query = as_typed("the tunnel")
    with archive.view() as snapshot:
        first, last = snapshot.days() or (MARCH, MARCH)
        vectors: list[Vector] = archive.embed(wordings_of(query))
        found = rank_candidates(snapshot, query, retrieve(snapshot, query, vectors), vectors)
        days = {standing.key: standing.published for standing in snapshot.standings().values()}

        def gains(day: date, query: Query) -> set[float]:
            before = {c.hit.sentence: c.score for c in found}
            return {
                round(c.score - before[c.hit.sentence], 3)
                for c in arrange(snapshot, query, found)
                if days[c.hit.article_key] == day
            }

        assert gains(first, query) == {0.0}
        assert gains(last, replace(query, today=last)) == {2.0}
        assert gains(first, replace(query, today=date(2060, 1, 1))) == {0.0}
        assert gains(last, replace(query, today=first)) == {0.0}
        assert gains(first, replace(query, since=first, until=first)) == {3.0}
        (less,) = gains(last, replace(query, until=last - timedelta(days=7)))
        assert less == pytest.approx(3.0 / 2.71828, abs=0.01)


def test_outlet_of_the_question_limits_the_answer(archive: Archive) -> None:
    answer = ask(archive, "According to Reuters, what did Trump say about guarantees?")
    assert answer.query.sources == ("Reuters",)
    assert {extract.source for extract in answer.extracts} == {"Reuters"}


def test_question_for_a_denial_is_answered_by_one_alone(archive: Archive) -> None:
    opened = ask(archive, "Did Maren say the tunnel would not open in October?")
    assert opened.text.startswith("Not in those words in this collection")
    assert opened.extracts[0].speaker == "Ilse Maren"


def test_each_of_two_speakers_is_heard_first(archive: Archive) -> None:
    answer = ask(archive, "What did Starmer and Vance say about Ukraine?")
    assert [e.speaker for e in answer.extracts[:3]] == ["Keir Starmer", "JD Vance", "Keir Starmer"]
    assert answer.extracts[1].score < answer.extracts[2].score


def test_slip_is_put_right_and_said(archive: Archive) -> None:
    answer = ask(archive, "what did Trump say about guarentees?")
    assert answer.query.corrected == (("guarentees", "guarantees"),)
    assert "“guarentees” was read as “guarantees”." in answer.notes
    assert answer.extracts[0].speaker == "Donald Trump"


def test_claim_that_stands_in_no_words_is_no_yes(archive: Archive) -> None:
    answer = ask(archive, "Did Trump ever call guarantees a swindle?")
    assert "Yes" not in answer.text


def test_who_else_leaves_out_who_was_shown(archive: Archive) -> None:
    first = ask(archive, "What did Trump say about guarantees?")
    shown = {extract.speaker for extract in first.extracts if extract.role != "related"}
    others = ask(archive, "What did Trump say about guarantees?", "Who else?")
    assert not shown & {e.speaker for e in (*others.extracts, *others.nearest)}


def test_question_as_typed_is_searched_by_its_words(archive: Archive) -> None:
    asked = "and Starmer on free speech?"
    answer, _ = answer_turn(archive, asked, edited=as_typed(asked))
    assert (answer.query.kind, answer.query.speakers) == ("any", ())
    assert answer.extracts


def _extract(archive: Archive) -> Extract:
    return ask(archive, "What did Maren say about fishermen?").extracts[0]


@pytest.mark.parametrize(
    ("terms", "lead"),
    [
        (("fishermen", "apology"), "Yes, on record:"),
        (("apology", "fishermen"), "On record in these words;"),
        (("apology", "reporters"), "On record in these words;"),
        (("fishermen", "refund"), "Not in those words"),
    ],
)
def test_yes_needs_every_word_of_the_claim(
    archive: Archive, terms: tuple[str, ...], lead: str
) -> None:
    extract = _extract(archive)
    assert "apology" in extract.text
    query = Query("q", "said", ("Ilse Maren",), ("Ilse Maren",), "t", terms, form="ever")
    assert write_lead(query, [extract]).startswith(lead)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Did Maren ever say to fishermen an apology?", "Yes, on record:"),
        ("Did Maren ever offer an apology to the fishermen?", "On record in these words;"),
        ("Did Maren ever mock an apology to the fishermen?", "Not in those words"),
    ],
)
def test_yes_needs_the_verb_too(archive: Archive, question: str, lead: str) -> None:
    extract = _extract(archive)
    terms = ("fishermen", "apology")
    query = Query(question, "said", ("Ilse Maren",), ("Ilse Maren",), "t", terms, form="ever")
    text = f"{extract.text} She offered an apology to the fishermen."
    assert write_lead(query, [replace(extract, text=text)]).startswith(lead)


def test_very_words_come_first_where_it_is_asked_whether_they_were_said(archive: Archive) -> None:
    extract = _extract(archive)
    query = Query("q", "said", ("Ilse Maren",), ("Ilse Maren",), "t", ("apology",), form="ever")
    other = replace(extract, text="Maren spoke.")
    ordered = words_first(query, (other, replace(extract, number=2)))
    assert [(e.number, "apology" in e.text) for e in ordered] == [(1, True), (2, False)]


def test_only_somebody_who_is_named_disagrees(archive: Archive) -> None:
    answer = ask(archive, "Who disagrees with Trump on guarantees?")
    shown = answer.extracts or answer.nearest
    assert shown
    assert all(e.speaker not in (None, "Donald Trump") for e in shown)


def test_when_is_answered_with_the_day_and_how_it_is_known(archive: Archive) -> None:
    answer = ask(archive, "When did Maren say the tunnel would open?")
    assert answer.query.form == "when"
    days = ("2 May 2031", "3 May 2031", "day not told, published 4 May 2031")
    assert answer.text.startswith(days)


def test_asking_back_names_the_choices_unless_the_answer_decides(archive: Archive) -> None:
    names = ("Ann Reyes", "Paul Reyes")
    query = Query("q", "said", names, names, "t", ("t",), choices=names, ambiguous="Reyes")
    assert choices_in(query, ()) == names
    asked = write_clarification(query, names)
    assert asked == "Who is meant by “Reyes”: Ann Reyes or Paul Reyes?"
    assert choices_in(query, [_extract(archive)]) == ()
    assert write_clarification(query, ()) is None
    unnamed = write_clarification(replace(query, ambiguous=""), ("Ann Reyes", "Paul Reyes"))
    assert unnamed == "Who is meant: Ann Reyes or Paul Reyes?"


def test_near_names_are_offered_where_nobody_has_the_name() -> None:
    receipt = Receipt(9, "2031-05-04", "", 1, 9, 0)
    query = Query("q", "said", ("Marren",), (), "t", ("t",), near=("Ilse Maren",))
    said = write_abstention(query, "no_speaker", receipt, write_notes(query, (), receipt))
    assert said.endswith("Similar names that are: Ilse Maren.")
