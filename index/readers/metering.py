"""How much of a document has been read, for an estimate of what is left."""

import io
from dataclasses import replace
from typing import Any, BinaryIO

from index.readers.documents import Document

_PIECE_BYTES = 65_536


class Meter:
    """A document whose bytes are counted as they are read."""

    def __init__(self, document: Document) -> None:
        """Count what is read of `document`; read it through the attribute of that name."""
        self._opened = document.open
        self._size_bytes = document.size_bytes
        self._taken_bytes = 0
        self.document = replace(document, open=self._open)

    @property
    def read_bytes(self) -> int:
        """The bytes read so far, at most as many as there are: some formats read twice."""
        return min(self._taken_bytes, self._size_bytes)

    def count(self, size: int) -> None:
        """Add bytes that were read."""
        self._taken_bytes += size

    def _open(self) -> BinaryIO:
        return io.BufferedReader(_Counted(self._opened(), self), _PIECE_BYTES)


class _Counted(io.RawIOBase):
    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def readinto(self, buffer: Any, /) -> int:  # any buffer; its type has no length
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self._meter.count(len(piece))
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()
        super().close()
