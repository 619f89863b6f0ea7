"""Models that come as data inside a Python package: found and checked, never run.

The packages' authors are unknown to us, so their code is not imported: the files are
located with importlib and compared with the hash of the model as its makers published it.
"""

import hashlib
import importlib.util
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from index.errors import ModelError

_HEXADECIMALS = 64


def find_bundled(package: str, distribution: str) -> Path:
    """The folder of an installed package, without importing it.

    Raises:
        ModelError: It is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the model package '{distribution}' is not installed: run 'pip install {distribution}'"
        )
    return Path(next(iter(spec.submodule_search_locations)))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        ModelError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise _unreadable(path, exc) from exc


def remembered_sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal, read anew only where the file is not as it was.

    It is kept in the user's cache with the file's size, place and times of change, the last of
    which only the system sets; hashing 90 MB took a tenth of a cold question.

    Raises:
        ModelError: The file cannot be read.
    """
    try:
        seen = path.stat()
    except OSError as exc:
        raise _unreadable(path, exc) from exc
    state = (path.absolute(), seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns)
    key = hashlib.sha256(repr((*state, seen.st_ctime_ns)).encode()).hexdigest()
    kept = user_cache_path("onrecord", appauthor=False) / "hashes" / key
    with suppress(OSError, ValueError):
        found = kept.read_text(encoding="ascii")
        if len(found) == _HEXADECIMALS:
            return found
    found = sha256_of(path)
    # A cache that cannot be written costs time, nothing else.
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_text(found, encoding="ascii")
        unfinished.replace(kept)
    return found


def _unreadable(path: Path, exc: OSError) -> ModelError:
    return ModelError(f"'{path.name}' of the model cannot be read ({exc.strerror}): reinstall it")


def sha256_of_tree(folder: Path) -> str:
    """One SHA-256 over the names and contents of all files in a folder, in hexadecimal.

    Raises:
        ModelError: A file cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()} {sha256_of(path)}\n".encode())
    return digest.hexdigest()
