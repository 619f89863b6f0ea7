"""An archive of as many passages as wanted, drawn around a real one, to ask whole questions of.

    python -m benchmarks.multiplied SOURCE TARGET --passages 1000000
    python -m benchmarks.asking --archive TARGET --questions FILE

TARGET begins as a copy of SOURCE. Its articles come again and again, each time under another id and
as a story of its own, with their words, statements and days, and with vectors that lie around
theirs. Stopped, the same command goes on. Prints how long it took to write the rows, to make the
index of them, and the memory that this held.
"""

import argparse
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

import numpy as np

from benchmarks.memory import MemoryWatch
from index.embedders.minilm import MiniLM
from index.stores.connection import DATABASE, connect
from index.stores.embedded import EmbeddedStore
from index.stores.journal import begin_journal, note_commit
from index.stores.opening import writing_store
from index.stores.schema import read_manifest
from index.stores.writing import insert_article
from index.types import IndexedArticle, Vectors

_NOISE = 0.02
_AT_ONCE = 500


def main() -> None:
    """Copy, multiply and publish."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--passages", type=int, default=1_000_000)
    given = parser.parse_args()
    if not given.target.exists():
        shutil.copytree(given.source, given.target)
    with writing_store(given.target, MiniLM()) as store:
        started = time.perf_counter()
        for held in _multiply(given.target, store, given.passages):
            print(f"{held:>12,} passages, {time.perf_counter() - started:.0f} s", flush=True)
        print(f"rows written in {time.perf_counter() - started:.0f} s", flush=True)
        started = time.perf_counter()
        with MemoryWatch() as memory:
            store.publish()
        print(f"index made in {time.perf_counter() - started:.0f} s, {memory.peak_mb:,.0f} MB")


def _multiply(folder: Path, store: EmbeddedStore, wanted: int) -> Iterator[int]:
    """Write copies until there are as many passages as wanted; gives how many there are."""
    # A snapshot would hold in memory all that is not published yet.
    with closing(connect(folder / DATABASE)) as connection:
        (held,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    originals = [article.id for article in store.iterate() if "#" not in article.id]
    copies = (
        (article_id, f"{article_id}#{again}") for again in count(1) for article_id in originals
    )
    missing = (pair for pair in copies if store.find(pair[1]) is None)
    while held < wanted:
        copied = [_copy(store.read_indexed(one), other) for one, other in islice(missing, _AT_ONCE)]
        _write(folder, copied)
        held += sum(len(one.passage_vectors) for one in copied)
        yield held


def _write(folder: Path, articles: list[IndexedArticle]) -> None:
    """Commit new articles together, which writes a tenth of what one at a time does."""
    with closing(connect(folder / DATABASE)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        begin_journal(connection)
        generation = read_manifest(connection).generation + 1
        for article in articles:
            insert_article(connection, article, generation)
        note_commit(connection, generation)
        connection.execute("UPDATE manifest SET value = ? WHERE key = 'generation'", (generation,))
        connection.execute("COMMIT")


def _copy(indexed: IndexedArticle, copy_id: str) -> IndexedArticle:
    chance = np.random.default_rng(list(copy_id.encode()))
    return replace(
        indexed,
        article=replace(indexed.article, id=copy_id),
        passage_vectors=_around(indexed.passage_vectors, chance),
        sentence_vectors=_around(indexed.sentence_vectors, chance),
        signature=chance.bytes(len(indexed.signature)),
    )


def _around(vectors: Vectors, chance: np.random.Generator) -> Vectors:
    moved = vectors + chance.normal(0, _NOISE, vectors.shape)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


if __name__ == "__main__":
    main()
