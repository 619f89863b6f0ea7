"""A file's hash, remembered while the file is as it was."""

import hashlib
import os
from pathlib import Path

import pytest

from index.bundled import remembered_sha256_of
from index.errors import ModelError


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_hash_is_that_of_the_file_the_first_time_and_later(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    expected = hashlib.sha256(b"one").hexdigest()
    assert [remembered_sha256_of(file) for _ in range(2)] == [expected, expected]


def test_changed_file_is_hashed_anew_even_with_its_old_size_and_time(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    before = file.stat()
    remembered_sha256_of(file)
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert remembered_sha256_of(file) == hashlib.sha256(b"two").hexdigest()


def test_cut_memory_is_not_believed(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    expected = remembered_sha256_of(file)
    (kept,) = (path for path in cache.rglob("*") if path.is_file())
    kept.write_text(expected[:20])
    assert remembered_sha256_of(file) == expected


def test_cache_that_cannot_be_written_only_costs_time(tmp_path: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    (tmp_path / "weights").write_bytes(b"one")
    assert remembered_sha256_of(tmp_path / "weights") == hashlib.sha256(b"one").hexdigest()


def test_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall it"):
        remembered_sha256_of(tmp_path / "weights")
