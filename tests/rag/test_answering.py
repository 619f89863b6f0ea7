"""The questions that the program exists for, asked of real articles."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive, open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from index.errors import QuestionError
from rag.answering import check_question
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.types import Answer, Constraints
from rag.understanding.words import is_courtesy

MINERALS = (
    "President Donald Trump said on Thursday that a minerals deal with Ukraine is the security "
    "guarantee Kyiv needs against Russia, brushing aside a plea from British Prime Minister Keir "
    "Starmer for a commitment of more U.S. military support."
)


def ask(archive: Archive, *turns: str) -> Answer:
    conversation = NEW_CONVERSATION
    for turn in turns:
        answer, conversation = answer_turn(archive, turn, conversation)
    return answer


def test_what_trump_said_about_guarantees_is_answered_first_by_the_minerals_deal(
    archive: Archive,
) -> None:
    first = ask(archive, "what did Trump say about guarantees?").extracts[0]
    assert first.text == MINERALS
    assert (first.number, first.speaker, first.source) == (1, "Donald Trump", "Reuters")
    assert (first.published, first.said_on) == (date(2025, 2, 28), date(2025, 2, 27))
    assert (first.role, first.kind) == ("reported", "indirect")


@pytest.mark.parametrize("said", ["thanks!", "OK, thank you very much.", "Hello", "that's great"])
def test_what_asks_nothing_is_told_so(said: str) -> None:
    with pytest.raises(QuestionError, match="asks nothing of the articles"):
        check_question(said, max_chars=2000)


@pytest.mark.parametrize("question", ["Why?", "and now?", "Who said sorry?", "Help for whom?"])
def test_what_asks_something_is_asked(question: str) -> None:
    check_question(question, max_chars=2000)


def test_starmer_on_free_speech_is_answered_in_his_words(archive: Archive) -> None:
    first = ask(archive, "What did Starmer say about free speech?").extracts[0]
    assert first.speaker == "Keir Starmer"
    assert first.kind == "direct"
    assert first.text.startswith("\"We've had free speech for a very, very long time")


def test_follow_up_asks_the_same_of_somebody_else(archive: Archive) -> None:
    answer = ask(archive, "what did Trump say about guarantees?", "and Starmer?")
    assert answer.query.speakers == ("Keir Starmer",)
    assert answer.query.carried_over == ("topic",)
    assert answer.extracts[0].speaker == "Keir Starmer"
    assert "guarantees" in answer.extracts[0].text


@pytest.mark.parametrize(
    ("question", "reason", "named"),
    [
        ("What did Trump say about Greenland?", "no_statement_on_topic", "Greenland"),
        ("What did Biden say about guarantees?", "no_speaker", "Biden"),
        ("what did biden say about guarantees", "no_speaker", "biden"),
        ("What did Macron say about the ceasefire?", "no_speaker", "Macron"),
        ("What is the capital of Mongolia?", "weak_evidence", "Not in this collection"),
        ("What did Maren say about whales?", "no_statement_on_topic", "whales"),
    ],
)
def test_what_is_not_on_record_is_not_answered(
    archive: Archive, question: str, reason: str, named: str
) -> None:
    answer = ask(archive, question)
    assert answer.abstained
    assert answer.reason == reason
    assert named in answer.text
    assert answer.extracts == ()
    assert 0 < len(answer.nearest) <= 3
    assert answer.probability < 0.5


QUESTIONS = st.one_of(
    st.sampled_from(
        [
            "what did Trump say about guarantees?",
            "What did Starmer say about peace?",
            "Who warned about the pumps?",
            "How much did the tunnel cost?",
            "What did Putin say?",
            'AND OR NOT NEAR("tunnel" *',
            "What did the U.S. official say about the war?",
        ]
    ),
    st.text(max_size=60).filter(lambda t: any(c.isalnum() for c in t) and not is_courtesy(t)),
)


@settings(deadline=None, max_examples=60)
@given(question=QUESTIONS)
def test_every_extract_is_the_articles_text_at_its_span(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    for extract in (*answer.extracts, *answer.nearest):
        article = archive.find(extract.article_id, extract.version)
        assert article is not None
        assert article.text[extract.span.start : extract.span.end] == extract.text
        assert len(extract.text) <= 600
        assert all(extract.span.contains(mark) for mark in extract.marks)
        assert any(stretch.contains(extract.span) for stretch in article.body)
    numbers = [extract.number for extract in answer.extracts or answer.nearest]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "empty"), (" \n", "empty"), ("x " * 50_000, "100,000 characters"), ("?!…", "no words")],
)
def test_question_that_cannot_be_asked_is_refused_in_one_sentence(
    archive: Archive, question: str, said: str
) -> None:
    with pytest.raises(QuestionError, match=said):
        ask(archive, question)


def test_receipt_says_what_was_searched(archive: Archive) -> None:
    answer = ask(archive, "How much did the tunnel cost?")
    assert (answer.receipt.articles, answer.receipt.searched) == (2, 2)
    assert answer.receipt.newest == "2031-05-04"
    assert answer.timings.total_s > 0


def test_role_that_many_have_is_read_in_the_articles_that_were_found(
    tmp_path: Path, embedder: MiniLM
) -> None:
    said = "{name}, a spokeswoman for the {whose}, said {words}."
    for number, (name, whose, words) in enumerate(
        [
            ("Ann Reyes", "ferry workers", "the new tariff on tickets would empty the boats"),
            ("Ilse Maren", "salt works", "the mill would open again in spring"),
            ("Ada Holm", "tunnel builders", "the rock is harder than anybody thought"),
            ("Mia Ode", "lighthouse trust", "the lamp has been sold to a museum"),
        ]
    ):
        text = said.format(name=name, whose=whose, words=words)
        (tmp_path / f"{number}.txt").write_text(f"{whose.title()} speak out\n\n{text}\n")
    build_archive(tmp_path / "archive", [tmp_path], embedder)
    archive = open_archive(tmp_path / "archive", embedder)
    answer = ask(archive, "What did the ferry spokeswoman say about the ticket tariff?")
    another = ask(archive, "What did the airline's spokeswoman say about the ticket tariff?")
    archive.close()
    assert another.query.offices == ()
    assert answer.query.offices == (("the ferry spokeswoman", "Ann Reyes"),)
    assert [(extract.speaker, extract.role) for extract in answer.extracts] == [
        ("Ann Reyes", "reported")
    ]


def test_filter_is_not_loosened_by_an_outlet_in_the_question(archive: Archive) -> None:
    question = "according to Reuters, what did Trump say about guarantees?"
    outlet = Constraints(sources=("Harbour Gazette",))
    answer, _ = answer_turn(archive, question, constraints=outlet)
    assert (answer.reason, answer.extracts) == ("filtered_out", ())
    assert "Reuters" not in {extract.source for extract in answer.nearest}
    assert answer.text.startswith("Every article that could answer is excluded by the filters.")


def test_what_a_filter_hides_is_not_told_to_be_missing(archive: Archive) -> None:
    question = "What did Trump say about guarantees?"
    answer, _ = answer_turn(archive, question, constraints=Constraints(speakers=("Keir Starmer",)))
    assert answer.abstained
    assert answer.text.startswith("Not in what the filters leave of this collection:")
