"""What indexing costs: the first time, again with nothing changed, and with 1 % changed.

    python -m benchmarks.indexing FILE [--limit N] [--archive DIR]

FILE holds articles as JSON Lines, packed or not; the first N are taken, each under the id it
came with. Without an archive, one in a temporary folder is made and deleted at the end. One
that is named is kept: stopped, the benchmark goes on from what is in it, and the first row then
tells of the rest alone. Each row is a run in a process of its own, with the most memory that it
and those it started held together. On a shared machine trust the ratios.
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.memory import MemoryWatch
from index.archive import Size
from index.preparing import end_with_parent
from index.progress import Progress
from index.readers import find_files
from index.types import Article
from rag.assembly import index_paths, open_archive
from rag.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")

_CHANGED_OF = 100
_ADDED_SENTENCE = "\n\nThe harbour of Port Callow was closed on Monday."


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a file."""

    seconds: float
    written: int
    unchanged: int
    embedded: int
    peak_mb: float


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--archive", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.archive or Path(made) / "archive"
        same, changed = Path(made) / "same.jsonl", Path(made) / "changed.jsonl"
        copies = _copy(given.file, given.limit, same, changed)
        before = size_of(folder) if folder.exists() else Size(0, 0, 0, 0, None)
        print(
            f"{'run':<12}{'time':>10}{'written':>9}{'unchanged':>11}{'embedded':>10}{'memory':>12}"
        )
        first = _measure("first", folder, same)
        after = size_of(folder)
        print(
            f"  {first.written / first.seconds:.2f} articles/s,"
            f" {(after.passages - before.passages) / first.seconds:.1f} passages/s,"
            f" {(after.sentences - before.sentences) / first.seconds:.1f} sentences/s"
        )
        on_disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(
            f"  {after.articles:,} articles, {after.passages:,} passages, {after.sentences:,}"
            f" sentences, {after.statements:,} statements: {on_disk / 1e6:,.1f} MB on disk"
        )
        print(f"  {copies} articles have the text of an earlier one; {_stories(folder)}")
        _measure("unchanged", folder, same)
        again = _measure("1 % changed", folder, changed)
        print(f"  {100 * again.seconds / first.seconds:.1f} % of the first run's time")


def _copy(file: Path, limit: int | None, same: Path, changed: Path) -> int:
    """Write the articles, and again with every hundredth changed; gives the exact copies."""
    versions: Counter[str] = Counter()
    with same.open("w", encoding="utf-8") as plain, changed.open("w", encoding="utf-8") as other:
        for number, article in enumerate(read_articles(file)):
            if number == limit:
                break
            versions[article.version] += 1
            record = record_of(article)
            plain.write(json.dumps(record) + "\n")
            if number % _CHANGED_OF == 0:
                record["text"] = article.text + _ADDED_SENTENCE
            other.write(json.dumps(record) + "\n")
    return sum(count - 1 for count in versions.values())


def record_of(article: Article) -> dict[str, object]:
    """An article as a line of JSON has it."""
    return {
        "id": article.id,
        "title": "" if article.title_derived else article.title,
        "source": article.source,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "text": article.text,
    }


def read_articles(file: Path) -> Iterator[Article]:
    """The articles of a file, whatever can be read of it."""
    for found in find_files([file]):
        for item in found.read():
            if isinstance(item, Article):
                yield item


def index_alone(folder: Path, file: Path) -> Run:
    """Index in a fresh process, so that its peak is its own."""
    return alone(_index, folder, file)


def alone(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do something in a fresh process, which ends when this one does."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=end_with_parent) as pool:
        return pool.submit(work, *args, **kwargs).result()


def _measure(name: str, folder: Path, file: Path) -> Run:
    run = index_alone(folder, file)
    memory = f"{run.peak_mb:,.0f} MB"
    print(
        f"{name:<12}{run.seconds:>8.1f} s{run.written:>9,}{run.unchanged:>11,}"
        f"{run.embedded:>10,}{memory:>12}",
        flush=True,
    )
    return run


def _index(folder: Path, file: Path) -> Run:
    embedded = 0

    def on_progress(step: Progress) -> None:
        nonlocal embedded
        embedded = step.counts.get("embed", 0)

    started = time.perf_counter()
    with MemoryWatch() as memory:
        report = index_paths(Settings(archive=folder), [file], on_progress)
    seconds = time.perf_counter() - started
    written = len(report.added) + len(report.changed)
    return Run(seconds, written, len(report.unchanged), embedded, memory.peak_mb)


def size_of(folder: Path) -> Size:
    """How much an archive holds."""
    archive = open_archive(Settings(archive=folder))
    with archive.view() as snapshot:
        size = snapshot.size()
    archive.close()
    return size


def _stories(folder: Path) -> str:
    archive = open_archive(Settings(archive=folder))
    with archive.view() as snapshot:
        repeated = snapshot.count_repeated_stories()
    archive.close()
    return f"{repeated} stories are told by several articles (copies and near-duplicates)"


if __name__ == "__main__":
    main()
