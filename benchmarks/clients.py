"""How many questions a running page answers, asked by several clients at once.

    python -m benchmarks.clients --archive DIR [--questions FILE] [--clients 1 4 16] [--seconds 20]

Each client asks at /api/ask, waits for its answer and asks the next question. Prints a line for
each number of clients: answers a second, and how long one waits for an answer.
"""

import argparse
import http.client
import itertools
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.asking import read_questions

_HOST = "127.0.0.1"


def main() -> None:
    """Measure and print a line for each number of clients."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=20.0)
    given = parser.parse_args()
    questions = read_questions(given.questions, given.archive)
    with _serving(given.archive) as port:
        _ask(port, questions, until=0.0, first=0)
        for clients in given.clients:
            started = time.perf_counter()
            waits = _ask_at_once(port, questions, clients, given.seconds)
            rate = len(waits) / (time.perf_counter() - started)
            p95 = sorted(waits)[int(0.95 * len(waits))]
            print(
                f"{clients:>3} clients   {rate:6.1f} answers a second   waiting: median "
                f"{statistics.median(waits) * 1000:7.1f} ms   p95 {p95 * 1000:7.1f}",
                flush=True,
            )


@contextmanager
def _serving(archive: Path) -> Iterator[int]:
    """A page that is being served, by its port."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "rag.cli", "serve", "--archive", str(archive)]
    process = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None, "it was asked for"
        process.stdout.readline()
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _ask_at_once(port: int, questions: list[str], clients: int, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(clients) as pool:
        asking = [
            pool.submit(_ask, port, questions, until=until, first=number * 7)
            for number in range(clients)
        ]
        return [wait for client in asking for wait in client.result()]


def _ask(port: int, questions: list[str], *, until: float, first: int) -> list[float]:
    """One client's waits, in seconds; it asks at least once."""
    waits: list[float] = []
    connection = http.client.HTTPConnection(_HOST, port, timeout=120)
    for number in itertools.count(first):
        body = json.dumps({"question": questions[number % len(questions)]})
        started = time.perf_counter()
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        reply = connection.getresponse()
        answer = reply.read()
        if reply.status != http.HTTPStatus.OK:
            raise SystemExit(f"the page answered {reply.status}: {answer.decode()}")
        waits.append(time.perf_counter() - started)
        if time.perf_counter() >= until:
            break
    connection.close()
    return waits


if __name__ == "__main__":
    main()
