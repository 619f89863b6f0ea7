import pytest

from rag.types import Query
from rag.understanding.follow_up import understand_follow_up
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.understanding.state import state_of

PEOPLE = People({"Ilse Maren": 5, "Bo Lindqvist": 2})


@pytest.fixture
def before() -> Query:
    return understand("What did Maren say about the tunnel?", PEOPLE)


@pytest.mark.parametrize(
    ("question", "speakers", "terms", "carried"),
    [
        ("and Lindqvist?", ("Bo Lindqvist",), ("tunnel",), ("topic",)),
        ("What about Bo Lindqvist?", ("Bo Lindqvist",), ("tunnel",), ("topic",)),
        ("And his engineer?", ("Ilse Maren's engineer",), ("tunnel",), ("topic",)),
        ("and about the pumps?", ("Ilse Maren",), ("pumps",), ("speaker",)),
        ("what about pumps?", ("Ilse Maren",), ("pumps",), ("speaker",)),
        (
            "What did she say about fishing boats?",
            ("Ilse Maren",),
            ("fishing", "boats"),
            ("speaker",),
        ),
        ("Did he repeat it?", ("Ilse Maren",), ("tunnel",), ("speaker", "topic")),
        ("What did Lindqvist say about salt water?", ("Bo Lindqvist",), ("salt", "water"), ()),
    ],
)
def test_only_what_was_left_out_is_carried_over(
    before: Query,
    question: str,
    speakers: tuple[str, ...],
    terms: tuple[str, ...],
    carried: tuple[str, ...],
) -> None:
    query = understand_follow_up(question, PEOPLE, state_of(before))
    assert (query.speakers, query.terms, query.carried_over) == (speakers, terms, carried)


def test_fragment_without_anything_to_lean_on_is_searched_with_what_went_before() -> None:
    before = understand("How deep is the tunnel?", PEOPLE)
    assert understand_follow_up("and salt?", PEOPLE, state_of(before)).terms == (
        "deep",
        "tunnel",
        "salt",
    )
