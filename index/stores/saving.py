"""Saved vectors and words: written beside the old ones and renamed, checked when read."""

import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index.stores import UNITS, Unit
from index.stores.lists import open_lists
from index.stores.making import no_rows
from index.stores.policy import IndexFacts
from index.stores.vectors import FaissIndex, UnitIndex, VectorIndex, new_flat, vectors_of
from index.stores.word_index import WordIndex

_DESCRIPTION = "manifest.json"
_UNFINISHED = ".making"
_CHUNK = 1 << 20

# Checking this much takes 10 ms where it is in memory; of larger files the size and the
# time of the last change tell, and `verify` reads them all.
_ALWAYS_CHECKED_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class _Written:
    """What a file was when it was written."""

    bytes: int
    crc32: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> "_Written":
        stat = path.stat()
        return cls(stat.st_size, _checksum(path), stat.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class _Description:
    """The files of a folder by their names in it, and what the index of each unit is."""

    files: dict[str, _Written]
    facts: dict[Unit, IndexFacts]


def saved_folders(folder: Path) -> list[Path]:
    """The folders of saved indexes in an archive, oldest generation first."""
    return sorted(folder.glob("vectors-" + "[0-9]" * 8))


def folder_of(folder: Path, generation: int) -> Path:
    """Where the index of a generation is saved."""
    return folder / f"vectors-{generation:08d}"


def generation_of(saved: Path) -> int:
    """The generation of a folder of saved indexes."""
    return int(saved.name.removeprefix("vectors-"))


def words_of(saved: Path, unit: Unit) -> Path:
    """Where a folder of saved indexes holds the words of a unit."""
    return saved / f"{unit}.words"


def holdings_of(saved: Path) -> Path:
    """Where a folder of saved indexes holds what the archive holds."""
    return saved / "holdings"


@contextmanager
def saving(folder: Path, generation: int) -> Iterator[Path]:
    """Make the folder of a generation beside the old one, then drop the old one.

    Gives the folder that is being made, for what belongs in it; `describe` comes last.
    """
    target = folder_of(folder, generation)
    making = folder / f"{target.name}{_UNFINISHED}"
    drop_unfinished(folder)
    making.mkdir()
    try:
        yield making
        if target.exists():
            shutil.rmtree(target)
        making.rename(target)
    finally:
        drop_unfinished(folder)
    for old in saved_folders(folder):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)


def drop_unfinished(folder: Path) -> None:
    """Drop what a writer that was stopped left; there is only one at a time."""
    for unfinished in folder.glob(f"vectors-*{_UNFINISHED}"):
        shutil.rmtree(unfinished, ignore_errors=True)


def describe(making: Path, facts: Mapping[Unit, IndexFacts]) -> None:
    """Write down what the index of each unit is, and every file as it is now."""
    described: dict[str, object] = {}
    for path in sorted(path for path in making.rglob("*") if path.is_file()):
        _make_durable(path)
        described[path.relative_to(making).as_posix()] = asdict(_Written.of(path))
    index = {"files": described, "facts": {unit: asdict(of) for unit, of in facts.items()}}
    words = json.dumps(index, sort_keys=True)
    (making / _DESCRIPTION).write_text(
        json.dumps({"crc32": zlib.crc32(words.encode()), "index": json.loads(words)})
    )
    _make_durable(making / _DESCRIPTION)


def load(saved: Path, dimensions: int) -> VectorIndex:
    """The indexes of a folder, as they were written; a search reads what it needs of them.

    Args:
        saved: One of `saved_folders`.
        dimensions: Of the archive's vectors.

    Raises:
        OSError, ValueError, KeyError, TypeError, RuntimeError: Something is lost, cut or
            changed; all of it is in SQLite.
    """
    description = _read_description(saved)
    for name, written in description.files.items():
        path = saved / name
        stat = path.stat()
        if stat.st_size != written.bytes:
            raise ValueError(f"{path} was cut")
        is_large = stat.st_size > _ALWAYS_CHECKED_BYTES
        is_untouched = stat.st_mtime_ns == written.mtime_ns
        if not (is_large and is_untouched) and _checksum(path) != written.crc32:
            raise ValueError(f"{path} was changed")
        if is_large and not is_untouched:
            # A copy is read whole once: it gets the time back at which it was written.
            with suppress(OSError):
                os.utime(path, ns=(stat.st_atime_ns, written.mtime_ns))
    units: dict[Unit, UnitIndex] = {}
    for unit, facts in description.facts.items():
        path, words = vectors_of(saved, unit), words_of(saved, unit)
        main = _open_flat(path) if facts.kind == "flat" else open_lists(path)
        if main.ntotal != facts.rows or main.d != dimensions:
            raise ValueError(f"{path} was swapped")
        units[unit] = UnitIndex(
            main,
            facts,
            no_rows(),
            new_flat(dimensions),
            WordIndex(words) if words.exists() else None,
        )
    return VectorIndex(generation_of(saved), units, holdings=holdings_of(saved))


def find_saved_faults(folder: Path) -> Iterator[str]:
    """Each saved file of the newest generation that is not what was written."""
    for saved in saved_folders(folder)[-1:]:
        try:
            description = _read_description(saved)
            for name, written in description.files.items():
                if _checksum(saved / name) != written.crc32:
                    raise ValueError(f"'{name}' is not what was written")
            for unit, facts in description.facts.items():
                words = words_of(saved, unit)
                if words.exists() and WordIndex(words).rows != facts.rows:
                    raise ValueError(f"it holds the words of other {unit}s than the vectors")
        except (OSError, ValueError, KeyError, TypeError) as exc:
            yield (
                f"the saved index is damaged ({exc}): 'onrecord verify --repair' makes it again "
                "from 'archive.sqlite'"
            )


def _read_description(saved: Path) -> _Description:
    written = json.loads((saved / _DESCRIPTION).read_text())
    described = written["index"]
    if zlib.crc32(json.dumps(described, sort_keys=True).encode()) != written["crc32"]:
        raise ValueError(f"{saved / _DESCRIPTION} was changed")
    return _Description(
        {name: _Written(**values) for name, values in described["files"].items()},
        {unit: IndexFacts(**described["facts"][unit]) for unit in UNITS},
    )


def _open_flat(path: Path) -> FaissIndex:
    import faiss

    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = zlib.crc32(chunk, value)
    return value


def _make_durable(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
