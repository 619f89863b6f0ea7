"""Compressed files: .gz, .xz and .zip unpacked in memory, with limits on what comes out.

Nothing is written to disk, so a member's path is only a name; one that climbs out of its
archive is refused all the same, because honest archives have none.
"""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, BinaryIO, TypeAlias

from index.errors import ReadError
from index.readers.documents import Document
from index.types import Refusal

PACKED = frozenset({".gz", ".xz", ".zip"})

Opener: TypeAlias = Callable[[], BinaryIO]

_GIGABYTE = 1_000_000_000
_FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
# What zipfile raises over damaged directories beside its own error.
_ZIP_FAULTS = (
    *_FAULTS,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come out of one file that was named.

    `ratio` is unpacked to packed size and counts beyond `free_bytes`: news packs to about
    a quarter, markup to a twentieth, bombs to a thousandth.
    """

    total_bytes: int = 8 * _GIGABYTE
    ratio: int = 200
    free_bytes: int = 10_000_000
    members: int = 100_000
    lzma_memory_bytes: int = 256_000_000


def unpack(document: Document, limits: Limits | None = None) -> Iterator[Document | Refusal]:
    """The documents in a compressed one, whose formats their own names tell.

    A .gz or .xz inside a .zip is unpacked too; an archive inside an archive is refused.
    """
    allowed = _Allowance(limits or Limits())
    if document.suffix == ".zip":
        yield from _members(document, allowed)
    else:
        yield _stream(document, allowed)


def suffix_of(name: str) -> str:
    """How a name ends, lower case, with its dot; empty for none."""
    return PurePosixPath(name).suffix.lower()


class _Allowance:
    """What has come out of the file so far, over all its members."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.taken_bytes = 0


class _Limited(io.RawIOBase):
    """An unpacked stream that counts, and stops at the limits with a ReadError."""

    def __init__(
        self, unpacked: BinaryIO, packed: BinaryIO, allowed: _Allowance, packed_bytes: int | None
    ) -> None:
        self._unpacked = unpacked
        self._packed = packed
        self._allowed = allowed
        self._packed_bytes = packed_bytes
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # any buffer; its type has no length
        try:
            piece = self._unpacked.read(len(buffer))
        except _ZIP_FAULTS as exc:
            raise ReadError(f"is damaged and cannot be unpacked ({exc}): pack it again") from exc
        self._count(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)

    def tell(self) -> int:
        return self._out

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()

    def _count(self, size: int) -> None:
        limits = self._allowed.limits
        self._out += size
        self._allowed.taken_bytes += size
        if self._allowed.taken_bytes > limits.total_bytes:
            raise ReadError(
                f"unpacks to more than {limits.total_bytes // _GIGABYTE} GB: unpack it and name "
                "its parts"
            )
        taken = self._packed_bytes if self._packed_bytes is not None else self._packed.tell()
        if self._out > limits.free_bytes and self._out > limits.ratio * max(taken, 1):
            raise ReadError(
                f"unpacks to over {limits.ratio} times its size, as no news does: unpack it "
                "yourself if you trust it"
            )


def _stream(document: Document, allowed: _Allowance) -> Document:
    """The one document in a .gz or .xz."""
    inner = document.name[: -len(document.suffix)]

    def opened() -> BinaryIO:
        packed = document.open()
        unpacked: BinaryIO
        if document.suffix == ".gz":
            unpacked = gzip.GzipFile(fileobj=packed)  # type: ignore[assignment]  # reads as one
        else:
            unpacked = _Xz(packed, allowed.limits)  # type: ignore[assignment]  # reads as one
        return io.BufferedReader(_Limited(unpacked, packed, allowed, None))

    return replace(document, suffix=suffix_of(inner), open=opened)


class _Xz(io.RawIOBase):
    """LZMAFile takes no memory limit, and a header may ask for 4 GB."""

    def __init__(self, packed: BinaryIO, limits: Limits) -> None:
        self._packed = packed
        self._memory = limits.lzma_memory_bytes
        self._decoder = lzma.LZMADecompressor(memlimit=self._memory)

    def read(self, size: int = -1, /) -> bytes:
        while True:
            if self._decoder.eof:
                rest = (self._decoder.unused_data + self._packed.read(65_536)).lstrip(b"\0")
                if not rest:
                    return b""
                self._decoder = lzma.LZMADecompressor(memlimit=self._memory)
                piece = self._decoder.decompress(rest, size)
            elif self._decoder.needs_input:
                more = self._packed.read(65_536)
                if not more:
                    raise EOFError("it ends too early")
                piece = self._decoder.decompress(more, size)
            else:
                piece = self._decoder.decompress(b"", size)
            if piece:
                return piece


def _members(document: Document, allowed: _Allowance) -> Iterator[Document | Refusal]:
    try:
        with document.open() as packed, zipfile.ZipFile(packed) as archive:
            members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    except _ZIP_FAULTS as exc:
        yield Refusal(document.name, f"is no zip archive that can be read ({exc}): pack it again")
        return
    if len(members) > allowed.limits.members:
        yield Refusal(
            document.name,
            f"holds {len(members):,} files, more than {allowed.limits.members:,}: unpack it and "
            "name its folder",
        )
        return
    for member in members:
        where = f"{document.name}/{member.filename}"
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts):
            continue
        if reason := _reason_against(member, path):
            yield Refusal(where, reason)
            continue
        inner = Document(
            name=where,
            suffix=suffix_of(member.filename),
            open=_member_opener(document, member, allowed),
            origin=f"{document.origin}, {member.filename}",
        )
        yield _stream(inner, allowed) if inner.suffix in PACKED else inner


def _reason_against(member: zipfile.ZipInfo, path: PurePosixPath) -> str:
    if not path.parts:
        return "has no name: pack it again with one"
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "has a path that leads out of its archive: pack it again without"
    if member.flag_bits & 1:
        return "is encrypted: unpack it with its password first"
    if path.suffix.lower() == ".zip":
        return "is an archive inside an archive: unpack the outer one first"
    return ""


def _member_opener(document: Document, member: zipfile.ZipInfo, allowed: _Allowance) -> Opener:
    def opened() -> BinaryIO:
        packed = document.open()
        try:
            archive = zipfile.ZipFile(packed)
            unpacked: BinaryIO = archive.open(member)  # type: ignore[assignment]  # reads as one
        except _ZIP_FAULTS as exc:
            packed.close()
            raise ReadError(f"is damaged and cannot be unpacked ({exc}): pack it again") from exc
        limited = _Limited(unpacked, packed, allowed, member.compress_size)
        return io.BufferedReader(limited)

    return opened
