"""How long a question takes: in a fresh process and in a running one.

    python -m benchmarks.asking [--archive DIR] [--runs 7]

Without an archive, one of the seed is made for the occasion. Prints medians with the fastest and
the slowest run; on a shared machine trust the medians and the ratios.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rag.assembly import index_paths, open_archive, sample_folder
from rag.conversation import answer_turn
from rag.examples import example_questions
from rag.settings import Settings


def main() -> None:
    """Measure and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.archive or Path(made) / "archive"
        if given.archive is None:
            index_paths(Settings(archive=folder), [sample_folder()], lambda step: None)
        archive = open_archive(Settings(archive=folder))
        questions = example_questions(archive, 10)
        answer_turn(archive, questions[0])
        warm = [
            _seconds(partial(answer_turn, archive, question))
            for _ in range(given.runs)
            for question in questions
        ]
        command = [sys.executable, "-m", "rag.cli", "ask", questions[0], "--archive", str(folder)]
        cold = [
            _seconds(lambda: subprocess.run(command, check=True, capture_output=True))
            for _ in range(given.runs)
        ]
        archive.close()
    _print("a question in a running process", warm)
    _print("a question in a fresh process", cold)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _print(what: str, seconds: list[float]) -> None:
    middle = statistics.median(seconds)
    print(
        f"{what:<34} median {middle * 1000:8.1f} ms"
        f"   ({min(seconds) * 1000:.1f} to {max(seconds) * 1000:.1f}, {len(seconds)} runs)"
    )


if __name__ == "__main__":
    main()
