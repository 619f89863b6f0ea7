"""What an archive costs as it grows: time, latency, memory and disk at several sizes.

    python -m benchmarks.growth FILE --archive DIR --rows ROWS --svg SVG --sizes 1000 3000 10000

FILE holds articles as JSON Lines, packed or not. One archive grows from size to size; at each,
the last hundredth of its articles is added by itself and timed. What is measured is kept in ROWS
as JSON lines: stopped or killed, the same command goes on from what the archive holds, and a
size that is there is not measured again. ROWS with all sizes so far are drawn as an SVG.
"""

import argparse
import json
import math
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from benchmarks.drawing import Chart, draw
from benchmarks.indexing import Run, alone, index_alone, read_articles, record_of, size_of
from benchmarks.journal import Journal, Record, number
from index.types import Article
from rag.assembly import open_archive
from rag.conversation import answer_turn
from rag.examples import example_questions
from rag.settings import Settings

# Killed, a run loses the times of at most so many articles, and none of the articles. With fewer,
# what each process needs before it is at full speed would count.
_PORTION = 2_000
_QUESTIONS = 10
_RUNS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What questions cost in a process that has the archive open."""

    warm_ms: float
    warm_p95_ms: float
    asking_mb: float


class Growth:
    """Portions that were indexed, and sizes that were measured."""

    def __init__(self, file: Path) -> None:
        """Read what is there."""
        self._journal = Journal(file)

    @property
    def sizes(self) -> list[Record]:
        """A record for each size, the smallest first."""
        found = [record for record in self._journal.records if "size" in record]
        return sorted(found, key=lambda record: number(record, "size"))

    def index_s(self, size: int) -> float:
        """What indexing so many articles takes, at the mean rate of all portions up to there.

        A portion that an earlier run had begun tells of fewer articles than it spans.
        """
        written, seconds = (sum(self._portions(key, size)) for key in ("written", "seconds"))
        return size * seconds / written if written else 0.0

    def most(self, key: str, size: int) -> float:
        """The largest value of the portions up to a size."""
        return max(self._portions(key, size), default=0.0)

    @property
    def reached(self) -> int:
        """How many articles the portions span."""
        return int(max(self._portions("to"), default=0))

    def add(self, record: Record) -> None:
        """Keep a record."""
        self._journal.add(record)

    def _portions(self, key: str, size: float = math.inf) -> list[float]:
        portions = (record for record in self._journal.records if "to" in record)
        return [number(record, key) for record in portions if number(record, "to") <= size]


def main() -> None:
    """Grow, measure, draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--svg", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 3_000, 10_000, 26_585])
    given = parser.parse_args()
    growth = Growth(given.rows)
    articles = read_articles(given.file)
    read = 0
    for size in sorted(set(given.sizes) - {int(number(one, "size")) for one in growth.sizes}):
        for start, end in portions(growth.reached, size):
            taken = list(islice(articles, start - read, end - read))
            read = end
            run = _index(given.archive, taken)
            growth.add({"to": end, **asdict(run)})
            print(f"{end:>8,} articles, {run.seconds:.0f} s for {run.written}", flush=True)
        record = _measure(given.archive, growth, size, run)
        growth.add(record)
        print(json.dumps(record), flush=True)
    given.svg.write_text(draw(charts(growth.sizes)), encoding="utf-8")


def portions(reached: int, size: int) -> Iterator[tuple[int, int]]:
    """What is indexed at once, from where it stands up to a size; the last is a hundredth."""
    before_last = max(reached, size - math.ceil(size / 100))
    while reached < before_last:
        end = min(reached + _PORTION, before_last)
        yield reached, end
        reached = end
    if reached < size:
        yield reached, size


def charts(sizes: list[Record]) -> list[Chart]:
    """What is drawn of the sizes."""

    def line(key: str, per: float = 1.0) -> list[tuple[float, float]]:
        return [(number(r, "size"), number(r, key) / per) for r in sizes]

    return [
        Chart("Indexing everything, minutes", {"": line("index_s", 60)}),
        Chart("Adding the last hundredth, seconds", {"": line("added_s")}),
        Chart(
            "A question, milliseconds",
            {"median": line("warm_ms"), "95th of 100": line("warm_p95_ms")},
        ),
        Chart(
            "Memory, MB", {"while indexing": line("indexing_mb"), "while asking": line("asking_mb")}
        ),
        Chart("On disk, MB", {"": line("disk_mb")}),
    ]


def _index(folder: Path, articles: list[Article]) -> Run:
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "articles.jsonl"
        lines = (json.dumps(record_of(article)) + "\n" for article in articles)
        file.write_text("".join(lines), encoding="utf-8")
        return index_alone(folder, file)


def _measure(folder: Path, growth: Growth, size: int, added: Run) -> Record:
    # As the command line and the page have it: see `rag.cli`.
    with patch.dict(os.environ, OPENBLAS_NUM_THREADS="1"):
        asked = alone(_ask, folder)
    return {
        "size": size,
        "passages": size_of(folder).passages,
        "index_s": growth.index_s(size),
        "added": added.written,
        "added_s": added.seconds,
        "indexing_mb": growth.most("peak_mb", size),
        "disk_mb": sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6,
        **asdict(asked),
    }


def _ask(folder: Path) -> Asked:
    archive = open_archive(Settings(archive=folder))
    questions = example_questions(archive, _QUESTIONS)
    seconds = []
    for turn in range((_RUNS + 1) * len(questions)):
        started = time.perf_counter()
        answer_turn(archive, questions[turn % len(questions)])
        seconds.append(time.perf_counter() - started)
    archive.close()
    # The first round reads what later ones find at hand.
    later = sorted(seconds[len(questions) :])
    return Asked(
        1000 * statistics.median(later),
        1000 * later[int(0.95 * len(later))],
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


if __name__ == "__main__":
    main()
