from datetime import date

import pytest

from index.archive import Office
from index.types import Span
from rag.types import Place, Query
from rag.understanding.collection import KnownCollection
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
        ("When did he say that?", ("Ilse Maren",), ("tunnel",), ("speaker", "topic")),
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
        "salt",
        "deep",
        "tunnel",
    )


TALKS = People({"Ilse Maren": 5, "Bo Lindqvist": 4, "Ada Holm": 3, "Karl Ode": 3, "Ode": 1})
ON_WEDNESDAY = KnownCollection(
    date(2025, 3, 5), days=(date(2024, 1, 1), date(2025, 3, 5)), sources={"Port Gazette": 3}
)


def follow(*questions: str, shown: tuple[str, ...] = ()) -> Query:
    """The last question, after the others were asked and answered."""
    query = understand(questions[0], TALKS, ON_WEDNESDAY)
    for question in questions[1:]:
        state = state_of(
            query,
            shown_speakers=shown,
            articles=("a1", "a2"),
            places=(Place("a1", Span(3, 9)),),
        )
        query = understand_follow_up(question, TALKS, state, ON_WEDNESDAY)
    return query


SALT = "What did Maren say about salt?"
SALT_LAST_WEEK = "What did Maren say about salt last week?"


@pytest.mark.parametrize(
    ("first", "question", "speakers", "topic", "form", "carried"),
    [
        (SALT, "Why?", "Ilse Maren", "salt", "why", "speaker topic"),
        (SALT, "When?", "Ilse Maren", "salt", "when", "speaker topic"),
        (SALT, "When did she say that?", "Ilse Maren", "salt", "when", "speaker topic"),
        (SALT, "What else?", "Ilse Maren", "salt", "else", "speaker topic"),
        (SALT, "Who else?", "", "salt", "else", "topic"),
        (SALT, "How did Lindqvist respond?", "Bo Lindqvist", "salt", "response", "topic"),
        (SALT, "And Lindqvist?", "Bo Lindqvist", "salt", "plain", "topic"),
        (SALT, "what about the sea wall?", "Ilse Maren", "the sea wall", "plain", "speaker"),
        (
            SALT,
            "And about how deep the new tunnel is?",
            "Ilse Maren",
            "how deep the new tunnel is",
            "plain",
            "speaker",
        ),
        (SALT, "and the chief pilot?", "the chief pilot", "salt", "plain", "topic"),
        (SALT, "what about Holm?", "Ada Holm", "salt", "plain", "topic"),
        (SALT, "and last week?", "Ilse Maren", "salt", "plain", "speaker topic"),
        (SALT, "and in the Port Gazette?", "Ilse Maren", "salt", "plain", "speaker topic"),
        (
            SALT,
            "What did she say about ferries and fog?",
            "Ilse Maren",
            "ferries and fog",
            "plain",
            "speaker",
        ),
        (SALT, "What did Holm say about it?", "Ada Holm", "salt", "plain", "topic"),
        (
            SALT,
            "What did Holm warn of on that subject?",
            "Ada Holm",
            "subject (salt)",
            "plain",
            "topic",
        ),
        (SALT, "Did Holm agree with her?", "Ada Holm", "salt", "ever", "topic"),
        (
            SALT,
            "What did Holm say about ferries and fog?",
            "Ada Holm",
            "ferries and fog",
            "plain",
            "",
        ),
        (SALT, "How deep is the new tunnel?", "", "How deep is the new tunnel", "plain", ""),
        (SALT, "What did Lindqvist say?", "Bo Lindqvist", "", "plain", ""),
        (SALT_LAST_WEEK, "and Lindqvist?", "Bo Lindqvist", "salt", "plain", "topic window"),
        (
            "What happened to the pier in Callow?",
            "What did Maren say about it?",
            "Ilse Maren",
            "pier in Callow",
            "plain",
            "topic",
        ),
        (
            "What did Maren say about Holm's plan?",
            "How did he respond?",
            "Ada Holm",
            "Holm's plan",
            "response",
            "speaker topic",
        ),
    ],
)
def test_missing_slots_alone_are_filled(
    first: str, question: str, speakers: str, topic: str, form: str, carried: str
) -> None:
    query = follow(first, question)
    found = ("|".join(query.speakers), query.topic, query.form, " ".join(query.carried_over))
    assert found == (speakers, topic, form, carried)
    assert query.typed == question


def test_two_antecedents_that_tie_are_asked_back() -> None:
    query = follow("What did Karl Ode and Lindqvist say about salt?", "Did he mention the fog?")
    assert query.choices == ("Karl Ode", "Bo Lindqvist")
    assert query.ambiguous == "he"
    assert query.names == ("Karl Ode", "Ode", "Bo Lindqvist")


def test_of_a_man_and_a_woman_nobody_has_to_ask_which() -> None:
    query = follow("What did Maren and Lindqvist say about salt?", "Did she mention the fog?")
    assert (query.speakers, query.choices) == (("Ilse Maren",), ())


def test_pronoun_after_a_question_for_nobody_is_who_the_answer_quoted() -> None:
    query = follow("Who warned about salt?", "What else did he say?", shown=("Bo Lindqvist",))
    assert (query.speakers, query.form) == (("Bo Lindqvist",), "else")
    assert query.without_places == (Place("a1", Span(3, 9)),)


def test_who_else_leaves_out_who_was_asked_for_and_who_was_shown() -> None:
    query = follow(SALT, "Who else?", shown=("Ada Holm",))
    assert query.without_speakers == ("Ilse Maren", "Ada Holm")


def test_who_else_asked_again_names_nobody_twice() -> None:
    first = understand_follow_up("Who else?", TALKS, state_of(understand(SALT, TALKS)))
    again = state_of(first, shown_speakers=("Ada Holm",))
    query = understand_follow_up("Who else?", TALKS, again)
    assert query.without_speakers == ("Ilse Maren", "Ada Holm")


def test_what_else_asked_again_shows_nothing_twice() -> None:
    first, second = (Place("a1", Span(0, 5)),), (Place("a1", Span(9, 14)),)
    else_once = understand_follow_up(
        "What else?", TALKS, state_of(understand(SALT, TALKS), places=first)
    )
    query = understand_follow_up("What else?", TALKS, state_of(else_once, places=second))
    assert query.without_places == (*first, *second)


def test_window_of_a_fragment_takes_the_place_of_the_last_one() -> None:
    query = follow(SALT_LAST_WEEK, "and in 2024?")
    assert (query.since, query.until) == (date(2024, 1, 1), date(2024, 12, 31))
    assert query.firm


def test_old_topics_do_not_pile_up_over_the_turns() -> None:
    turns = ["Did he praise that fog?", "Did he mention these ferries?", "Did he repeat it there?"]
    query = follow(SALT, *turns)
    assert query.topic.count("(") <= 1
    assert "salt" not in query.text


def test_articles_of_the_last_answer_count_only_where_the_question_leans_on_it() -> None:
    assert follow(SALT, "Why?").articles == ("a1", "a2")
    assert follow(SALT, "What did Holm say about ferries and fog?").articles == ()


NEAR = KnownCollection(
    date(2025, 3, 5),
    holders=(Office("former mayor of Callow", "Ada Holm", 3, None, None),),
    holders_in={
        "a1": (Office("Port Commissioner", "Bo Lindqvist", 1, None, None),),
        "a2": (
            Office("Sen.", "Ilse Maren", 2, None, None),
            Office("Sen.", "Karl Ode", 1, None, None),
            Office("professor of rocks and tides at Callow", "Ada Holm", 1, None, None),
        ),
    },
)


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("And her harbour commissioner?", ("Bo Lindqvist",)),
        ("Did the senator from Callow agree?", ("Karl Ode",)),
        ("What did her law professor say about fog?", ("Ilse Maren's law professor",)),
        ("What did the mayor of Callow say about fog?", ("the mayor of Callow",)),
    ],
)
def test_role_is_read_in_the_articles_of_the_last_answer(
    question: str, speakers: tuple[str, ...]
) -> None:
    before = state_of(understand(SALT, TALKS, NEAR), articles=("a1", "a2"))
    query = understand_follow_up(question, TALKS, before, NEAR)
    assert query.speakers == speakers


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        ((SALT, "Did she sell any boats?"), "Did Ilse Maren sell any boats?"),
        ((SALT, "How has that hurt her boat business?"), "How has that hurt Ilse Maren's boat"),
        (("What did Holm say when she left Callow?", "How did Ode react to that?"), "Holm left"),
    ],
)
def test_pronoun_of_a_doing_is_filled_too(turns: tuple[str, ...], text: str) -> None:
    assert text in follow(*turns).text


def test_it_speaks_for_a_body_and_he_for_no_letters() -> None:
    people = People({"AP": 3, "Bo Lindqvist": 4})
    before = state_of(understand("What did AP say about Bo Lindqvist's salt?", people))
    said = understand_follow_up("How did it explain the fog?", people, before)
    his = understand_follow_up("What did he say about the fog?", people, before)
    assert (said.speakers, his.speakers) == (("AP",), ("Bo Lindqvist",))


def test_of_two_with_a_name_the_one_spoken_of_is_meant() -> None:
    people = People({"Ann Reyes": 5, "Paul Reyes": 4, "Ilse Maren": 9})
    before = state_of(understand("What did Maren say about Paul Reyes?", people))
    query = understand_follow_up("How did Reyes respond?", people, before)
    assert (query.speakers, query.choices) == (("Paul Reyes",), ())
    other = state_of(understand("What did Maren say about salt?", people))
    assert len(understand_follow_up("How did Reyes respond?", people, other).choices) == 2


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        (
            ("What was Lindqvist's advice to Ilse Maren?", "Why does he think his men like her?"),
            "Why does Bo Lindqvist think his men like Ilse Maren",
        ),
    ],
)
def test_pronouns_of_one_kind_mean_one_person(turns: tuple[str, ...], text: str) -> None:
    assert follow(*turns).text.startswith(text)


def test_he_is_no_woman_and_after_who_the_one_that_answered() -> None:
    query = follow("Who called Ilse Maren's plan old?", "What did he say?", shown=("Bo Lindqvist",))
    assert query.speakers == ("Bo Lindqvist",)


def test_verb_without_its_matter_is_about_what_went_before() -> None:
    query = follow(SALT, "Did Lindqvist agree?")
    assert (query.speakers, query.terms) == (("Bo Lindqvist",), follow(SALT, "Why?").terms)
    assert query.carried_over == ("topic",)


@pytest.mark.parametrize(
    "question", ["Did she take it back?", "Has she backed down?", "Does she still stand by that?"]
)
def test_taking_words_back_is_done_by_words(question: str) -> None:
    query = follow(SALT, question)
    assert (query.kind, query.speakers, query.form) == ("said", ("Ilse Maren",), "ever")
    assert query.terms == ("salt",)
    assert query.carried_over == ("speaker", "topic")
