"""MCP tools of a real server process, called by a real client."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters

from tests.conftest import ROOT
from tests.page.conftest import Server
from tests.page.programs import GUARANTEES, QUESTIONS, WHO, run, untimed

TOOLS = {"ask", "quotes", "who", "speakers", "timeline", "articles", "article"}


async def call(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    """What a tool gives, as data."""
    got = await client.call_tool(tool, arguments, read_timeout_seconds=90)
    assert not got.is_error, got.content
    found: dict[str, Any] = got.structured_content
    return found


async def error(client: Client, tool: str, **arguments: object) -> str:
    """What a tool says is wrong."""
    got = await client.call_tool(tool, arguments)
    assert got.is_error
    (said,) = got.content
    return str(getattr(said, "text", ""))


def test_tools_are_described_and_only_read(server: Server) -> None:
    async def listed() -> None:
        async with Client(f"{server.address}/mcp") as client:
            tools = (await client.list_tools()).tools
            assert {tool.name for tool in tools} == TOOLS
            for tool in tools:
                assert tool.description
                assert tool.output_schema
                assert tool.annotations is not None
                assert tool.annotations.read_only_hint
            assert "to the letter" in (client.instructions or "")

    run(listed())


def test_every_tool_answers(server: Server) -> None:
    async def called() -> None:
        async with Client(f"{server.address}/mcp") as client:
            answer = await call(client, "ask", question=GUARANTEES)
            assert answer["extracts"][0]["speaker"] == "Donald Trump"
            later = await call(client, "ask", question="and Starmer?", turns=[GUARANTEES])
            assert later["interpreted"]["carried_over"] == ["topic"]
            quotes = await call(client, "quotes", speakers=["Maren"], limit=1)
            assert (quotes["speakers"], quotes["shown"]) == (["Ilse Maren"], 1)
            trace = await call(client, "who", quotation=WHO)
            assert trace["places"][0]["speakers"] == ["Ilse Maren"]
            speakers = await call(client, "speakers", limit=3)
            assert len(speakers["speakers"]) == 3
            timeline = await call(client, "timeline", question=GUARANTEES)
            assert timeline["days"][0]["day"] == "2025-02-27"
            articles = await call(client, "articles", words="harbour")
            (found,) = articles["articles"]
            article = await call(client, "article", id=found["id"])
            extract = trace["places"][0]
            assert article["text"][extract["start"] : extract["end"]] == extract["text"]

    run(called())


def test_bad_input_is_told_in_one_sentence(server: Server) -> None:
    cases: list[tuple[str, dict[str, object], str]] = [
        ("ask", {}, "'question': field required"),
        ("ask", {"question": ""}, "the question is empty"),
        ("ask", {"question": 5}, "'question': input should be a valid string"),
        ("ask", {"question": "x" * 3000}, "ask in at most 2,000"),
        ("quotes", {"limit": 1000}, "'limit': input should be less than or equal to 50"),
        ("quotes", {"speaker": "Trump"}, "'speaker' is no argument of quotes: use speakers"),
        ("quotes", {"speakers": ["Stramer"]}, "did you mean Keir Starmer?"),
        ("timeline", {"about": "guarantees", "since": "May"}, "give a date as"),
        ("article", {"id": "nowhere"}, "no article has the id 'nowhere'"),
        ("fly", {}, "Unknown tool: fly"),
    ]

    async def called() -> None:
        async with Client(f"{server.address}/mcp") as client:
            for tool, arguments, sentence in cases:
                said = await error(client, tool, **arguments)
                assert sentence in said
                assert "\n" not in said

    run(called())


def test_sixteen_clients_at_once_get_what_one_gets(server: Server) -> None:
    questions = [*QUESTIONS, *reversed(QUESTIONS)]

    async def one(question: str) -> dict[str, Any]:
        async with Client(f"{server.address}/mcp") as client:
            return untimed(await call(client, "ask", question=question))

    async def together() -> None:
        async with Client(f"{server.address}/mcp") as client:
            alone = {q: untimed(await call(client, "ask", question=q)) for q in QUESTIONS}
        got = await asyncio.gather(*(one(question) for question in questions))
        assert got == [alone[question] for question in questions]

    run(together())


def test_the_same_tools_over_standard_input(archive_folder: Path, tmp_path: Path) -> None:
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "rag.cli", "mcp", "--archive", str(archive_folder)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    async def called() -> None:
        async with Client(started) as client:
            answer = await call(client, "ask", question=GUARANTEES)
            assert answer["extracts"][0]["speaker"] == "Donald Trump"
            assert "is empty" in await error(client, "ask", question="")

    run(called())


def test_a_client_of_the_older_protocol_is_answered(server: Server) -> None:
    async def called() -> None:
        async with Client(f"{server.address}/mcp", mode="legacy") as client:
            assert (await call(client, "articles"))["total"] == 2

    run(called())


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_what_is_no_call_is_refused(server: Server, method: str) -> None:
    got = httpx.request(method, f"{server.address}/mcp")
    assert (got.status_code, list(got.json())) == (405, ["error"])
