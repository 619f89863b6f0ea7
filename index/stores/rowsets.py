"""Sets of row ids, as searches take them."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray


class RowSet:
    """Row ids as a map of bits; never changed once it is made, so that threads may share it.

    A byte a row up to the highest, and a bit a row for FAISS: 300,000 rows take a third of
    a megabyte, and asking for one costs the same whether a hundred are in it or all.
    """

    def __init__(self, flags: NDArray[np.bool_]) -> None:
        """Take whether each row is in it, by row id from 0."""
        self._flags = flags
        self.count = int(np.count_nonzero(flags))

    @classmethod
    def of_rows(cls, rows: Iterable[int]) -> "RowSet":
        """The set of these rows."""
        ids = np.fromiter(rows, dtype=np.int64)
        flags = np.zeros(int(ids.max(initial=-1)) + 1, dtype=np.bool_)
        flags[ids] = True
        return cls(flags)

    @classmethod
    def of_stretches(cls, stretches: Iterable[tuple[int, int]]) -> "RowSet":
        """The set of all rows from a first to a last one, for each of the stretches."""
        pairs = np.asarray(list(stretches), dtype=np.int64).reshape(-1, 2)
        steps = np.zeros(int(pairs.max(initial=-1)) + 2, dtype=np.int32)
        np.add.at(steps, pairs[:, 0], 1)
        np.add.at(steps, pairs[:, 1] + 1, -1)
        return cls(np.cumsum(steps)[:-1] > 0)

    def __contains__(self, row: int) -> bool:
        return 0 <= row < len(self._flags) and bool(self._flags[row])

    def holding(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each of these rows is in it."""
        known = (rows >= 0) & (rows < len(self._flags))
        return known & self._flags[np.where(known, rows, 0)] if len(self._flags) else known

    @cached_property
    def flag_of(self) -> Callable[[int], int]:
        """Tells for a row up to the highest of the set, as 0 or 1, whether it is in it."""
        return self._flags.tobytes().__getitem__

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows, in order."""
        return np.flatnonzero(self._flags)

    @property
    def end(self) -> int:
        """The highest row that may be in it, and one."""
        return len(self._flags)

    @cached_property
    def selector(self) -> Any:  # FAISS's stubs know this class without its arguments
        """The set for FAISS."""
        import faiss

        kinds: Any = faiss
        return kinds.IDSelectorBitmap(np.packbits(self._flags, bitorder="little"))
