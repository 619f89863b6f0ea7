import json
from pathlib import Path

import numpy as np
import pytest

from index.embedders.words import StoredMatrix, WordVectors
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


def test_many_words_at_once_have_the_vectors_that_each_has_alone() -> None:
    words = ["harbour", "zzyzxqua", "\u0301", "buy", "harbour", *(f"quay{n}" for n in range(2000))]
    together = WordVectors().of(words)
    alone = WordVectors()
    for place in (0, 1, 3, 4, 1200, 2004):
        assert together[place] == pytest.approx(alone.of([words[place]])[0], abs=1e-6)
    assert not together[2].any()


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
    stored = StoredMatrix(file, "it")
    assert (stored.rows, stored.width) == (3, 2)
    assert stored.read([2, 0]).tolist() == matrix[[2, 0]].tolist()
    with pytest.raises(ModelError, match="reinstall"):
        StoredMatrix(file, "absent")
    file.write_bytes(file.read_bytes()[:-3])
    with pytest.raises(ModelError, match="reinstall"):
        stored.read([2])
