"""A sentence-transformers model as ONNX: exported once, kept in the user's cache, checked.

Running it with onnxruntime needs none of the libraries that made it, so that the first
question of a process is answered in a fraction of the second that importing them takes.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from index.embedders.encoding import TOKENS
from index.errors import ModelError
from index.types import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# Rises when the export changes, so that an older one is not used.
_EXPORT = 3

MODEL = "model.onnx"


def find_onnx(folder: Path, fingerprint: str) -> Path:
    """The export of the model in a folder; makes it where the cache has none.

    The first call takes some ten seconds.

    Raises:
        ModelError: It cannot be made or kept.
    """
    cache = user_cache_path("onrecord", appauthor=False) / "models"
    kept = cache / f"{fingerprint}-{_EXPORT}"
    if (kept / MODEL).is_file():
        return kept / MODEL
    import subprocess

    unfinished = cache / f"{kept.name}.{os.getpid()}.unfinished"
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
        # A process of its own: what exporting imports and warns of stays out of ours.
        command = [sys.executable, "-m", "index.embedders.exporting", str(folder), str(unfinished)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise ModelError(f"the model in '{folder.name}' cannot be exported ({last})")
        # Where another process was quicker, its export is as good.
        if not (kept / MODEL).is_file():
            shutil.rmtree(kept, ignore_errors=True)
            unfinished.replace(kept)
    except OSError as exc:
        raise ModelError(
            f"the model cannot be kept in '{cache}' ({exc.strerror}): make it writable, or set "
            "XDG_CACHE_HOME to a folder that is"
        ) from exc
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return kept / MODEL


class OnnxModel:
    """An exported model, run by onnxruntime; threads may share it."""

    def __init__(self, path: Path, *, packed: bool) -> None:
        """Open the export.

        Packed weights make each batch half as long; packing them takes a tenth of a second.
        Unpacked, they stay in the file, which is mapped. A batch is run by one thread: for a text
        or two, waking a second one takes longer than it helps, and of many batches several are
        run at once.

        Raises:
            ModelError: The file is damaged.
        """
        # Without it, importing onnxruntime opens a telemetry session: it writes '.ses' into
        # the folder for temporary files and holds a client for Microsoft's collector.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.intra_op_num_threads = 1
        if not packed:
            options.add_session_config_entry("session.disable_prepacking", "1")
        try:
            self._session: InferenceSession = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as exc:
            raise ModelError(
                f"the exported model '{path}' is damaged: delete it, and it is made again"
            ) from exc

    def run(self, ids: TOKENS, mask: TOKENS) -> Vectors:
        """One vector a text, float32, shape (texts, dimensions)."""
        inputs = {"input_ids": ids, "attention_mask": mask}
        vectors: Vectors = self._session.run(None, inputs)[0]
        return vectors
