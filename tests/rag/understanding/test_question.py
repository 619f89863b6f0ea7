import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.understanding.grammar import looks_like_a_name
from rag.understanding.people import People
from rag.understanding.question import understand

PEOPLE = People({"Ilse Maren": 5, "Bo Lindqvist": 2, "Pentagon": 1})


@pytest.mark.parametrize(
    ("question", "speakers", "topic"),
    [
        ("what did Maren say about the tunnel?", ("Ilse Maren",), "the tunnel"),
        ("What has Ilse Maren said on pumps", ("Ilse Maren",), "pumps"),
        ("How did Mayor Maren respond to the strike?", ("Ilse Maren",), "the strike"),
        ("Did Lindqvist really say that salt was found?", ("Bo Lindqvist",), "salt was found"),
        ("Why does Maren think the pumps failed?", ("Ilse Maren",), "the pumps failed"),
        ("What was Maren's view of the strike?", ("Ilse Maren",), "the strike"),
        ("According to Lindqvist, what failed?", ("Bo Lindqvist",), "what failed"),
        ("What did Maren of Port Callow say about ships?", ("Ilse Maren",), "ships"),
        ("What did Biden say about salt?", ("Biden",), "salt"),
        ("What did Maren and Lindqvist say on salt?", ("Ilse Maren", "Bo Lindqvist"), "salt"),
        ("what did the harbour master say about salt?", ("the harbour master",), "salt"),
    ],
)
def test_asked_speaker_and_topic_are_understood(
    question: str, speakers: tuple[str, ...], topic: str
) -> None:
    query = understand(question, PEOPLE)
    assert query.kind == "said"
    assert (query.speakers, query.topic) == (speakers, topic)


def test_speaker_of_the_archive_brings_its_spellings_and_is_no_part_of_the_topic() -> None:
    query = understand("What did Maren say about Maren's tunnel?", PEOPLE)
    assert query.names == ("Ilse Maren",)
    assert query.terms == ("tunnel",)


@pytest.mark.parametrize("question", ["Who said the pumps failed?", "who warned about salt"])
def test_who_asks_for_the_speaker(question: str) -> None:
    query = understand(question, PEOPLE)
    assert (query.kind, query.speakers) == ("who", ())


def test_somebodys_doing_is_looked_for_in_all_words_their_own_among_them() -> None:
    query = understand("Why does Maren like ships?", PEOPLE)
    assert (query.kind, query.names) == ("any", ("Ilse Maren",))


@pytest.mark.parametrize("question", ["How deep is the tunnel?", "Who is the mayor?", "tunnel"])
def test_other_questions_ask_for_nobodys_words(question: str) -> None:
    assert understand(question, PEOPLE).kind == "any"


@pytest.mark.parametrize(
    ("who", "is_name"),
    [
        ("Biden", True),
        ("joe biden", True),
        ("the mayor", False),
        ("Maren's aide", False),
        ("he", False),
        ("people", False),
    ],
)
def test_names_are_told_from_roles_and_pronouns(who: str, *, is_name: bool) -> None:
    assert looks_like_a_name(who) is is_name


@given(st.text(max_size=80))
def test_any_text_is_understood_as_something(question: str) -> None:
    assert understand(question, PEOPLE).typed == question.strip()
