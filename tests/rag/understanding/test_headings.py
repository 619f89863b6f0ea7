"""Headings are read as the questions they stand for, and nothing else is."""

import pytest

from rag.understanding.headings import as_question
from rag.understanding.people import People
from rag.understanding.question import understand

PEOPLE = People({"Ilse Maren": 30, "Bo Lindqvist": 12, "Ann Reyes": 5, "mayor": 3})


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Maren on the ferry", "What did Maren say about the ferry?"),
        ("Maren and Lindqvist on the ferry", "What did Maren and Lindqvist say about the ferry?"),
        ("maren vs. reyes about fares?", "What did maren and reyes say about fares?"),
        (
            "Compare Maren with Lindqvist regarding the pumps",
            "What did Maren and Lindqvist say about the pumps?",
        ),
        ("Maren and Nobody on the ferry", "What did Maren and Nobody say about the ferry?"),
    ],
)
def test_headings_of_people_are_questions(heading: str, question: str) -> None:
    assert as_question(heading, PEOPLE) == question


@pytest.mark.parametrize(
    "text",
    [
        "Did Maren speak on Monday?",
        "Is Maren on the list?",
        "what happened on the ferry?",
        "Maren's husband on the ferry",
        "Maren and her crew on the ferry",
        "Ode and Nobody on the ferry",
        "Maren attacks Lindqvist about the ferry",
        "the ferry on the lake",
        "on the ferry",
        "Maren on",
    ],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert as_question(text, PEOPLE) == text


def test_who_speaks_nowhere_is_told_beside_the_others() -> None:
    query = understand("What did Maren and Karl Ode say about the ferry?", PEOPLE)
    assert query.speakers == ("Ilse Maren",)
    assert query.notes == ("Nobody by the name of “Karl Ode” speaks in it.",)


def test_heading_asks_for_what_its_people_said() -> None:
    query = understand("Maren and Lindqvist on the ferry", PEOPLE)
    assert (query.kind, query.speakers) == ("said", ("Ilse Maren", "Bo Lindqvist"))
    assert (query.topic, query.terms) == ("the ferry", ("ferry",))
    assert query.typed == "Maren and Lindqvist on the ferry"
