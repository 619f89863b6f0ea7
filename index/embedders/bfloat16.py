"""A sentence-transformers model in bfloat16, for processors that multiply it in hardware."""

import os
from pathlib import Path

from index.embedders.encoding import TOKENS
from index.types import Vectors


def is_in_hardware() -> bool:
    """Whether this processor has instructions for bfloat16 (AMX tiles or AVX512-BF16).

    Without them, bfloat16 is up to six times slower than float32.
    """
    import torch

    return bool(torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported())


class Bfloat16Model:
    """Matrix products in bfloat16, sums and norms in float32: cosine to float32 above .9999.

    Casting the weights as well is no faster and loses three times as much.
    """

    def __init__(self, folder: Path) -> None:
        """Load the model of a folder."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # untyped there
        # Several batches are run at once: see `run_beside`.
        torch.set_num_threads(1)
        self._model: SentenceTransformer = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True
        ).eval()

    def run(self, ids: TOKENS, mask: TOKENS) -> Vectors:
        """One vector a text, float32, shape (texts, dimensions)."""
        import torch

        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            features = {
                "input_ids": torch.from_numpy(ids),
                "attention_mask": torch.from_numpy(mask),
                "token_type_ids": torch.zeros(ids.shape, dtype=torch.int64),
            }
            vectors: Vectors = self._model(features)["sentence_embedding"].float().numpy()
        return vectors
