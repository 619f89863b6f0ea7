"""The vectors and words of a generation, from memory, disk or SQLite, kept as a cache.

A cache of an older generation is brought up to date by the difference; one that is missing,
damaged or of another making is made again from SQLite. Nothing is embedded here.
"""

import shutil
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.stores import UNITS, Unit
from index.stores.holdings import write_holdings
from index.stores.making import (
    IndexWriter,
    make_flat,
    read_departed,
    read_vectors,
    read_words,
)
from index.stores.policy import IndexFacts, IndexPolicy
from index.stores.saving import (
    describe,
    folder_of,
    generation_of,
    holdings_of,
    load,
    saved_folders,
    saving,
    words_of,
)
from index.stores.schema import Manifest
from index.stores.vectors import UnitIndex, VectorIndex
from index.stores.word_index import write_words

# Readers that began before a commit still ask for the generation before it.
_GENERATIONS_KEPT = 4


class VectorCache:
    """Gives the vector index of a generation; threads may share it."""

    def __init__(self, folder: Path, dimensions: int, policy: IndexPolicy) -> None:
        """Keep files in folders `vectors-<generation>` of `folder`."""
        self.policy = policy
        self._folder = folder
        self._dimensions = dimensions
        self._lock = threading.Lock()
        self._recent: dict[int, VectorIndex] = {}

    def at(self, connection: sqlite3.Connection, manifest: Manifest) -> VectorIndex:
        """The index of the generation that the connection's read transaction sees."""
        with self._lock:
            found = self._recent.get(manifest.generation)
            if found is not None and found.generation >= manifest.epoch:
                return found
            base = self._nearest(manifest)
            if base is None:
                # Exact, and quicker made than lists; those are the writer's to make.
                units = {unit: make_flat(connection, unit, self._dimensions) for unit in UNITS}
                found = VectorIndex(manifest.generation, units)
            else:
                found = self._updated(connection, base, manifest.generation)
            self._recent[found.generation] = found
            for generation in sorted(self._recent)[:-_GENERATIONS_KEPT]:
                del self._recent[generation]
            return found

    def forget(self) -> None:
        """Drop what is in memory and on disk, so that all is made again from SQLite."""
        with self._lock:
            self._recent.clear()
            for saved in saved_folders(self._folder):
                shutil.rmtree(saved, ignore_errors=True)

    def newest_saved(self) -> int | None:
        """The newest generation that is on disk."""
        return max(map(generation_of, saved_folders(self._folder)), default=None)

    def drop_later(self, generation: int) -> None:
        """Drop what is on disk of generations after this one."""
        for saved in saved_folders(self._folder):
            if generation_of(saved) > generation:
                shutil.rmtree(saved, ignore_errors=True)

    def publish(
        self, connection: sqlite3.Connection, manifest: Manifest, *, wiping: bool = False
    ) -> None:
        """Write the index of a generation beside the old one, then drop the old one.

        With `wiping`, no word is left on disk that only rows had which are gone.
        """
        old = self._load(manifest)
        if old is not None and old.generation == manifest.generation:
            return
        with saving(self._folder, manifest.generation) as making:
            writer = IndexWriter(connection, self._dimensions, self.policy, making)
            facts: dict[Unit, IndexFacts] = {}
            for unit in UNITS:
                if old is None:
                    facts[unit] = writer.make(unit)
                else:
                    was, saved = old.units[unit].facts, folder_of(self._folder, old.generation)
                    facts[unit] = writer.bring_up(unit, was, saved, old.generation)
            self._write_words(connection, making, None if wiping else old)
            write_holdings(holdings_of(making), connection)
            describe(making, facts)
        with self._lock:
            self._recent.clear()

    def _write_words(
        self, connection: sqlite3.Connection, making: Path, old: VectorIndex | None
    ) -> None:
        """Write the words of each large unit, going on from those of an earlier index."""
        for unit in UNITS:
            (rows,) = connection.execute(f"SELECT count(*) FROM {unit}s").fetchone()
            if rows < self.policy.words_apart_from:
                continue
            if old is None or old.units[unit].words is None:
                write_words(words_of(making, unit), read_words(connection, unit))
            else:
                write_words(
                    words_of(making, unit),
                    read_words(connection, unit, since=old.generation),
                    base=words_of(folder_of(self._folder, old.generation), unit),
                    gone=read_departed(connection, unit, old.generation).tolist(),
                )

    def _nearest(self, manifest: Manifest) -> VectorIndex | None:
        """What there is of a generation that is not later: the least has to be added to it."""
        usable = [
            index
            for generation, index in self._recent.items()
            if manifest.epoch <= generation <= manifest.generation
        ]
        base = max(usable, key=lambda index: index.generation, default=None)
        newest = self.newest_saved()
        if base is None or (newest is not None and newest > base.generation):
            return self._load(manifest) or base
        return base

    def _load(self, manifest: Manifest) -> VectorIndex | None:
        for saved in reversed(saved_folders(self._folder)):
            if manifest.epoch <= generation_of(saved) <= manifest.generation:
                # A file that was cut or swapped is not worth a message: all is in SQLite.
                with suppress(OSError, ValueError, KeyError, TypeError, RuntimeError):
                    return load(saved, self._dimensions)
        return None

    def _updated(
        self, connection: sqlite3.Connection, base: VectorIndex, generation: int
    ) -> VectorIndex:
        if base.generation == generation:
            return base
        units: dict[Unit, UnitIndex] = {}
        for unit in UNITS:
            gone = read_departed(connection, unit, base.generation)
            batches = list(read_vectors(connection, unit, self._dimensions, since=base.generation))
            ids = [int(row) for rows, _ in batches for row in rows]
            empty = np.empty((0, self._dimensions), dtype=np.float32)
            vectors = np.concatenate([empty, *(vectors for _, vectors in batches)])
            units[unit] = base.units[unit].changed(gone, ids, vectors)
        return VectorIndex(generation, units)
