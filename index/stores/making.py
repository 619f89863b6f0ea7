"""Indexes made from the vectors and texts in SQLite; nothing is embedded here."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.stores import Unit
from index.stores.lists import centroids_of, write_lists
from index.stores.policy import IndexFacts, IndexPolicy
from index.stores.vectors import FaissIndex, UnitIndex, decode, new_flat, vectors_of
from index.stores.word_index import WordRow
from index.types import RowId, Vectors

_BATCH = 10_000
_JUDGED = 10
_KEPT_WITH_TIES = 50
_AS_NEAR = 1e-6

# Where twice the lists find hardly more, it is the codes that miss the rest.
_HARDLY_MORE = 0.002


def make_flat(connection: sqlite3.Connection, unit: Unit, dimensions: int) -> UnitIndex:
    """An exact index of all stored vectors, in memory."""
    index = new_flat(dimensions)
    _add(index, read_vectors(connection, unit, dimensions))
    rows, last_row = _extent(connection, unit)
    facts = IndexFacts(rows=rows, last_row=last_row)
    return UnitIndex(index, facts, no_rows(), new_flat(dimensions))


@dataclass(frozen=True, slots=True)
class IndexWriter:
    """Writes the index of each unit into a folder, as a policy wants it for what is stored now."""

    connection: sqlite3.Connection
    dimensions: int
    policy: IndexPolicy
    folder: Path

    def make(self, unit: Unit) -> IndexFacts:
        """Write an index of all that is stored, and tell what it is.

        Raises:
            OSError: It cannot be written.
        """
        rows, last_row = _extent(self.connection, unit)
        if self.policy.kind_for(rows) == "flat":
            made = make_flat(self.connection, unit, self.dimensions)
            _save(made.main, vectors_of(self.folder, unit))
            return made.facts
        index, centroids = _trained(self.connection, unit, self.dimensions, self.policy)
        facts = IndexFacts("lists", rows, last_row, trained_for=rows, centroids=centroids, probes=1)
        target, gone = vectors_of(self.folder, unit), no_rows()
        main = write_lists(index, self._vectors(unit), target, gone=gone)
        made = UnitIndex(main, facts, gone, new_flat(self.dimensions))
        return measured(self.connection, unit, made, self.policy).facts

    def bring_up(self, unit: Unit, facts: IndexFacts, saved: Path, since: int) -> IndexFacts:
        """Write what is saved of an earlier generation as it is to be now, and tell what it is.

        Raises:
            OSError: It cannot be written.
            RuntimeError: What is saved cannot be read.
        """
        rows, last_row = _extent(self.connection, unit)
        if self.policy.is_outgrown(facts, rows):
            return self.make(unit)
        old, target = vectors_of(saved, unit), vectors_of(self.folder, unit)
        gone = read_departed(self.connection, unit, since)
        added = self._vectors(unit, since=since)
        if facts.kind == "flat":
            main = _changed(old, added, gone)
            _save(main, target)
        else:
            main = write_lists(centroids_of(old), added, target, base=old, gone=gone)
        facts = replace(facts, rows=rows, last_row=last_row)
        if not self.policy.is_to_be_measured(facts):
            return facts
        new = UnitIndex(main, facts, no_rows(), new_flat(self.dimensions))
        return measured(self.connection, unit, new, self.policy).facts

    def _vectors(
        self, unit: Unit, *, since: int = -1
    ) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        return read_vectors(self.connection, unit, self.dimensions, since=since)


def measured(
    connection: sqlite3.Connection, unit: Unit, index: UnitIndex, policy: IndexPolicy
) -> UnitIndex:
    """The same index, probing as few lists as give the recall that is wanted, or nearly all."""
    sample, nearest = exact_nearest(connection, unit, index.late.d, policy)
    probes, recall = index.facts.probes, -1.0
    while True:
        tried = replace(index, facts=replace(index.facts, probes=probes))
        found = recall_of(tried, sample, nearest, policy)
        if found < recall + _HARDLY_MORE:
            break
        index, recall = tried, found
        if recall >= policy.recall_wanted or probes >= index.facts.centroids:
            break
        probes = min(2 * probes, index.facts.centroids)
    facts = replace(index.facts, recall=round(recall, 4), measured_at=index.facts.rows)
    return replace(index, facts=facts)


def recall_of(
    index: UnitIndex, sample: Vectors, nearest: list[set[int]], policy: IndexPolicy
) -> float:
    """The share of the ten nearest of each vector that are among its candidates.

    Candidates are scored exactly afterwards, so that a nearest one that is found is kept.
    """
    wanted = policy.candidates_per_result * _JUDGED
    shares = []
    for vector, rows in zip(sample, nearest, strict=True):
        found = {match.row for match in index.search(vector, wanted, None)} & rows
        shares.append(min(1.0, len(found) / max(1, min(_JUDGED, len(rows)))))
    return float(np.mean(shares)) if shares else 1.0


def exact_nearest(
    connection: sqlite3.Connection, unit: Unit, dimensions: int, policy: IndexPolicy
) -> tuple[Vectors, list[set[int]]]:
    """Vectors drawn with the policy's seed, and the ids of their ten nearest other ones.

    Of equal sentences each is as near as the others, so that there can be more than ten; one
    with too many of them, as a line at the foot of each article, tells nothing and is left out.
    """
    own, sample = _drawn(connection, unit, dimensions, policy.recall_sample, policy.seed)
    best: NDArray[np.float32] = np.full((len(own), 0), -np.inf, dtype=np.float32)
    rows: NDArray[np.int64] = np.empty((len(own), 0), dtype=np.int64)
    for ids, vectors in read_vectors(connection, unit, dimensions):
        scores = sample @ vectors.T
        scores[own[:, np.newaxis] == ids[np.newaxis]] = -np.inf
        best = np.concatenate([best, scores], axis=1)
        rows = np.concatenate([rows, np.broadcast_to(ids, scores.shape)], axis=1)
        order = np.argsort(-best, axis=1, kind="stable")[:, :_KEPT_WITH_TIES]
        best = np.take_along_axis(best, order, axis=1)
        rows = np.take_along_axis(rows, order, axis=1)
    last = best[:, :_JUDGED].min(axis=1, initial=1.0)
    near = (best >= last[:, np.newaxis] - _AS_NEAR) & np.isfinite(best)
    told = np.count_nonzero(near, axis=1) < _KEPT_WITH_TIES
    sets = [set(ids[here].tolist()) for ids, here in zip(rows[told], near[told], strict=True)]
    return sample[told], sets


def read_vectors(
    connection: sqlite3.Connection, unit: Unit, dimensions: int, *, since: int = -1
) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
    """What is stored since a generation, in order of the rows, a batch at a time."""
    # Asked for all of them, SQLite would take the index of generations and then sort.
    limit = f"WHERE generation > {int(since)}" if since >= 0 else ""
    found = connection.execute(f"SELECT id, vector FROM {unit}s {limit} ORDER BY id")
    while batch := found.fetchmany(_BATCH):
        ids = np.asarray([row for row, _ in batch], dtype=np.int64)
        yield ids, decode([blob for _, blob in batch], dimensions)


def read_words(connection: sqlite3.Connection, unit: Unit, *, since: int = -1) -> Iterator[WordRow]:
    """The words of what is stored since a generation and who speaks there, in order of the rows."""
    # An article's rows are written together.
    rows = connection.execute(
        f"SELECT article, id, start, end FROM {unit}s WHERE generation > ? ORDER BY id", (since,)
    )
    for key, of_article in groupby(rows, key=lambda row: row["article"]):
        title, text = connection.execute(
            "SELECT title, text FROM articles WHERE key = ?", (key,)
        ).fetchone()
        speakers = _speakers_of(connection, unit, key)
        for row in of_article:
            words = text[row["start"] : row["end"]]
            texts = (words, title) if unit == "passage" else (words,)
            yield WordRow(row["id"], key, texts, tuple(speakers.get(row["id"], ())))


def read_departed(connection: sqlite3.Connection, unit: Unit, since: int) -> NDArray[np.int64]:
    """The rows that left since a generation."""
    rows = connection.execute(
        "SELECT row FROM departed WHERE unit = ? AND generation > ?", (unit, since)
    )
    return np.asarray([row for (row,) in rows], dtype=np.int64)


def no_rows() -> NDArray[np.int64]:
    """No row ids."""
    return np.empty(0, dtype=np.int64)


def _extent(connection: sqlite3.Connection, unit: Unit) -> tuple[int, int]:
    """How many rows a unit has, and the highest of their ids."""
    rows, last_row = connection.execute(
        f"SELECT (SELECT count(*) FROM {unit}s), (SELECT max(id) FROM {unit}s)"
    ).fetchone()
    return rows, last_row or 0


def _speakers_of(
    connection: sqlite3.Connection, unit: Unit, key: RowId
) -> dict[RowId, dict[str, None]]:
    """Who speaks in each of an article's rows, in the order of their statements."""
    found: dict[RowId, dict[str, None]] = defaultdict(dict)
    for at, speaker in connection.execute(
        f"SELECT {unit}, speaker FROM statements JOIN spoken ON statement = statements.id"
        " JOIN sentences ON sentences.id = sentence"
        " WHERE statements.article = ? AND speaker IS NOT NULL ORDER BY statements.id",
        (key,),
    ):
        found[at][speaker] = None
    return found


def _trained(
    connection: sqlite3.Connection, unit: Unit, dimensions: int, policy: IndexPolicy
) -> tuple[FaissIndex, int]:
    import faiss

    rows, _ = _extent(connection, unit)
    centroids = policy.centroids_for(rows)
    wanted = centroids * policy.training_rows_per_centroid
    _, sample = _drawn(connection, unit, dimensions, wanted, policy.seed)
    index: FaissIndex = faiss.index_factory(
        dimensions, f"IVF{centroids},SQ8", faiss.METRIC_INNER_PRODUCT
    )
    index.cp.seed, index.cp.niter = policy.seed, 10
    index.train(sample)
    return index, centroids


def _drawn(
    connection: sqlite3.Connection, unit: Unit, dimensions: int, most: int, seed: int
) -> tuple[NDArray[np.int64], Vectors]:
    """Stored vectors, drawn the same each time from the same rows, in order."""
    every = np.fromiter(
        (row for (row,) in connection.execute(f"SELECT id FROM {unit}s")), dtype=np.int64
    )
    every.sort()
    chance = np.random.default_rng(seed)
    ids = np.sort(chance.choice(every, min(most, len(every)), replace=False))
    blobs = (
        connection.execute(f"SELECT vector FROM {unit}s WHERE id = ?", (int(row),)).fetchone()[0]
        for row in ids
    )
    return ids, decode(blobs, dimensions)


def _changed(
    saved: Path, added: Iterable[tuple[NDArray[np.int64], Vectors]], gone: NDArray[np.int64]
) -> FaissIndex:
    """A saved flat index with some rows and without others."""
    import faiss

    index: FaissIndex = faiss.read_index(str(saved))
    if len(gone):
        index.remove_ids(faiss.IDSelectorBatch(gone))
    _add(index, added)
    return index


def _save(index: FaissIndex, target: Path) -> None:
    import faiss

    faiss.write_index(index, str(target))


def _add(index: FaissIndex, batches: Iterable[tuple[NDArray[np.int64], Vectors]]) -> None:
    for ids, vectors in batches:
        index.add_with_ids(vectors, ids)
