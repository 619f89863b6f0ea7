"""Vector indexes on disk: written beside the old ones and renamed, checked when read."""

import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.stores import UNITS, Unit
from index.stores.making import no_rows
from index.stores.policy import IndexFacts
from index.stores.vectors import FaissIndex, UnitIndex, VectorIndex, new_flat

_DESCRIPTION = "manifest.json"
_CHUNK = 1 << 20

# Checking this much takes 15 ms where it is in memory; of larger files the size and the
# time of the last change tell, and `verify` reads them all.
_ALWAYS_CHECKED_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class _Described:
    """What a file was when it was written."""

    bytes: int
    crc32: int
    mtime_ns: int
    facts: IndexFacts


def saved_folders(folder: Path) -> list[Path]:
    """The folders of saved indexes in an archive, oldest generation first."""
    return sorted(folder.glob("vectors-" + "[0-9]" * 8))


def generation_of(saved: Path) -> int:
    """The generation of a folder of saved indexes."""
    return int(saved.name.removeprefix("vectors-"))


def save(folder: Path, index: VectorIndex) -> None:
    """Write the index of a generation beside the old one, then drop the old one."""
    import faiss

    target = folder / f"vectors-{index.generation:08d}"
    making = folder / f"{target.name}.making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    described: dict[str, object] = {}
    for unit, made in index.units.items():
        path = making / f"{unit}.faiss"
        faiss.write_index(made.main, str(path))
        _make_durable(path)
        stat = path.stat()
        written = _Described(stat.st_size, _checksum(path), stat.st_mtime_ns, made.facts)
        described[unit] = asdict(written)
    words = json.dumps(described, sort_keys=True)
    (making / _DESCRIPTION).write_text(
        json.dumps({"crc32": zlib.crc32(words.encode()), "units": described})
    )
    _make_durable(making / _DESCRIPTION)
    if target.exists():
        shutil.rmtree(target)
    making.rename(target)
    for old in saved_folders(folder):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)


def load(saved: Path, dimensions: int, *, mapped: bool) -> VectorIndex:
    """The indexes of a folder, as they were written.

    Args:
        saved: One of `saved_folders`.
        dimensions: Of the archive's vectors.
        mapped: Leave them on disk and read what a search needs; they cannot be changed then.

    Raises:
        OSError, ValueError, KeyError, TypeError, RuntimeError: Something is lost, cut or
            changed; all of it is in SQLite.
    """
    units: dict[Unit, UnitIndex] = {}
    for unit, described in _read_description(saved).items():
        path = saved / f"{unit}.faiss"
        stat = path.stat()
        if stat.st_size != described.bytes:
            raise ValueError(f"{path} was cut")
        is_large = stat.st_size > _ALWAYS_CHECKED_BYTES
        is_untouched = stat.st_mtime_ns == described.mtime_ns
        if not (is_large and is_untouched) and _checksum(path) != described.crc32:
            raise ValueError(f"{path} was changed")
        main = _read(path, described.facts, mapped=mapped)
        if main.ntotal != described.facts.rows or main.d != dimensions:
            raise ValueError(f"{path} was swapped")
        units[unit] = UnitIndex(main, described.facts, no_rows(), new_flat(dimensions))
    return VectorIndex(generation_of(saved), units)


def find_saved_faults(folder: Path) -> Iterator[str]:
    """Each saved file of the newest generation that is not what was written."""
    for saved in saved_folders(folder)[-1:]:
        try:
            for unit, described in _read_description(saved).items():
                if _checksum(saved / f"{unit}.faiss") != described.crc32:
                    raise ValueError(f"'{unit}.faiss' is not what was written")
        except (OSError, ValueError, KeyError, TypeError) as exc:
            yield (
                f"the saved vector index is damaged ({exc}): 'onrecord verify --repair' makes it "
                "again from 'archive.sqlite'"
            )


def _read_description(saved: Path) -> Mapping[Unit, _Described]:
    written = json.loads((saved / _DESCRIPTION).read_text())
    if zlib.crc32(json.dumps(written["units"], sort_keys=True).encode()) != written["crc32"]:
        raise ValueError(f"{saved / _DESCRIPTION} was changed")
    described = {unit: dict(written["units"][unit]) for unit in UNITS}
    return {
        unit: _Described(**{**values, "facts": IndexFacts(**values["facts"])})
        for unit, values in described.items()
    }


def _read(path: Path, facts: IndexFacts, *, mapped: bool) -> FaissIndex:
    import faiss

    if not mapped:
        return faiss.read_index(str(path))
    if facts.kind == "flat":
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    index: FaissIndex = faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
    # By default each search starts 32 threads that only read ahead.
    lists: Any = faiss.downcast_InvertedLists(index.invlists)  # as in `FaissIndex`
    lists.prefetch_nthread = 0
    return index


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = zlib.crc32(chunk, value)
    return value


def _make_durable(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
