"""How long a checked summary takes beside the extracts: `python -m benchmarks.writing`.

    python -m benchmarks.writing [--archive DIR] [--runs 5]
    python -m benchmarks.writing --writer http://127.0.0.1:8080/v1 --model NAME

Without an archive, one of the seed is made for the occasion. Without a writer, SmolLM2-135M is
served on 127.0.0.1 where it is installed; beside it always stands an endpoint that writes a
true sentence an extract without delay, so that its row is the cost of checking and of HTTP.
Prints medians with the fastest and the slowest run, as a table; on a shared machine trust the
ratios.
"""

import argparse
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.archive import Archive
from rag.assembly import index_paths, open_archive, sample_folder
from rag.conversation import answer_turn
from rag.examples import example_questions
from rag.prose import write_prose
from rag.settings import Settings
from rag.types import Answer
from rag.writers.endpoint import Endpoint
from rag.written import Prose
from tests.local_model import MODEL, serving, weights
from tests.scripted_endpoint import Reply, Request, scripted, writing

_QUESTIONS = 10


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--writer")
    parser.add_argument("--model", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.archive or Path(made) / "archive"
        if given.archive is None:
            index_paths(Settings(archive=folder), [sample_folder()], lambda step: None)
        archive = open_archive(Settings(archive=folder))
        questions = example_questions(archive, _QUESTIONS) * given.runs
        answer_turn(archive, questions[0])
        print("| | extracts | first checked sentence | whole answer | sentences |")
        print("|---|---|---|---|---|")
        _print_row("no writer", [_timed(archive, q, None) for q in questions])
        with scripted(_true_sentences) as told:
            _measure("endpoint without delay", archive, questions, Endpoint(told.base_url, "-"))
        with _model(given.writer, given.model) as endpoint:
            if endpoint is not None:
                _measure(endpoint.model, archive, questions, endpoint)
        archive.close()


@contextmanager
def _model(writer: str | None, model: str) -> Iterator[Endpoint | None]:
    path = weights()
    if writer:
        yield Endpoint(writer, model, total_s=300.0)
    elif path is None:
        yield None
    else:
        with serving(path) as base_url:
            yield Endpoint(base_url, MODEL, silence_s=120.0, total_s=300.0)


def _true_sentences(reply: Reply, request: Request) -> None:
    """Repeat what the first three extracts say, each with its speaker and its mark."""
    prompt = request["messages"][-1]["content"]
    read = re.findall(r"\[(\d+)\] ([^,\n]+)[^\n]*:\n([^\n]*)", prompt)[:3]
    said = (
        f"{speaker} said: “{words.split('”')[0].strip(' “.')}” [{n}]." for n, speaker, words in read
    )
    writing(" ".join(said), chars=200)(reply, request)


def _measure(name: str, archive: Archive, questions: list[str], endpoint: Endpoint) -> None:
    _print_row(name, [_timed(archive, question, endpoint) for question in questions])


def _timed(
    archive: Archive, question: str, endpoint: Endpoint | None
) -> tuple[float, Prose | None]:
    """Seconds to the extracts, and the whole prose with its own times."""
    started = time.perf_counter()
    answer: Answer = answer_turn(archive, question)[0]
    extracts_s = time.perf_counter() - started
    if endpoint is None:
        return extracts_s, None
    *_, prose = write_prose(answer, endpoint, archive.embed)
    first = extracts_s + prose.first_s if prose.first_s is not None else None
    return extracts_s, replace(prose, first_s=first, total_s=extracts_s + prose.total_s)


def _print_row(name: str, timed: list[tuple[float, Prose | None]]) -> None:
    proses = [prose for _, prose in timed if prose is not None]
    verdicts = Counter(s.verdict for prose in proses for s in prose.sentences)
    faults = sum(bool(prose.fault) for prose in proses)
    told = [f"{verdicts[v]} {v}" for v in ("supported", "weak", "unsupported") if verdicts[v]]
    cells = [
        _spread([extracts_s for extracts_s, _ in timed]),
        _spread([prose.first_s for prose in proses if prose.first_s is not None]),
        _spread([prose.total_s for prose in proses]),
        ", ".join([*told, *([f"{faults} faults"] if faults else [])]),
    ]
    print(f"| {name} | {' | '.join(cells)} |")


def _spread(seconds: list[float]) -> str:
    if not seconds:
        return ""
    middle = statistics.median(seconds)
    return f"{middle * 1000:.0f} ms ({min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f})"


if __name__ == "__main__":
    main()
