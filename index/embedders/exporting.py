"""Export a sentence-transformers model to ONNX: `python -m index.embedders.exporting IN OUT`."""

import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedders.encoding import encode, load_tokenizer
from index.embedders.onnx_model import MODEL, OnnxModel
from index.errors import ModelError

if TYPE_CHECKING:
    import torch

# Short and long, plain and odd: what the export is compared on.
_SAMPLE = [
    "Who paid?",
    "The mayor said on Saturday that the tunnel would open in October.",
    "“Nobody tested the pumps,” he said — 1,200 of them, at €3.50 each. " * 12,
    "água, 東京, Zürich & co.",
]
_TOLERANCE = 1e-4

_WEIGHTS = "weights.bin"


def export(folder: Path, target: Path) -> None:
    """Write the model of a folder as ONNX, its vectors within 1e-4 of the original's.

    `target` is a folder; it gets the graph, optimised as onnxruntime would at each start, and
    the weights in a file of their own, which can be mapped.

    Raises:
        ModelError: The export gives other vectors.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    # Torch's own fused attention is exported with a quarter more steps around it.
    plain = {"attn_implementation": "eager"}
    original = SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs=plain
    ).eval()

    class Vectors(torch.nn.Module):
        """The model with tensors for its input and output."""

        def forward(self, input_ids: "torch.Tensor", attention_mask: "torch.Tensor") -> object:
            types = torch.zeros_like(input_ids)
            return original(
                {
                    "input_ids": input_ids,
                    "attention_mask": attention_mask,
                    "token_type_ids": types,
                }
            )["sentence_embedding"]

    ids = torch.ones(2, 8, dtype=torch.int64)
    shape = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=512)}
    program = torch.onnx.export(
        Vectors(),
        (ids, torch.ones_like(ids)),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_shapes={"input_ids": shape, "attention_mask": shape},
        dynamo=True,
        verbose=False,
    )
    assert program is not None, "with dynamo, a program comes back"
    unoptimised = target / "unoptimised.onnx"
    program.save(str(unoptimised))
    _optimise(unoptimised, target / MODEL)
    unoptimised.unlink()
    _check(original.encode(_SAMPLE, normalize_embeddings=True), folder, target / MODEL)


def _optimise(source: Path, target: Path) -> None:
    """Write the graph as it is run: doing so at each start took four fifths of opening it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # What is beyond it fits this processor alone.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    for key, value in (("file_name", _WEIGHTS), ("min_size_in_bytes", "1024")):
        options.add_session_config_entry(
            f"session.optimized_model_external_initializers_{key}", value
        )
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


def _check(expected: np.ndarray, folder: Path, model: Path) -> None:
    found = encode(
        _SAMPLE,
        load_tokenizer(folder),
        OnnxModel(model, packed=False).run,
        dimensions=expected.shape[1],
        batch_size=len(_SAMPLE),
    )
    difference = float(np.abs(found - expected).max())
    if difference > _TOLERANCE:
        raise ModelError(f"the export differs from the original by {difference:.2g}")


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            export(Path(sys.argv[1]), Path(sys.argv[2]))
        except ModelError as exc:
            sys.exit(str(exc))
