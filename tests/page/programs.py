"""Steps of programs that call the server, shared by their tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx

T = TypeVar("T")

GUARANTEES = "what did Trump say about guarantees?"
WHO = "We owe the fishermen an apology"

QUESTIONS = (
    GUARANTEES,
    "what did Starmer say about troops?",
    "who warned about the pumps?",
    "what did Maren say about the fishermen?",
    "how much did the tunnel cost?",
    "what did Biden say about guarantees?",
    "what did Lindqvist say about salt?",
    "what happened in Port Callow?",
)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a program that awaits; in a thread, since the browser's tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs from run to run."""
    return {key: value for key, value in answer.items() if key != "timings"}


def ask(client: httpx.Client, question: str, **more: object) -> dict[str, Any]:
    """The answer to a question."""
    got = client.post("/api/ask", json={"question": question, **more})
    assert got.status_code == 200, got.text
    answer: dict[str, Any] = got.json()
    return answer


def ask_together(address: str, questions: list[str]) -> list[dict[str, Any]]:
    """Each question asked by a client of its own, all at once."""

    def one(question: str) -> dict[str, Any]:
        with httpx.Client(base_url=address, timeout=60) as client:
            return ask(client, question)

    with ThreadPoolExecutor(len(questions)) as clients:
        return list(clients.map(one, questions))
