"""FAISS indexes of the vectors in SQLite, kept beside it as a cache.

Their ids are row ids. A cache of an older generation is brought up to date by the
difference; one that is missing, damaged or too far behind is made again from SQLite.
Nothing is embedded here.
"""

import json
import shutil
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from index.stores import UNITS, Match, Unit
from index.stores.schema import Manifest
from index.types import RowId, Vector, Vectors

if TYPE_CHECKING:
    import faiss

# Past this share of rows that came or went, making the index again costs no more.
_WORTH_MAKING_AGAIN = 0.1


class VectorIndex:
    """The vectors of one generation; never changed once it is made."""

    def __init__(self, generation: int, indexes: "dict[Unit, faiss.IndexIDMap2]") -> None:
        """Take one FAISS index a unit, whose ids are row ids."""
        self.generation = generation
        self.indexes = indexes

    def search(
        self, unit: Unit, vector: Vector, k: int, allowed: list[RowId] | None
    ) -> list[Match]:
        """The k nearest rows among the allowed ones, best first, ties by row."""
        import faiss

        index = self.indexes[unit]
        k = min(k, index.ntotal if allowed is None else len(allowed))
        if k == 0:
            return []
        parameters = None
        if allowed is not None:
            ids = np.asarray(allowed, dtype=np.int64)
            selector = faiss.IDSelectorBatch(ids)
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # stub
        scores, rows = index.search(vector[np.newaxis], k, params=parameters)
        found = [
            Match(int(row), _cosine(score))
            for score, row in zip(scores[0], rows[0], strict=True)
            if row >= 0  # FAISS pads with -1 where results run out
        ]
        return sorted(found, key=lambda match: (-match.score, match.row))

    def vectors(self, unit: Unit, rows: list[RowId]) -> Vectors:
        """The vectors of rows that are here, in their order; shape (n, dimensions)."""
        index = self.indexes[unit]
        if not rows:
            return np.zeros((0, index.d), dtype=np.float32)
        return index.reconstruct_batch(np.asarray(rows, dtype=np.int64))


class VectorCache:
    """Gives the vector index of a generation, from memory, disk or SQLite."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        """Keep files in folders `vectors-<generation>` of `folder`."""
        self._folder = folder
        self._dimensions = dimensions
        self._lock = threading.Lock()
        self._current: VectorIndex | None = None

    def at(self, connection: sqlite3.Connection, manifest: Manifest) -> VectorIndex:
        """The index of the generation that the connection's read transaction sees."""
        generation = manifest.generation
        with self._lock:
            base = self._current or self._load()
            if base is not None and not manifest.epoch <= base.generation <= generation:
                base = None
            if base is None or base.generation != generation:
                base = self._updated(connection, base, generation)
            self._current = base
            return base

    def forget(self) -> None:
        """Drop what is in memory and on disk, so that all is made again from SQLite."""
        with self._lock:
            self._current = None
            for saved in self._saved():
                shutil.rmtree(saved, ignore_errors=True)

    def publish(self, connection: sqlite3.Connection, manifest: Manifest) -> None:
        """Write the index of a generation beside the old one, then drop the old one."""
        import faiss

        vectors = self.at(connection, manifest)
        generation = manifest.generation
        target = self._folder / f"vectors-{generation:08d}"
        making = self._folder / f"{target.name}.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        for unit, index in vectors.indexes.items():
            faiss.write_index(index, str(making / f"{unit}.faiss"))
        described = {unit: _described(making / f"{unit}.faiss", vectors, unit) for unit in UNITS}
        (making / "manifest.json").write_text(json.dumps(described))
        if target.exists():
            shutil.rmtree(target)
        making.rename(target)
        for old in self._saved():
            if old != target:
                shutil.rmtree(old, ignore_errors=True)

    def _saved(self) -> list[Path]:
        return sorted(self._folder.glob("vectors-" + "[0-9]" * 8))

    def _load(self) -> VectorIndex | None:
        import faiss

        for folder in reversed(self._saved()):
            # A file that was cut or swapped is not worth a message: all of it is in SQLite.
            with suppress(OSError, ValueError, KeyError, RuntimeError):
                described = json.loads((folder / "manifest.json").read_text())
                indexes: dict[Unit, faiss.IndexIDMap2] = {}
                for unit in UNITS:
                    path = folder / f"{unit}.faiss"
                    if path.stat().st_size != described[unit]["bytes"]:
                        raise ValueError(f"{path} was cut")
                    indexes[unit] = cast("faiss.IndexIDMap2", faiss.read_index(str(path)))
                    if indexes[unit].ntotal != described[unit]["vectors"]:
                        raise ValueError(f"{path} was swapped")
                return VectorIndex(int(folder.name.removeprefix("vectors-")), indexes)
        return None

    def _updated(
        self, connection: sqlite3.Connection, base: VectorIndex | None, generation: int
    ) -> VectorIndex:
        since = base.generation if base else -1
        indexes = {
            unit: self._updated_unit(connection, unit, base.indexes[unit] if base else None, since)
            for unit in UNITS
        }
        return VectorIndex(generation, indexes)

    def _updated_unit(
        self,
        connection: sqlite3.Connection,
        unit: Unit,
        base: "faiss.IndexIDMap2 | None",
        since: int,
    ) -> "faiss.IndexIDMap2":
        import faiss

        gone = _column(
            connection.execute(
                "SELECT row FROM departed WHERE unit = ? AND generation > ?", (unit, since)
            )
        )
        came = f"FROM {unit}s WHERE generation > ?"
        (count,) = connection.execute(f"SELECT count(*) {came}", (since,)).fetchone()
        if base is None or len(gone) > _WORTH_MAKING_AGAIN * base.ntotal:
            index, since = faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimensions)), -1
        else:
            if not count and not len(gone):
                return base
            index = cast("faiss.IndexIDMap2", faiss.clone_index(base))
            if len(gone):
                index.remove_ids(faiss.IDSelectorBatch(gone))
        rows = connection.execute(f"SELECT id, vector {came} ORDER BY id", (since,))
        while batch := rows.fetchmany(10_000):
            ids = np.asarray([row for row, _ in batch], dtype=np.int64)
            index.add_with_ids(decode([blob for _, blob in batch], self._dimensions), ids)
        return index


def encode(vector: Vector) -> bytes:
    """A vector as it is kept in SQLite: float32, little-endian."""
    return vector.astype("<f4").tobytes()


def decode(blobs: Iterable[bytes], dimensions: int) -> Vectors:
    """Vectors from SQLite; shape (n, dimensions)."""
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(-1, dimensions)


def _cosine(inner_product: np.float32) -> float:
    """Of unit vectors; rounding can leave [-1, 1]."""
    return float(np.clip(inner_product, -1.0, 1.0))


def _column(rows: Iterable[tuple[int]]) -> NDArray[np.int64]:
    return np.asarray([row for (row,) in rows], dtype=np.int64)


def _described(path: Path, vectors: VectorIndex, unit: Unit) -> dict[str, int]:
    return {"bytes": path.stat().st_size, "vectors": int(vectors.indexes[unit].ntotal)}
