"""Models that come as data inside a Python package: found and checked, never run.

The packages' authors are unknown to us, so their code is not imported: the files are
located with importlib and compared with the hash of the model as its makers published it.
"""

import hashlib
import importlib.util
from pathlib import Path

from index.errors import ModelError


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
        raise ModelError(
            f"'{path.name}' of the model cannot be read ({exc.strerror}): reinstall it"
        ) from exc


def sha256_of_tree(folder: Path) -> str:
    """One SHA-256 over the names and contents of all files in a folder, in hexadecimal.

    Raises:
        ModelError: A file cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()} {sha256_of(path)}\n".encode())
    return digest.hexdigest()
