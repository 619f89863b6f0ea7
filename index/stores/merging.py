"""Merge indexes in lists: `python -m index.stores.merging TARGET EMPTY GONE PIECE...`."""

import sys
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.stores.lists import lists_beside, open_lists
from index.stores.vectors import FaissIndex, FaissLists


def merge(target: Path, empty: Path, gone: Path, pieces: list[Path]) -> None:
    """Write one index of the vectors of several.

    Args:
        target: The file to write; its lists are put beside it.
        empty: A file with the centroids of all of them, in a folder that can be written.
        gone: A file of NumPy with the row ids that are left out, int64.
        pieces: Files of indexes, with no row in two of them.
    """
    opened = [open_lists(piece) for piece in pieces]
    rows = np.load(gone)
    if len(rows):
        # Apart: in the file from which rows are removed, their vectors stay behind the others.
        whole = _merged(empty, opened, lists_beside(empty))
        whole.remove_ids(faiss.IDSelectorBatch(rows))
        opened = [whole]
    faiss.write_index(_merged(empty, opened, lists_beside(target)), str(target))


def _merged(empty: Path, pieces: list[FaissIndex], file: Path) -> FaissIndex:
    """An index of all vectors of the pieces, its lists in a file."""
    kinds: Any = faiss  # whose stubs lack it
    wanted = kinds.InvertedListsPtrVector()
    for piece in pieces:
        wanted.push_back(piece.invlists)
    index: FaissIndex = faiss.read_index(str(empty))
    lists: FaissLists = faiss.OnDiskInvertedLists(index.nlist, index.code_size, str(file))
    index.ntotal = lists.merge_from_multiple(wanted.data(), wanted.size(), False)
    index.replace_invlists(lists, True)
    lists.this.disown()
    return index


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    merge(given[0], given[1], given[2], given[3:])
