"""Vectors in lists around centroids, written a piece at a time and never held whole.

A file `<name>.faiss` holds the centroids, `<name>.lists` beside it the lists.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from index.stores.vectors import FaissIndex, FaissLists
from index.types import Vectors

# Some 80 MB of codes and ids.
_PIECE_ROWS = 200_000


def lists_beside(file: Path) -> Path:
    """Where the lists of an index are."""
    return file.with_suffix(".lists")


def open_lists(file: Path) -> FaissIndex:
    """An index in lists, of which a search reads what it needs; it cannot be changed.

    Raises:
        RuntimeError: The file is not there or not an index.
    """
    import faiss

    index: FaissIndex = faiss.read_index(str(file), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    lists: FaissLists = faiss.downcast_InvertedLists(index.invlists)
    # By default each search starts 32 threads that only read ahead.
    lists.prefetch_nthread = 0
    if lists_beside(file).exists():
        # FAISS opens them only where they were written, or tells on stdout that they moved.
        lists.filename = str(lists_beside(file))
        lists.do_mmap()
    return index


def centroids_of(file: Path) -> FaissIndex:
    """The centroids of an index in lists, without a vector.

    Raises:
        RuntimeError: The file is not there or not an index.
    """
    import faiss

    index = open_lists(file)
    empty: FaissLists = faiss.ArrayInvertedLists(index.nlist, index.code_size)
    index.replace_invlists(empty, True)
    empty.this.disown()
    index.ntotal = 0
    return index


def write_lists(
    centroids: FaissIndex,
    batches: Iterable[tuple[NDArray[np.int64], Vectors]],
    target: Path,
    *,
    base: Path | None = None,
    gone: NDArray[np.int64],
) -> FaissIndex:
    """Write an index in lists, and open it.

    Args:
        centroids: Trained, without a vector.
        batches: Rows and vectors that are added.
        target: The file to write; its lists are put beside it.
        base: An index with the same centroids that this one goes on from; it stays as it is.
        gone: Rows of the base that are left out.

    Raises:
        OSError: It cannot be written.
    """
    import faiss

    with TemporaryDirectory(dir=target.parent) as folder:
        empty, left_out = Path(folder, "empty.faiss"), Path(folder, "gone.npy")
        faiss.write_index(centroids, str(empty))
        np.save(left_out, gone)
        pieces = [*([base] if base else []), *_write_pieces(centroids, batches, Path(folder))]
        # A process of its own: FAISS tells on stdout what it does, writes to mapped memory, where
        # a full disk is the end of a process, and the pages count as this one's memory.
        merging = [sys.executable, "-m", "index.stores.merging"]
        files = [str(file) for file in (target, empty, left_out, *pieces)]
        done = subprocess.run([*merging, *files], capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["is there room on the disk?"])[-1]
        raise OSError(f"the lists of vectors cannot be written ({last})")
    return open_lists(target)


def _write_pieces(
    centroids: FaissIndex, batches: Iterable[tuple[NDArray[np.int64], Vectors]], folder: Path
) -> Iterator[Path]:
    """Write indexes of so many rows as memory may hold at once."""
    number = 0
    for number, (ids, vectors) in enumerate(batches, 1):
        centroids.add_with_ids(vectors, ids)
        if centroids.ntotal >= _PIECE_ROWS:
            yield _write_piece(centroids, folder / f"{number}.faiss")
    if centroids.ntotal:
        yield _write_piece(centroids, folder / f"{number}.faiss")


def _write_piece(piece: FaissIndex, file: Path) -> Path:
    """Write an index, and empty it."""
    import faiss

    faiss.write_index(piece, str(file))
    piece.reset()
    return file
