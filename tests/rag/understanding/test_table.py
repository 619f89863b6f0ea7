"""Many questions, each with what is to be understood of it, written by hand.

The people, outlets and days are of no real archive; it is asked on Wednesday, 5 March 2025.
"""

from datetime import date

import pytest

from index.archive import Office
from index.errors import QuestionError
from rag.types import Query
from rag.understanding.collection import KnownCollection
from rag.understanding.people import People
from rag.understanding.question import as_typed, understand

PEOPLE = People(
    {
        "Ilse Maren": 30,
        "Maren": 9,
        "Bo Lindqvist": 12,
        "Ann Reyes": 5,
        "Paul Reyes": 4,
        "Theresa May": 6,
        "Tadeusz Zelinsky": 8,
        "Joe Harker": 5,
        "Joseph P. Harker": 3,
        "Otto Vance": 9,
        "Otto Vance Jr.": 2,
        "Gerd Anderson": 4,
        "Pentagon": 2,
        "August Wilder": 2,
        "Donald Trump": 20,
        "Keir Starmer": 15,
    }
)
WORDS = "guarantees tunnel pumps tariffs ceasefire harbour minister budget wales".split()
COLLECTION = KnownCollection(
    date(2025, 3, 5),
    days=(date(2023, 1, 1), date(2025, 3, 1)),
    sources={"Reuters": 40, "port-gaz": 9, "The North Harbour Times": 5, "Evening Post": 3},
    holders=(
        Office("British prime minister", "Keir Starmer", 9, "2024-08-01", "2025-03-01"),
        Office("prime minister", "Theresa May", 4, "2023-01-01", "2023-02-01"),
        Office("mayor of Port Callow", "Ilse Maren", 7, "2023-01-01", "2025-03-01"),
        Office("tunnel engineer", "Bo Lindqvist", 3, None, None),
        Office("senator", "Ann Reyes", 3, None, None),
        Office("senator", "Paul Reyes", 3, None, None),
    ),
)
OF_FEW_WORDS = KnownCollection(date(2025, 3, 5), words=dict.fromkeys(WORDS, 3))


def read(question: str) -> Query:
    return understand(question, PEOPLE, COLLECTION)


SAID = "said"


@pytest.mark.parametrize(
    ("question", "kind", "form", "speakers", "topic"),
    [
        # Whose words, about what.
        ("what did Trump say about guarantees?", SAID, "plain", "Donald Trump", "guarantees"),
        ("What did Starmer say about free speech?", SAID, "plain", "Keir Starmer", "free speech"),
        ("What did Ilse Maren say?", SAID, "plain", "Ilse Maren", ""),
        ("what has maren said on pumps", SAID, "plain", "Ilse Maren", "pumps"),
        ("What did Mayor Maren tell reporters?", SAID, "plain", "Ilse Maren", "reporters"),
        ("What did Ms. Maren warn about?", SAID, "plain", "Ilse Maren", ""),
        ("What does Maren of Port Callow say on fish?", SAID, "plain", "Ilse Maren", "fish"),
        ("According to Lindqvist, what failed?", SAID, "plain", "Bo Lindqvist", "what failed"),
        ("What failed, according to Lindqvist?", SAID, "plain", "Bo Lindqvist", "What failed"),
        ("What was Maren's view of the strike?", SAID, "plain", "Ilse Maren", "the strike"),
        ("In the words of Lindqvist, what is salt?", SAID, "plain", "Bo Lindqvist", "what is salt"),
        (
            "What did Maren say of Lindqvist's remarks?",
            SAID,
            "plain",
            "Ilse Maren",
            "Lindqvist's remarks",
        ),
        ("What failed, in Lindqvist's view?", SAID, "plain", "Bo Lindqvist", "What failed"),
        ("What did the Pentagon say about ships?", SAID, "plain", "Pentagon", "ships"),
        ("What did Theresa May say about ferries?", SAID, "plain", "Theresa May", "ferries"),
        ("What did May say about ferries?", SAID, "plain", "Theresa May", "ferries"),
        (
            "What may Starmer say about peace?",
            "any",
            "plain",
            "",
            "What may Starmer say about peace",
        ),
        ("What did August Wilder say about plays?", SAID, "plain", "August Wilder", "plays"),
        ("What did Joe Harker say on ice?", SAID, "plain", "Joe Harker", "ice"),
        ("What did Harker say on ice?", SAID, "plain", "Joe Harker", "ice"),
        ("What did Otto Vance Jr. say on ice?", SAID, "plain", "Otto Vance Jr.", "ice"),
        ("What did Otto Vance say on ice?", SAID, "plain", "Otto Vance", "ice"),
        ("What did Vance say on ice?", SAID, "plain", "Otto Vance", "ice"),
        ("What did Biden say about salt?", SAID, "plain", "Biden", "salt"),
        ("What did Kim Maren say about salt?", SAID, "plain", "Kim Maren", "salt"),
        ("What did he say about salt?", SAID, "plain", "he", "salt"),
        ("What did people say about salt?", SAID, "plain", "people", "salt"),
        # Several.
        (
            "What did Maren and Lindqvist say on salt?",
            SAID,
            "plain",
            "Ilse Maren|Bo Lindqvist",
            "salt",
        ),
        (
            "What did both Trump and Starmer say on Kyiv?",
            SAID,
            "plain",
            "Donald Trump|Keir Starmer",
            "Kyiv",
        ),
        (
            "Did Maren or Lindqvist warn about salt?",
            SAID,
            "ever",
            "Ilse Maren|Bo Lindqvist",
            "salt",
        ),
        ("What did Maren and Biden say on salt?", SAID, "plain", "Ilse Maren", "salt"),
        ("What did Biden and Obama say on salt?", SAID, "plain", "Biden and Obama", "salt"),
        # Roles.
        ("What did the mayor of Port Callow say on fish?", SAID, "plain", "Ilse Maren", "fish"),
        ("What did the British prime minister say?", SAID, "plain", "Keir Starmer", ""),
        ("What did Britain's prime minister say on peace?", SAID, "plain", "Keir Starmer", "peace"),
        ("What did the tunnel engineer warn of?", SAID, "plain", "Bo Lindqvist", ""),
        ("What did the harbour master say on salt?", SAID, "plain", "the harbour master", "salt"),
        ("What did the head of Port Callow say?", SAID, "plain", "the head of Port Callow", ""),
        (
            "What did the Maren aide's brother say on salt?",
            SAID,
            "plain",
            "the Maren aide's brother",
            "salt",
        ),
        (
            "What do Port Callow's pumps cost, according to its mayor?",
            SAID,
            "plain",
            "Ilse Maren",
            "What do Port Callow's pumps cost",
        ),
        # The verb of the question, and no other word of its look.
        ("What did Maren say about Trump's claim?", SAID, "plain", "Ilse Maren", "Trump's claim"),
        ("How does Maren judge Trump's view?", SAID, "plain", "Ilse Maren", "Trump's view"),
        (
            "Is salt safe, in Lindqvist's judgment?",
            SAID,
            "plain",
            "Bo Lindqvist",
            "Is salt safe",
        ),
        (
            "What share did Maren have compared to Trump?",
            "any",
            "plain",
            "Ilse Maren",
            "What share did Maren have compared to Trump",
        ),
        (
            "How long was Maren questioned?",
            "any",
            "plain",
            "Ilse Maren",
            "How long was Maren questioned",
        ),
        (
            "What do Maren's pumps in Port Callow cost?",
            "any",
            "plain",
            "",
            "What do Maren's pumps in Port Callow cost",
        ),
        (
            "Who was not asked to the feast?",
            "any",
            "plain",
            "",
            "Who was not asked to the feast",
        ),
        (
            "Who should mend the pumps, according to Lindqvist?",
            SAID,
            "plain",
            "Bo Lindqvist",
            "Who should mend the pumps",
        ),
        (
            "What did Lindqvist say in reply to Maren's claim that salt is safe?",
            SAID,
            "response",
            "Bo Lindqvist",
            "reply to Maren's claim that salt is safe",
        ),
        (
            "Which harbour has the most reported leaks?",
            "any",
            "plain",
            "",
            "Which harbour has the most reported leaks",
        ),
        (
            "Which town is considering charging for its ferry?",
            "any",
            "plain",
            "",
            "Which town is considering charging for its ferry",
        ),
        # What is told before the question belongs to its matter.
        (
            "The old mill burnt down. What did Maren say about the cause?",
            SAID,
            "plain",
            "Ilse Maren",
            "The old mill burnt down. the cause",
        ),
        (
            "Maren opened a tunnel. Which promise did she repeat?",
            "any",
            "plain",
            "",
            "Maren opened a tunnel. Which promise did she repeat",
        ),
        (
            "The pumps were named. Who warned about salt?",
            "who",
            "plain",
            "",
            "The pumps were named. warned about salt",
        ),
        # Who.
        ("Who said the pumps failed?", "who", "plain", "", "said the pumps failed"),
        ("who warned about salt", "who", "plain", "", "warned about salt"),
        ("Who else spoke about salt?", "who", "else", "", "spoke about salt"),
        ("Who is the mayor?", "any", "plain", "", "Who is the mayor"),
        # How it is asked.
        ("Did Maren ever call Lindqvist a liar?", SAID, "ever", "Ilse Maren", "Lindqvist a liar"),
        ("Has Maren promised a ferry?", SAID, "ever", "Ilse Maren", "a ferry"),
        (
            "Did Lindqvist really say that salt was found?",
            SAID,
            "ever",
            "Bo Lindqvist",
            "salt was found",
        ),
        ("Why did Maren blame the pumps?", SAID, "why", "Ilse Maren", "the pumps"),
        ("Why does Maren think the pumps failed?", SAID, "why", "Ilse Maren", "the pumps failed"),
        ("Why does Maren like ships?", "any", "why", "Ilse Maren", "Why does Maren like ships"),
        ("When did Maren say the tunnel opens?", SAID, "when", "Ilse Maren", "the tunnel opens"),
        ("On which day did Maren promise a ferry?", SAID, "when", "Ilse Maren", "a ferry"),
        ("How did Maren respond to the strike?", SAID, "response", "Ilse Maren", "the strike"),
        ("How did Maren react?", SAID, "response", "Ilse Maren", ""),
        ("What was Maren's reply to the union?", SAID, "response", "Ilse Maren", "the union"),
        ("What else did Maren say about salt?", SAID, "else", "Ilse Maren", "salt"),
        ("What changed in what Maren said about salt?", SAID, "changed", "Ilse Maren", "salt"),
        ("How has Maren's position on salt changed?", SAID, "changed", "Ilse Maren", "salt"),
        ("Has Maren changed her mind about salt?", SAID, "changed", "Ilse Maren", "salt"),
        ("Who disagrees with Maren on salt?", "who", "disagree", "", "salt"),
        ("Who contradicted Maren about the pumps?", "who", "disagree", "", "the pumps"),
        ("What happened in Port Callow?", "any", "happened", "", "What happened in Port Callow"),
        ("How deep is the tunnel?", "any", "plain", "", "How deep is the tunnel"),
        ("tunnel", "any", "plain", "", "tunnel"),
    ],
)
def test_speaker_topic_and_form(
    question: str, kind: str, form: str, speakers: str, topic: str
) -> None:
    query = read(question)
    found = (query.kind, query.form, "|".join(query.speakers), query.topic)
    assert found == (kind, form, speakers, topic)


@pytest.mark.parametrize(
    ("question", "since", "until", "firm"),
    [
        ("What did Maren say last week?", "2025-02-24", "2025-03-02", True),
        ("What did Maren say last week about salt?", "2025-02-24", "2025-03-02", True),
        ("What did Maren say about salt last week?", "2025-02-24", "2025-03-02", True),
        ("Last week, what did Maren say?", "2025-02-24", "2025-03-02", True),
        ("What has Maren said this week?", "2025-03-03", "2025-03-05", True),
        ("What did Maren say yesterday?", "2025-03-04", "2025-03-04", True),
        ("What did Maren say the day before yesterday?", "2025-03-03", "2025-03-03", True),
        ("What did Maren say today about salt?", "2025-03-05", "2025-03-05", True),
        ("What did Maren say last night?", "2025-03-04", "2025-03-04", True),
        ("What did Maren say this month?", "2025-03-01", "2025-03-05", True),
        ("What did Maren say last month?", "2025-02-01", "2025-02-28", True),
        ("What did Maren say this year?", "2025-01-01", "2025-03-05", True),
        ("What did Maren say last year on ice?", "2024-01-01", "2024-12-31", True),
        ("What did Maren say last weekend?", "2025-03-01", "2025-03-02", True),
        ("What was said in the last three days?", "2025-03-02", "2025-03-05", True),
        ("What did Maren say in the past 2 weeks?", "2025-02-19", "2025-03-05", True),
        ("What did Maren say in the last week?", "2025-02-26", "2025-03-05", True),
        ("What did Maren say two weeks ago?", "2025-02-17", "2025-02-23", True),
        ("What did Maren say three days ago?", "2025-03-02", "2025-03-02", True),
        ("What did Maren say since January?", "2025-01-01", None, True),
        ("What has Maren said about salt since 2024?", "2024-01-01", None, True),
        ("What did Maren say since last Friday?", "2025-02-28", None, True),
        ("What did Maren say between 20 and 28 February 2025?", "2025-02-20", "2025-02-28", True),
        ("What did Maren say from January to March 2024?", "2024-01-01", "2024-03-31", True),
        ("What did Maren say on Feb. 27?", "2025-02-27", "2025-02-27", True),
        ("What did Maren say on 27 February about ice?", "2025-02-27", "2025-02-27", True),
        ("What did Maren say on February 27th, 2024?", "2024-02-27", "2024-02-27", True),
        ("What did Maren say on 2025-02-27?", "2025-02-27", "2025-02-27", True),
        ("What did Maren say in May?", "2024-05-01", "2024-05-31", True),
        ("In May, what did May say about ferries?", "2024-05-01", "2024-05-31", True),
        ("In March what did Maren say?", "2025-03-01", "2025-03-31", True),
        ("What did Maren say in late February?", "2025-02-19", "2025-02-28", True),
        ("What did Maren say in the summer of 2024?", "2024-06-01", "2024-08-31", True),
        ("What did Maren say last summer?", "2024-06-01", "2024-08-31", True),
        ("What did Maren say before March 2024?", None, "2024-02-29", True),
        ("What did Maren say after 1 February 2025?", "2025-02-02", None, True),
        ("What did Maren say until 2024?", None, "2024-12-31", True),
        ("What did Maren say on Monday about salt?", "2025-03-03", "2025-03-03", True),
        ("What did Maren say about the storm on 3 February?", "2025-02-03", "2025-02-03", False),
        ("What did Maren say about the strike in 2024?", "2024-01-01", "2024-12-31", False),
        ("How large was the deficit in 2024?", "2024-01-01", "2024-12-31", False),
        ("What happened in Port Callow last week?", "2025-02-24", "2025-03-02", True),
        ("What happened in 2024?", "2024-01-01", "2024-12-31", True),
        ("Who warned about salt last month?", "2025-02-01", "2025-02-28", True),
        ("Which mill burnt this week, and why?", "2025-03-03", "2025-03-05", False),
    ],
)
def test_days_of_a_question(
    question: str, since: str | None, until: str | None, firm: bool
) -> None:
    query = read(question)
    days = (query.since, query.until)
    assert tuple(day.isoformat() if day else None for day in days) == (since, until)
    assert query.firm is firm


def test_words_that_only_count_from_today_are_not_looked_for() -> None:
    query = read("A mill burnt down this week. Which one?")
    assert (query.text, query.when) == ("A mill burnt down. Which one?", "this week")
    assert "2024" in read("How large was the deficit in 2024?").terms
    assert read("What did Maren say about the pumps in October?").terms == ("pumps",)


@pytest.mark.parametrize(
    "question",
    [
        "What did Maren say before the election?",
        "What did Maren say after the first debate?",
        "What did Maren say about the 2020 election?",
        "What did Maren say about 9/11?",
        "What did Maren say about the march on Callow?",
        "What did Theresa May say?",
        "May Starmer say no?",
        "What has May said since May took office?",
        "What did Maren say about last week's storm?",
        "What did Maren say about Super Tuesday?",
        "What did Maren say about August Wilder?",
        "Who spoke in August Wilder's play?",
        "How many may 3 ships carry?",
        "How much will it cost by 2030?",
        "What did Maren say about the last year of the war?",
        "What did Maren say about the summer?",
        "Did they march in March order?",
        "What did Maren say on 30 February?",
        "What did Maren say about the top 20?",
        "What did Maren say about the last three debates?",
    ],
)
def test_what_only_looks_like_a_time_stays_topic(question: str) -> None:
    assert read(question).window is None


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("According to Reuters, what did Maren say?", ("Reuters",)),
        ("What did Maren say about salt in the Port Gazette?", ("port-gaz",)),
        ("What did Maren say in the north harbour times?", ("The North Harbour Times",)),
        ("What did Maren say in the Times?", ("The North Harbour Times",)),
        ("What did NHT articles say?", ()),
        ("What did Maren say, as reported by the NHT?", ("The North Harbour Times",)),
        ("What did Maren say in Port Callow?", ()),
        ("What did Maren say in the post?", ()),
        ("What did Maren say in the Evening Post about salt?", ("Evening Post",)),
        ("According to Lindqvist, what failed?", ()),
        ("What did Maren say in reuters' office?", ()),
    ],
)
def test_outlets_of_a_question(question: str, sources: tuple[str, ...]) -> None:
    assert read(question).sources == sources


@pytest.mark.parametrize(
    ("question", "corrected", "speakers"),
    [
        ("What did Zelinskyy say on salt?", (("Zelinskyy", "Zelinsky"),), ("Tadeusz Zelinsky",)),
        ("What did Starmre say on salt?", (("Starmre", "Starmer"),), ("Keir Starmer",)),
        ("What did Keir Starmar say?", (("Keir Starmar", "Keir Starmer"),), ("Keir Starmer",)),
        ("What did Andersen say on salt?", (), ("Andersen",)),
        ("What did Lindgren say on salt?", (), ("Lindgren",)),
        ("What did Joan Harker say on salt?", (), ("Joan Harker",)),
        ("What did Donld Trump say?", (("Donld Trump", "Donald Trump"),), ("Donald Trump",)),
        ("What did Ronald Trump say?", (), ("Ronald Trump",)),
        (
            "What did Taddeusz Zelinsky say?",
            (("Taddeusz Zelinsky", "Tadeusz Zelinsky"),),
            ("Tadeusz Zelinsky",),
        ),
        ("What did Theodor Zelinsky say?", (), ("Theodor Zelinsky",)),
    ],
)
def test_only_a_slip_of_a_name_is_put_right(
    question: str, corrected: tuple[tuple[str, str], ...], speakers: tuple[str, ...]
) -> None:
    query = read(question)
    assert (query.corrected, query.speakers) == (corrected, speakers)


def test_near_names_are_offered_where_a_name_is_not_here() -> None:
    assert read("What did Andersen say on salt?").near == ("Gerd Anderson",)
    assert read("What did Joan Harker say on salt?").near == ("Joe Harker",)


@pytest.mark.parametrize(
    ("topic", "corrected"),
    [
        ("guarentees", (("guarentees", "guarantees"),)),
        ("tarrifs and pumps", (("tarrifs", "tariffs"),)),
        ("whales", ()),
        ("lithium", ()),
        ("the Tunnle", ()),
        ("qzxwv", ()),
    ],
)
def test_misspelt_word_is_read_as_the_collections(
    topic: str, corrected: tuple[tuple[str, str], ...]
) -> None:
    query = understand(f"What did Maren say about {topic}?", PEOPLE, OF_FEW_WORDS)
    assert query.corrected == corrected
    for typed, right in corrected:
        assert right in query.text
        assert right in query.terms
        assert typed not in query.topic


def test_two_people_of_one_surname_are_asked_back() -> None:
    query = read("What did Reyes say on salt?")
    assert (query.choices, query.ambiguous) == (("Ann Reyes", "Paul Reyes"), "Reyes")
    assert read("What did Paul Reyes say on salt?").choices == ()


def test_role_that_two_hold_is_asked_back() -> None:
    assert read("What did the senator say on salt?").choices == ("Ann Reyes", "Paul Reyes")


def test_office_holder_is_the_one_of_the_days_that_are_asked_for() -> None:
    query = read("In January 2023, what did the prime minister say?")
    assert query.speakers == ("Theresa May",)
    assert query.offices == (("the prime minister", "Theresa May"),)


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("South Korean president", "South Korea's president"),
        ("Swedish Foreign Minister", "the foreign minister of Sweden"),
        ("Harbour Trust Executive Director", "Harbour Trust's boss"),
        ("Harbour Trust chief executive", "the boss of the Harbour Trust"),
        ("Maren spokesman", "Ilse Maren's spokeswoman"),
    ],
)
def test_holder_is_found_however_the_office_is_called(role: str, asked: str) -> None:
    known = KnownCollection(date(2025, 3, 5), holders=(Office(role, "Ann Reyes", 2, None, None),))
    query = understand(f"What did {asked} say on salt?", PEOPLE, known)
    assert (query.speakers, query.offices) == (("Ann Reyes",), ((asked, "Ann Reyes"),))


def test_holder_is_meant_where_some_articles_name_only_the_office() -> None:
    people = People({"Ann Reyes": 5, "mayor of Wick": 2, "mayor of Thurso": 1})
    holders = (Office("Wick mayor", "Ann Reyes", 2, None, None),)
    known = KnownCollection(date(2025, 3, 5), holders=holders)
    query = understand("What did the mayor of Wick say on salt?", people, known)
    assert query.offices == (("the mayor of Wick", "Ann Reyes"),)
    assert (query.speakers, query.names) == (("Ann Reyes",), ("Ann Reyes", "mayor of Wick"))
    query = understand("What did the mayor of Thurso say on salt?", people, known)
    assert (query.speakers, query.offices) == (("mayor of Thurso",), ())


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("Vice President", "the president"),
        ("deputy mayor", "the mayor"),
        ("White House press secretary", "the secretary"),
        ("spokesman for the president", "the president"),
    ],
)
def test_nobody_is_taken_for_whom_they_serve(role: str, asked: str) -> None:
    known = KnownCollection(date(2025, 3, 5), holders=(Office(role, "Ann Reyes", 2, None, None),))
    query = understand(f"What did {asked} say on salt?", PEOPLE, known)
    assert (query.speakers, query.names) == ((asked,), ())


@pytest.mark.parametrize(
    ("statements", "speaker"), [(6, "Ann Reyes or Paul Reyes"), (60, "Ann Reyes")]
)
def test_few_statements_do_not_decide_who_holds_an_office(statements: int, speaker: str) -> None:
    holders = (
        Office("harbour pilot", "Ann Reyes", statements, None, None),
        Office("harbour pilot", "Paul Reyes", 1, None, None),
    )
    known = KnownCollection(date(2025, 3, 5), holders=holders)
    assert understand("What did the harbour pilot say?", PEOPLE, known).speakers == (speaker,)


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("What did Maren not say about salt?", True),
        ("What didn't Maren say about salt?", True),
        ("Who did Maren never blame?", False),
        ("Did Maren deny that salt was found?", True),
        ("What did Maren refuse to say?", True),
        ("What did Maren say about salt?", False),
    ],
)
def test_denial_is_noticed(question: str, *, negated: bool) -> None:
    assert read(question).negated is negated


@pytest.mark.parametrize(
    "question",
    ["¿Qué dijo Maren sobre la sal?", "Was hat Maren über das Salz gesagt?", "Что сказала Марен?"],
)
def test_other_language_is_said_and_searched(question: str) -> None:
    query = read(question)
    assert "English" in " ".join(query.notes)
    assert query.terms


@pytest.mark.parametrize(
    "question", ["tunnel", "What did Maren say?", "Die Hard?", "Lindqvist salt"]
)
def test_english_is_not_doubted(question: str) -> None:
    assert read(question).notes == ()


def test_year_that_only_the_collection_tells_is_said() -> None:
    old = KnownCollection(date(2026, 11, 1), days=(date(2015, 1, 1), date(2016, 11, 7)))
    query = understand("In September, what did Maren say?", PEOPLE, old)
    assert (query.since, query.until) == (date(2016, 9, 1), date(2016, 9, 30))
    assert "In September" in query.notes[0]


def test_question_as_typed_is_not_read_at_all() -> None:
    query = as_typed("What did Maren say last week?")
    assert (query.kind, query.speakers, query.window) == ("any", (), None)
    assert query.text == "What did Maren say last week?"
    assert query.terms == ("maren", "last", "week")


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("on 31 February 2025", "“31 February 2025” is in no calendar: ask for another day"),
        ("on February 29, 2025", "“February 29, 2025” is in no calendar: ask for another day"),
        ("on 2025-02-31", "“2025-02-31” is in no calendar: ask for another day"),
        (
            "from 5 March 2025 to 2 March 2025",
            "“5 March 2025 to 2 March 2025” ends before it begins: turn the days round",
        ),
        (
            "between 28 and 20 February 2025",
            "“28 and 20 February 2025” ends before it begins: turn the days round",
        ),
    ],
)
def test_impossible_days_are_refused(when: str, fault: str) -> None:
    with pytest.raises(QuestionError) as refused:
        read(f"What did Maren say {when} about salt?")
    assert str(refused.value) == fault


def test_range_over_new_year_begins_in_the_year_before() -> None:
    query = read("What did Maren say from November to March 2025 about salt?")
    assert (query.since, query.until) == (date(2024, 11, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    "question",
    ["what Ukraine has to", "Rain fell. Did … say that?", "what did Maren say before 0001-01-01?"],
)
def test_odd_questions_are_read(question: str) -> None:
    assert read(question).text == question
