"""The vectors of one generation, searched through FAISS, and the words beside them.

Ids in every index are row ids. What an index was made with stays as it is: rows that came
later stand in a small flat index beside it, and rows that left are passed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.errors import ArchiveDamaged
from index.stores import Match, Unit
from index.stores.policy import IndexFacts
from index.stores.rowsets import RowSet
from index.stores.word_index import WordIndex
from index.types import Vector, Vectors

# FAISS's stubs know few of the attributes and keywords that its classes have.
FaissIndex: TypeAlias = Any
FaissSelector: TypeAlias = Any
FaissLists: TypeAlias = Any

# Where too few rows are found, so many times the lists are looked into.
_MORE_PROBES = 8

_BYTES_OF = {2: "<f2", 4: "<f4"}


@dataclass(frozen=True)
class UnitIndex:
    """One unit's vectors: those an index was made with, without some, and later ones.

    `words` holds the words of the rows that the index was made with; None for a small unit, and
    where nothing is saved.
    """

    main: FaissIndex
    facts: IndexFacts
    gone: NDArray[np.int64]
    late: FaissIndex
    words: WordIndex | None = None

    @property
    def count(self) -> int:
        """How many rows it holds."""
        return int(self.main.ntotal + self.late.ntotal - len(self.gone))

    @property
    def is_exact(self) -> bool:
        """Whether it finds the very nearest, with their exact scores."""
        return self.facts.kind == "flat"

    def search(self, vector: Vector, k: int, allowed: RowSet | None) -> list[Match]:
        """The k nearest rows among the allowed ones, best first, ties by row."""
        k = min(k, self.count if allowed is None else allowed.count)
        if k <= 0:
            return []
        found = self._search_main(vector, k, allowed)
        if self.late.ntotal:
            found += _search(self.late, vector, k, allowed.selector if allowed else None)
        return sorted(found, key=lambda match: (-match.score, match.row))[:k]

    def _search_main(self, vector: Vector, k: int, allowed: RowSet | None) -> list[Match]:
        # Allowed rows are rows of now, so that none of them is gone.
        selector = allowed.selector if allowed is not None else self._still_there
        if self.is_exact or not self.main.ntotal:
            return _search(self.main, vector, k, selector)
        share = 1.0 if allowed is None else allowed.count / self.count
        # The fewer rows are allowed, the further off the nearest of them may lie.
        centroids = self.facts.centroids
        probes = min(centroids, int(np.ceil(self.facts.probes / share)))
        found = _search(self.main, vector, k, selector, probes=probes)
        # Fewer than there are is no answer: all lists hold all of them.
        while len(found) < k and probes < centroids:
            probes = min(centroids, _MORE_PROBES * probes)
            found = _search(self.main, vector, k, selector, probes=probes)
        return found

    @cached_property
    def _still_there(self) -> FaissSelector | None:
        import faiss

        if not len(self.gone):
            return None
        return faiss.IDSelectorNot(RowSet.of_rows(self.gone).selector)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The ids of all its rows, in order."""
        kept = np.setdiff1d(rows_of(self.main, self.facts), self.gone)
        return np.sort(np.concatenate([kept, rows_of(self.late, IndexFacts())]))

    def changed(self, gone: NDArray[np.int64], ids: list[int], vectors: Vectors) -> "UnitIndex":
        """The same without some rows and with others; this one stays as it is."""
        import faiss

        if not len(gone) and not ids:
            return self
        late = faiss.clone_index(self.late)
        in_late = np.intersect1d(gone, rows_of(self.late, IndexFacts()))
        if len(in_late):
            late.remove_ids(faiss.IDSelectorBatch(in_late))
        if ids:
            late.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))
        # Row ids only rise: what is not later than the last one was there when it was made.
        left = np.union1d(self.gone, gone[gone <= self.facts.last_row])
        return replace(self, late=late, gone=left)


class VectorIndex:
    """The vectors of one generation; never changed once it is made."""

    def __init__(
        self, generation: int, units: Mapping[Unit, UnitIndex], *, holdings: Path | None = None
    ) -> None:
        """Take the index of each unit, and the folder where what the archive holds is saved."""
        self.generation = generation
        self.units = units
        self.holdings = holdings

    def search(self, unit: Unit, vector: Vector, k: int, allowed: RowSet | None) -> list[Match]:
        """The k nearest rows among the allowed ones, best first, ties by row."""
        return self.units[unit].search(vector, k, allowed)


def vectors_of(saved: Path, unit: Unit) -> Path:
    """Where a folder of saved indexes holds the vectors of a unit."""
    return saved / f"{unit}.faiss"


def new_flat(dimensions: int) -> FaissIndex:
    """An empty exact index of float16 vectors, which are stored so in SQLite."""
    import faiss

    kind = faiss.ScalarQuantizer.QT_fp16
    codes = faiss.IndexScalarQuantizer(dimensions, kind, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap(codes)


def rows_of(index: FaissIndex, facts: IndexFacts) -> NDArray[np.int64]:
    """The ids that an index holds, in its own order."""
    import faiss

    if facts.kind == "flat":
        return np.asarray(faiss.vector_to_array(index.id_map), dtype=np.int64)
    lists = index.invlists
    parts = [
        faiss.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()
        for number in range(lists.nlist)
        if lists.list_size(number)
    ]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def encode(vector: Vector) -> bytes:
    """A vector as it is kept in SQLite: float16, little-endian.

    Over 37,000 sentences and 90 questions, the ten nearest are those of float32, and no
    score differs by more than 6e-5.
    """
    return vector.astype("<f2").tobytes()


def decode(blobs: Iterable[bytes], dimensions: int) -> Vectors:
    """Vectors from SQLite; shape (n, dimensions). Those of format 1 are float32.

    Raises:
        ArchiveDamaged: One is not as long as its archive's vectors are.
    """
    kept: Sequence[bytes] = list(blobs)
    if set(map(type, kept)) <= {bytes}:
        widths = {length / dimensions for length in set(map(len, kept))}
    else:
        widths = {0.0}
    if not widths <= _BYTES_OF.keys():
        raise ArchiveDamaged(
            "a stored vector is damaged: restore 'archive.sqlite' from a copy, or run 'onrecord "
            "index --rebuild', which makes the vectors again"
        )
    if len(widths) <= 1:
        kind = _BYTES_OF[int(max(widths, default=2))]
        joined = np.frombuffer(b"".join(kept), dtype=kind)
        return joined.reshape(-1, dimensions).astype(np.float32)
    return np.concatenate([decode([blob], dimensions) for blob in kept])


def _search(
    index: FaissIndex,
    vector: Vector,
    k: int,
    selector: FaissSelector | None,
    *,
    probes: int | None = None,
) -> list[Match]:
    import faiss

    kinds: Any = faiss
    parameters = None
    if probes is not None:
        parameters = kinds.SearchParametersIVF(nprobe=probes, sel=selector)
    elif selector is not None:
        parameters = kinds.SearchParameters(sel=selector)
    # One vector is searched in the time that it takes to wake a second thread; where other
    # programs keep the cores busy, waiting for it took 30 ms.
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        scores, rows = index.search(vector[np.newaxis], k, params=parameters)
    finally:
        faiss.omp_set_num_threads(threads)
    # Of unit vectors the product is the cosine; rounding can leave [-1, 1].
    cosines = np.clip(scores[0], -1.0, 1.0)
    found = zip(rows[0].tolist(), cosines.tolist(), strict=True)
    # FAISS pads with -1 where results run out.
    return [Match(row, score) for row, score in found if row >= 0]
