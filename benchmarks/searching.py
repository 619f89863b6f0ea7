"""How long searches take in an archive of any size, and what it costs to keep.

    python -m benchmarks.searching --archive DIR [--sizes 1000 10000 100000 300000 1000000]

Passages are drawn around those of an archive: a vector near a real one, towards another,
and the words of both. They go into an archive of their own in a temporary folder. Prints a line a
size; on a shared machine trust the medians and the ratios.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from index.embedders.minilm import MiniLM
from index.stores import Filter, Snapshot
from index.stores.connection import DATABASE, connect
from index.stores.embedded import EmbeddedStore
from index.stores.making import read_vectors
from index.stores.opening import open_store, writing_store
from index.stores.vectors import encode
from index.types import Vector, Vectors
from rag.assembly import open_archive
from rag.examples import example_questions
from rag.settings import Settings
from rag.understanding.words import content_words

PER_ARTICLE = 12
_BETWEEN = "\n\n"
_NOISE = 0.02
_RUNS = 60
_WITHIN = {
    "everything": Filter(),
    "a tenth by date": Filter(until=date(2016, 1, 1) + timedelta(days=36)),
    "an outlet in 20": Filter(sources=("outlet 7",)),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What a real archive gives to draw from, and questions to ask."""

    texts: list[str]
    vectors: Vectors
    questions: list[tuple[Vector, list[str]]]


def main() -> None:
    """Measure and print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 300_000, 1_000_000]
    )
    parser.add_argument("--folder", type=Path, help="where there is room for the archive")
    given = parser.parse_args()
    sample = _sample(given.archive)
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        with writing_store(Path(made), MiniLM()) as store:
            store.publish()
        held = 0
        for size in given.sizes:
            started = time.perf_counter()
            _grow(Path(made), sample, held, size)
            held = size
            grown_s = time.perf_counter() - started
            _measure(Path(made), sample, size, grown_s)


def _sample(folder: Path) -> Sample:
    archive = open_archive(Settings(archive=folder))
    asked = example_questions(archive, 20)
    questions = [
        (vector, list(content_words(question)))
        for question, vector in zip(asked, archive.embed(asked), strict=True)
    ]
    archive.close()
    with closing(connect(folder / DATABASE)) as connection:
        dimensions = len(questions[0][0])
        vectors = np.concatenate([v for _, v in read_vectors(connection, "passage", dimensions)])
        texts = [
            text
            for (text,) in connection.execute(
                "SELECT substr(text, start + 1, end - start) FROM passages"
                " JOIN articles ON key = article ORDER BY passages.id"
            )
        ]
    return Sample(texts, vectors, questions)


def _grow(folder: Path, sample: Sample, held: int, size: int) -> None:
    """Write rows as the store does, without deriving them from articles, and publish."""
    chance = np.random.default_rng(held)
    with closing(connect(folder / DATABASE)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for first in range(held, size, PER_ARTICLE):
            rows = list(_drawn(sample, chance, min(PER_ARTICLE, size - first)))
            number = first // PER_ARTICLE
            day = date(2016, 1, 1) + timedelta(days=number * 37 % 366)
            text = _BETWEEN.join(text for text, _ in rows)
            key = connection.execute(
                "INSERT INTO articles (id, version, title, title_derived, source, authors,"
                " published, published_basis, zones, origin, updated_basis, text)"
                " VALUES (?, ?, 'A title', 0, ?, '[]', ?, 'drawn', '[]', '', '', ?)",
                (str(first), str(first), f"outlet {number % 20}", day.isoformat(), text),
            ).lastrowid
            start = 0
            for text, vector in rows:
                row = connection.execute(
                    "INSERT INTO passages (article, start, end, digest, generation, vector)"
                    " VALUES (?, ?, ?, x'00', ?, ?)",
                    (key, start, start + len(text), size, encode(vector)),
                ).lastrowid
                start += len(text) + len(_BETWEEN)
                connection.execute(
                    "INSERT INTO passage_words (rowid, text, title) VALUES (?, ?, 'A title')",
                    (row, text),
                )
        connection.execute("UPDATE manifest SET value = ? WHERE key = 'generation'", (str(size),))
        connection.execute("COMMIT")


def _drawn(sample: Sample, chance: np.random.Generator, count: int) -> Iterator[tuple[str, Vector]]:
    for at, other in chance.integers(0, len(sample.texts), (count, 2)):
        share, noise = chance.uniform(0, 0.5), chance.normal(0, _NOISE, sample.vectors.shape[1])
        between = (1 - share) * sample.vectors[at] + share * sample.vectors[other]
        vector = np.asarray(between + noise, dtype=np.float32)
        halves = (sample.texts[i][: len(sample.texts[i]) // 2] for i in (at, other))
        yield " ".join(halves), vector / np.linalg.norm(vector)


def _measure(folder: Path, sample: Sample, size: int, grown_s: float) -> None:
    started = time.perf_counter()
    with writing_store(folder, MiniLM()) as store:
        store.publish()
    published_s = time.perf_counter() - started
    started = time.perf_counter()
    store = open_store(folder, MiniLM())
    facts = store.index_facts()["passage"]
    opened_s = time.perf_counter() - started
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    index = sum(path.stat().st_size for path in folder.glob("vectors-*/*"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9,} passages  {facts.name}; recall@10 {facts.recall:.3f}; disk {disk / 1e6:,.0f}"
        f" MB, of it the index {index / 1e6:,.0f}; peak memory so far {peak:,.0f} MB; rows"
        f" written in {grown_s:.0f} s, index made in {published_s:.1f} s, opened in"
        f" {opened_s * 1e3:.0f} ms",
        flush=True,
    )
    _time(store, sample)
    store.close()


def _time(store: EmbeddedStore, sample: Sample) -> None:
    with store.snapshot() as snapshot:
        for what, within in _WITHIN.items():
            _print(f"vectors, {what}", partial(_search_vectors, snapshot, within), sample)
            _print(f"words, {what}", partial(_search_words, snapshot, within), sample)
        _print("similarities of 200", partial(_similarities, snapshot), sample)


def _search_vectors(snapshot: Snapshot, within: Filter, vector: Vector, _: list[str]) -> None:
    snapshot.search_vectors("passage", vector, 25, within)


def _search_words(snapshot: Snapshot, within: Filter, _: Vector, terms: list[str]) -> None:
    snapshot.search_words("passage", terms, 25, within)


def _similarities(snapshot: Snapshot, vector: Vector, _: list[str]) -> None:
    last = snapshot.size().passages
    snapshot.similarities("passage", list(range(1, last + 1, max(1, last // 200))), vector)


def _print(what: str, search: Callable[[Vector, list[str]], None], sample: Sample) -> None:
    seconds = []
    for run in range(_RUNS + 1):
        vector, terms = sample.questions[run % len(sample.questions)]
        started = time.perf_counter()
        search(vector, terms)
        seconds.append(time.perf_counter() - started)
    later = sorted(seconds[1:])
    median, p95 = statistics.median(later), later[int(0.95 * _RUNS)]
    print(
        f"          {what:<26} median {median * 1e3:8.1f} ms   p95 {p95 * 1e3:8.1f}"
        f"   the first {seconds[0] * 1e3:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
