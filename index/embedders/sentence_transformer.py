"""Any model of sentence-transformers, from a folder or from its local cache."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.bundled import remembered_sha256_of
from index.errors import ModelError
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH_SIZE = 8
_WEIGHTS = "model.safetensors"


class SentenceTransformerModel:
    """A model by folder or name; it is loaded at the first text, never from a network.

    Only safetensors are read, and no code that comes with a model is run.
    """

    def __init__(self, name: str, *, device: str = "cpu") -> None:
        """Take a folder, or a name that is in the local cache; `device` is torch's."""
        self.name = name
        self._device = device

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights.

        Raises:
            ModelError: The model is not on this machine, or not as safetensors.
        """
        weights = self._folder / _WEIGHTS
        if not weights.is_file():
            raise ModelError(
                f"the model '{self.name}' has no '{_WEIGHTS}' in its folder: save it with "
                "sentence-transformers' save_pretrained, which writes one"
            )
        return remembered_sha256_of(weights)

    @cached_property
    def dimensions(self) -> int:
        """The length of each vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Embed questions, with the model's own prompt for them; unit rows, (n, dimensions)."""
        return self._embed(texts, is_query=True)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Embed text of articles, with the model's own prompt; unit rows, (n, dimensions)."""
        return self._embed(texts, is_query=False)

    @cached_property
    def _folder(self) -> Path:
        if Path(self.name).is_dir():
            return Path(self.name)
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        for name in (self.name, f"sentence-transformers/{self.name}"):
            try:
                return Path(snapshot_download(name, local_files_only=True))
            except (LocalEntryNotFoundError, HFValidationError):
                continue
        raise ModelError(
            f"there is no model '{self.name}' on this machine: name a folder, or fetch it once "
            f"with \"python -c 'from sentence_transformers import SentenceTransformer as S; "
            f'S("{self.name}")\'" while online'
        )

    @cached_property
    def _model(self) -> "SentenceTransformer":
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        assert self.fingerprint, "there are safetensors before anything is loaded"
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # untyped there
        try:
            return SentenceTransformer(
                str(self._folder),
                device=self._device,
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, RuntimeError, KeyError) as exc:
            raise ModelError(
                f"the model '{self.name}' cannot be loaded ({exc}): name another"
            ) from exc

    def _embed(self, texts: list[str], *, is_query: bool) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        encode = self._model.encode_query if is_query else self._model.encode_document
        vectors = encode(
            texts,
            batch_size=_BATCH_SIZE,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)
