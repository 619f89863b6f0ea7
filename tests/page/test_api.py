"""The HTTP API of a real server process, called by a real client."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from index.archive import Archive
from rag.contract import answer_to_json
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.schema.answers import Answer
from rag.schema.values import Model
from tests.page.conftest import Server, Visit
from tests.page.programs import GUARANTEES, QUESTIONS, WHO, ask, ask_together, untimed

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=60) as opened:
        yield opened


def get(client: httpx.Client, path: str, **parameters: Any) -> dict[str, Any]:
    got = client.get(path, params=parameters)
    assert got.status_code == 200, got.text
    found: dict[str, Any] = got.json()
    return found


def test_an_answer_is_the_one_of_the_command_line(client: httpx.Client, archive: Archive) -> None:
    answer = ask(client, GUARANTEES, id="a1")
    own, _ = answer_turn(archive, GUARANTEES)
    expected = untimed(answer_to_json(own, question_id="a1"))
    # Each archive was built at its own moment.
    expected["receipt"] = answer["receipt"]
    assert untimed(answer) == expected


def test_every_key_of_an_answer_is_typed(archive: Archive) -> None:
    answer, _ = answer_turn(archive, GUARANTEES)
    typed = Answer.model_validate(answer_to_json(answer))
    assert _untyped(typed) == []
    assert typed.model_dump(mode="json") == answer_to_json(answer)


def _untyped(model: Model) -> list[str]:
    found = list(model.model_extra or ())
    for name in type(model).model_fields:
        value = getattr(model, name)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Model):
                found += [f"{name}.{key}" for key in _untyped(part)]
    return found


def test_every_extract_is_a_slice_of_its_article(client: httpx.Client) -> None:
    for question in QUESTIONS:
        answer = ask(client, question, limit=8)
        for extract in answer["extracts"] or answer["nearest"]:
            article = get(client, "/api/article", id=extract["article_id"])
            assert article["version"] == extract["version"]
            assert article["text"][extract["start"] : extract["end"]] == extract["text"]


def test_a_later_question_leans_on_earlier_turns(client: httpx.Client, archive: Archive) -> None:
    answer = ask(client, "and Starmer?", turns=[GUARANTEES])
    assert answer["interpreted"]["carried_over"] == ["topic"]
    _, before = answer_turn(archive, GUARANTEES, NEW_CONVERSATION)
    own, _ = answer_turn(archive, "and Starmer?", before)
    assert [e["text"] for e in answer["extracts"]] == [e.text for e in own.extracts]


def test_filters_take_names_as_people_write_them(client: httpx.Client) -> None:
    answer = ask(client, "guarantees", speakers=["Starmer"], sources=["reuters"], min_evidence=0)
    assert answer["extracts"]
    assert {extract["speaker"] for extract in answer["extracts"]} == {"Keir Starmer"}
    nothing = ask(client, GUARANTEES, until="2020-01-01")
    assert (nothing["abstained"], nothing["reason"]) == (True, "outside_dates")


def test_silence_has_its_reason(client: httpx.Client) -> None:
    answer = ask(client, "what did Biden say about guarantees?")
    assert (answer["abstained"], answer["reason"]) == (True, "no_speaker")
    assert answer["extracts"] == []
    assert answer["nearest"]


def test_statements_speakers_and_views_are_given(client: httpx.Client) -> None:
    quotes = get(client, "/api/quotes", speaker="Maren", direct=True)
    (group,) = quotes["groups"]
    assert "We owe the fishermen an apology" in group["statements"][0]["text"]
    trace = get(client, "/api/who", quotation=WHO)
    assert trace["found"]
    assert trace["places"][0]["speakers"] == ["Ilse Maren"]
    assert not get(client, "/api/who", quotation="nobody ever said this here")["found"]
    (speaker,) = get(client, "/api/speakers", name="Trump")["speakers"]
    assert speaker["name"] == "Donald Trump"
    assert speaker["topics"]
    timeline = get(client, "/api/timeline", speaker="Trump", about="guarantees")
    assert timeline["days"][0]["day"] == "2025-02-27"
    assert sum(one["statements"] for one in timeline["bins"]) == timeline["total"]
    sides = get(client, "/api/sides", speaker=["Trump", "Starmer"], about="guarantees")
    assert [column["name"] for column in sides["columns"]] == ["Donald Trump", "Keir Starmer"]
    accounts = get(client, "/api/accounts", about="guarantees")
    assert accounts["about"] == "guarantees"


def test_articles_are_listed_read_and_told_apart(client: httpx.Client) -> None:
    listing = get(client, "/api/articles", order="oldest")
    assert listing["total"] == 2
    (found,) = get(client, "/api/articles", words="harbour.txt")["articles"]
    article = get(client, "/api/article", id="harbour.txt", version=found["version"])
    assert "410 million crowns" in article["text"]
    assert [zone["kind"] for zone in article["zones"]][:1] == ["header"]
    (version,) = get(client, "/api/versions", id="harbour.txt")["versions"]
    assert version == article
    status = get(client, "/api/status")
    assert (status["articles"], status["newest"]) == (2, "2031-05-04")
    assert status["outlets"] == [{"name": "Reuters", "articles": 2}]


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "sentence"),
    [
        ("POST", "/api/ask", {"json": {"question": "  "}}, 400, "the question is empty"),
        ("POST", "/api/ask", {"json": {"question": "x" * 3000}}, 400, "ask in at most 2,000"),
        ("POST", "/api/ask", {"json": {}}, 422, "'question': field required"),
        ("POST", "/api/ask", {"json": {"question": "a", "as_of": "May"}}, 422, "give a date as"),
        ("POST", "/api/ask", {"json": {"question": "a", "turns": ["b"] * 13}}, 422, "'turns'"),
        ("POST", "/api/ask", {"content": b"{"}, 422, "the body is no JSON object"),
        (
            "POST",
            "/api/ask",
            {"content": b'{"question": "a", "speakers": ["b\\ud800"]}', "headers": JSON},
            422,
            "half a character",
        ),
        ("GET", "/api/ask", {}, 405, "GET is not taken here"),
        ("GET", "/api/quotes", {"params": {"speaker": "Stramer"}}, 404, "did you mean Keir"),
        ("GET", "/api/quotes", {"params": {"source": "The Moon"}}, 404, "from 'The Moon'"),
        ("GET", "/api/quotes", {"params": {"limit": 0}}, 422, "'limit'"),
        ("GET", "/api/quotes", {"params": {"colour": "red"}}, 422, "'colour'"),
        ("GET", "/api/quotes", {"params": {"order": "best"}}, 400, "best first needs a topic"),
        ("GET", "/api/who", {"params": {"quotation": "no"}}, 400, ""),
        ("GET", "/api/timeline", {}, 400, "nothing is asked for"),
        ("GET", "/api/article", {"params": {"id": "../x"}}, 404, "no article has the id '../x'"),
        ("GET", "/api/versions", {"params": {"id": "x"}}, 404, "no article has the id 'x'"),
        ("GET", "/api/nowhere", {}, 404, "/api/docs lists what there is"),
        ("POST", "/api/ask", {"content": b"x" * 4_100_000}, 413, "at most 4 MB"),
    ],
)
def test_bad_input_gives_one_sentence(
    client: httpx.Client, method: str, path: str, sent: dict[str, Any], status: int, sentence: str
) -> None:
    got = client.request(method, path, **sent)
    assert got.status_code == status, got.text
    assert list(got.json()) == ["error"]
    assert sentence in got.json()["error"]
    assert "\n" not in got.json()["error"]


def test_the_door_of_the_page_is_the_door_of_the_api(client: httpx.Client) -> None:
    for path in "/api/status", "/mcp":
        strange = client.get(path, headers={"Host": "evil.example"})
        assert (strange.status_code, list(strange.json())) == (403, ["error"])
        foreign = client.post(path, json={}, headers={"Origin": "http://evil.example"})
        assert (foreign.status_code, list(foreign.json())) == (403, ["error"])
    headers = client.get("/api/docs").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_sixteen_clients_at_once_get_what_one_gets(client: httpx.Client, server: Server) -> None:
    questions = [*QUESTIONS, *reversed(QUESTIONS)]
    alone = {question: untimed(ask(client, question)) for question in QUESTIONS}
    together = ask_together(server.address, questions)
    assert [untimed(answer) for answer in together] == [alone[question] for question in questions]


def test_the_reference_is_drawn_from_this_machine_alone(server: Server, visit: Visit) -> None:
    page = visit(f"{server.address}/api", is_ready=".opblock >> nth=0")
    expect(page.locator(".opblock")).to_have_count(17)
    expect(page.locator(".info .title")).to_contain_text("On Record")
