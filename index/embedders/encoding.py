"""Texts to batches of tokens and back to rows, whatever runs the model."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.types import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENS = NDArray[np.int64]
"""Token ids or their mask, int64, shape (texts, tokens), padded with zeros."""

Run = Callable[[TOKENS, TOKENS], Vectors]
"""Gives one vector a text for ids and mask."""

T = TypeVar("T")

MAX_TOKENS = 256


@cache
def load_tokenizer(folder: Path) -> "Tokenizer":
    """The tokenizer of a model's folder, cutting at `MAX_TOKENS`; read once, never changed.

    Raises:
        ModelError: It cannot be read.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as exc:
        raise ModelError(
            f"'tokenizer.json' of the model cannot be read ({exc}): reinstall it"
        ) from exc
    # The file itself fixes both at 128.
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def encode(
    texts: list[str], tokenizer: "Tokenizer", run: Run, *, dimensions: int, batch_size: int
) -> Vectors:
    """Embed texts in batches of like length; unit rows in the order of the texts."""
    tokens = [encoding.ids for encoding in tokenizer.encode_batch_fast(texts)]
    longest_first = sorted(range(len(texts)), key=lambda i: -len(tokens[i]))
    vectors = np.empty((len(texts), dimensions), dtype=np.float32)

    def embed(batch: list[int]) -> None:
        ids = np.zeros((len(batch), len(tokens[batch[0]])), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(batch):
            ids[row, : len(tokens[i])] = tokens[i]
            mask[row, : len(tokens[i])] = 1
        vectors[batch] = run(ids, mask)

    starts = range(0, len(texts), batch_size)
    run_beside(embed, [longest_first[start : start + batch_size] for start in starts])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def run_beside(run: Callable[[T], object], parts: list[T]) -> None:
    """Run each of the parts, several of them at once in a thread for each core.

    Threads with a batch each need not wait for one another, as those that share one do many
    times in every batch.
    """
    if len(parts) < 2:
        for part in parts:
            run(part)
        return
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(usable_cores())
    try:
        for done in [pool.submit(run, part) for part in parts]:
            done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def usable_cores() -> int:
    """How many cores this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
