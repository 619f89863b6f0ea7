"""How long a question takes, in a fresh process and in a running one, and what memory.

    python -m benchmarks.asking [--archive DIR] [--questions FILE] [--runs 7]

Without an archive, one of the seed is made for the occasion; without a file of JSON lines, each
with a "question", those are asked that the page offers as examples. Prints medians with the
fastest and the slowest run; on a shared machine trust the medians and the ratios.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rag.assembly import open_archive, sample_folder
from rag.examples import example_questions
from rag.settings import Settings

_ONRECORD = (sys.executable, "-m", "rag.cli")
_ASK = (*_ONRECORD, "ask")


def main() -> None:
    """Measure and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.archive or Path(made) / "archive"
        if given.archive is None:
            # Elsewhere: what this process holds would be counted to those that it starts.
            index = (*_ONRECORD, "index", str(sample_folder()), "--archive", str(folder))
            subprocess.run(index, check=True, capture_output=True)
        questions = read_questions(given.questions, folder)
        cold = [_fresh(questions[0], folder) for _ in range(given.runs + 1)]
        warm = _running(questions, folder, runs=given.runs)
    _print("a question in a running process", warm)
    _print("a question in a fresh process", [seconds for seconds, _ in cold[1:]])
    print(f"{'its peak memory':<34} {max(peak for _, peak in cold):15.0f} MB")


def read_questions(file: Path | None, archive: Path) -> list[str]:
    """The questions of a file of JSON lines, or those that an archive offers as examples."""
    if file is not None:
        lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
        return [line["question"] for line in lines if "question" in line]
    opened = open_archive(Settings(archive=archive))
    try:
        return example_questions(opened, 10)
    finally:
        opened.close()


def _fresh(question: str, archive: Path) -> tuple[float, float]:
    """The seconds that a fresh process took for an answer, and its peak memory in MB."""
    command = [*_ASK, question, "--archive", str(archive)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"'{question}' was not answered: exit code {process.returncode}")
    return time.perf_counter() - started, used.ru_maxrss / 1024


def _running(questions: list[str], archive: Path, *, runs: int) -> list[float]:
    """The seconds that answers took in one process, those to the first round left out."""
    lines = "".join(json.dumps({"question": q}) + "\n" for q in questions * (runs + 1))
    command = [*_ASK, "--batch", "-", "--archive", str(archive)]
    done = subprocess.run(command, input=lines, text=True, check=True, capture_output=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()][len(questions) :]
    return [answer["timings"]["total_s"] for answer in answers]


def _print(what: str, seconds: list[float]) -> None:
    middle, p95 = statistics.median(seconds), sorted(seconds)[int(0.95 * len(seconds))]
    print(
        f"{what:<34} median {middle * 1000:8.1f} ms   p95 {p95 * 1000:8.1f}"
        f"   ({min(seconds) * 1000:.1f} to {max(seconds) * 1000:.1f}, {len(seconds)} runs)"
    )


if __name__ == "__main__":
    main()
