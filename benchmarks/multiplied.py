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
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.memory import MemoryWatch
from index.embedders.minilm import MiniLM
from index.stores.embedded import EmbeddedStore
from index.stores.opening import writing_store
from index.types import IndexedArticle, Vectors

_NOISE = 0.02
_TOLD_EVERY = 1_000


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
        for written, held in enumerate(_multiply(store, given.passages), 1):
            if written % _TOLD_EVERY == 0:
                print(f"{held:>12,} passages, {time.perf_counter() - started:.0f} s", flush=True)
        print(f"rows written in {time.perf_counter() - started:.0f} s", flush=True)
        started = time.perf_counter()
        with MemoryWatch() as memory:
            store.publish()
        print(f"index made in {time.perf_counter() - started:.0f} s, {memory.peak_mb:,.0f} MB")


def _multiply(store: EmbeddedStore, wanted: int) -> Iterator[int]:
    """Write copies until there are as many passages as wanted; gives how many there are."""
    with store.snapshot() as snapshot:
        held = snapshot.size().passages
    originals = [article.id for article in store.iterate() if "#" not in article.id]
    again = 0
    while held < wanted:
        again += 1
        for article_id in originals:
            copy_id = f"{article_id}#{again}"
            if held < wanted and store.find(copy_id) is None:
                copied = _copy(store.read_indexed(article_id), copy_id)
                store.upsert(copied)
                held += len(copied.passage_vectors)
                yield held


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
