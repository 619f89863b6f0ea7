import json
from pathlib import Path

import numpy as np
import pytest

from index.embedders.words import WordVectors, _map_tensor
from index.errors import ModelError


def test_words_of_like_meaning_are_near() -> None:
    vectors = WordVectors().of(["purchase", "buy", "harbour"])
    near = vectors @ vectors.T
    assert np.diag(near) == pytest.approx(np.ones(3), abs=1e-5)
    assert near[0, 1] > 0.4 > near[0, 2]


def test_words_without_a_vector_of_their_own_are_taken_apart() -> None:
    vectors = WordVectors()
    assert vectors.of([]).shape == (0, 384)
    assert vectors.of(["zzyzxqua"]).shape == (1, 384)
    assert np.isfinite(vectors.of(["zzyzxqua"])).all()


def test_a_matrix_is_read_where_its_header_says(tmp_path: Path) -> None:
    matrix = np.arange(6, dtype=np.float32).reshape(3, 2)
    header = json.dumps(
        {
            "other": {"shape": [1], "data_offsets": [0, 4]},
            "it": {"shape": [3, 2], "data_offsets": [4, 28]},
        }
    ).encode()
    file = tmp_path / "model.safetensors"
    file.write_bytes(len(header).to_bytes(8, "little") + header + b"\0" * 4 + matrix.tobytes())
    assert _map_tensor(file, "it").tolist() == matrix.tolist()
    with pytest.raises(ModelError, match="reinstall"):
        _map_tensor(file, "absent")
