"""A model's wording of a question: shown, and refused where it brings in what nobody said."""

import json
from dataclasses import replace

import pytest

from index.archive import Archive
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.rewording import find_refusal, reword
from rag.types import Conversation
from rag.writers.endpoint import Endpoint
from tests.scripted_endpoint import Reply, Request, scripted, writing

FOLLOW_UP = "and when will it open?"


@pytest.fixture(scope="module")
def conversation(archive: Archive) -> Conversation:
    """What Maren said about the tunnel was asked."""
    return answer_turn(archive, "What did Maren say about the tunnel?")[1]


@pytest.mark.parametrize(
    "written",
    [
        "When will the tunnel open?",
        "When did Ilse Maren say the new tunnel would open?",
        "According to Mayor Ilse Maren, when will the tunnel open in October?",
        "What did Bo Lindqvist warn of?",
        "Did the tunnel cost 410 million crowns?",
        "What did Maren say on 4 May 2031?",
        "What did Maren say on Saturday?",
    ],
)
def test_what_conversation_or_collection_has_may_be_used(
    archive: Archive, conversation: Conversation, written: str
) -> None:
    with archive.view() as snapshot:
        assert find_refusal(written, FOLLOW_UP, conversation, snapshot) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("When will the tunnel to Lindholm open?", "the name “Lindholm”"),
        ("What did Angela Merkel say about the tunnel?", "the name “Angela Merkel”"),
        ("What did Bo Maren say about the tunnel?", "the name “Bo Maren”"),
        ("Will the tunnel open in August?", "August”"),
        ("Will the tunnel open on 9 October?", "the date “9 october”"),
        ("Will the tunnel open in 2032?", "the number “2032”"),
        ("Will the 17 tunnels open?", "the number “17”"),
        ("Did the tunnel cost 410 billion crowns?", "the number “410 billion”"),
        ("What did Maren say last week about the tunnel?", "the date “last week”"),
        ("What did Maren say on 2031-05-09?", "the date “2031-05-09”"),
        ("When will the [tunnel](http://x.example) open?", "a link"),
    ],
)
def test_what_neither_has_is_refused(
    archive: Archive, conversation: Conversation, written: str, said: str
) -> None:
    with archive.view() as snapshot:
        refusal = find_refusal(written, FOLLOW_UP, conversation, snapshot)
    assert refusal is not None
    assert said in refusal.reason


def test_what_the_question_names_may_not_be_left_out(archive: Archive) -> None:
    question = "What did Starmer say about the 2 tunnels?"
    with archive.view() as snapshot:
        for written, lost in (
            ("What did Maren say about the 2 tunnels?", "Starmer"),
            ("What did Starmer say about the tunnels?", "2"),
        ):
            refusal = find_refusal(written, question, NEW_CONVERSATION, snapshot)
            assert refusal is not None
            assert refusal.reason == f"it leaves out “{lost}”"


def test_a_wording_is_searched_for_and_shown(archive: Archive, conversation: Conversation) -> None:
    wording = "Question: *When did Maren say the new tunnel would open?*\nI hope this helps"
    with scripted(writing(wording)) as told:
        endpoint = Endpoint(told.base_url, "m")
        answer, grown = answer_turn(archive, FOLLOW_UP, conversation, rewording=endpoint)
    assert answer.notes[0] == "Reworded by m: “When did Maren say the new tunnel would open?”"
    assert (answer.question, grown.turns[-1].question) == (FOLLOW_UP, FOLLOW_UP)
    assert answer.query.speakers == ("Ilse Maren",)
    assert "October" in answer.extracts[0].text
    asked = json.dumps(told.requests, ensure_ascii=False)
    assert "about the tunnel" in asked
    assert not any(extract.text in asked for extract in conversation.turns[0].answer.extracts)


def test_a_refused_wording_is_shown_and_the_question_searched_as_it_is(
    archive: Archive, conversation: Conversation
) -> None:
    with scripted(writing("What did Merkel say about the tunnel?")) as told:
        endpoint = Endpoint(told.base_url, "m")
        answer, _ = answer_turn(archive, FOLLOW_UP, conversation, rewording=endpoint)
    assert "“What did Merkel say about the tunnel?” was not used" in answer.notes[0]
    plain, _ = answer_turn(archive, FOLLOW_UP, conversation)
    assert answer.query == plain.query


@pytest.mark.parametrize("written", ["", "?!", "So " * 200, "<think>What"])
def test_no_question_is_no_wording(
    archive: Archive, conversation: Conversation, written: str
) -> None:
    with scripted(writing(written)) as told:
        reworded = reword(archive, FOLLOW_UP, conversation, Endpoint(told.base_url, "m"))
    assert (reworded.text, reworded.note) == (FOLLOW_UP, "Not reworded: m wrote no question.")


def test_the_same_question_is_not_told(archive: Archive) -> None:
    with scripted(writing(f'"{FOLLOW_UP.upper()}"')) as told:
        reworded = reword(archive, FOLLOW_UP, NEW_CONVERSATION, Endpoint(told.base_url, "m"))
    assert (reworded.text, reworded.note) == (FOLLOW_UP, "")


def test_a_faulty_writer_leaves_the_question(archive: Archive, conversation: Conversation) -> None:
    def refuse(reply: Reply, request: Request) -> None:
        reply.status(401)

    with scripted(refuse) as told:
        endpoint = replace(Endpoint(told.base_url, "m"), silence_s=1.0)
        reworded = reword(archive, FOLLOW_UP, conversation, endpoint)
    assert reworded.text == FOLLOW_UP
    assert reworded.note.startswith("Not reworded: the writer answered with status 401")
