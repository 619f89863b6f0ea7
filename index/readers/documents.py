"""What a reader is given: bytes with a name, from wherever they came, and its limits."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO, Protocol

from index.errors import ReadError

MEGABYTE = 1_000_000
_PIECE_BYTES = 65_536

# No news article is longer; beyond it a file is a collection, or no article at all.
MOST_ARTICLE_CHARS = 5_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person may set about reading.

    Attributes:
        mapping: for a field of an article (`text`, `title`, ...) the column that holds it.
        allow_private: whether addresses of this machine and of private networks are fetched.
    """

    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    allow_private: bool = False


class Stream(Protocol):
    """The one thing that is asked of a source of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that were offered: a file, a member of an archive, standard input or a page.

    Attributes:
        name: identifies it: a path relative to the named folder, or an address.
        suffix: says its format, lower case, such as ".html".
        open: opens the bytes anew; the caller closes them.
        origin: where it came from, for people to read; of a file its absolute path.
        address: the http(s) address it was fetched from.
        size_bytes: how much `open` gives; 0 where that is not known.
    """

    name: str
    suffix: str
    open: Callable[[], BinaryIO]
    origin: str
    address: str | None = None
    size_bytes: int = 0

    def content(self, most_bytes: int) -> bytes:
        """All of its bytes.

        Raises:
            ReadError: They are more than `most_bytes`, or cannot be unpacked.
        """
        with self.open() as stream:
            return read_at_most(stream, most_bytes)


def document_of(
    content: bytes, *, name: str, suffix: str, origin: str, address: str | None = None
) -> Document:
    """A document whose bytes are at hand."""
    return Document(name, suffix, lambda: io.BytesIO(content), origin, address, len(content))


def read_at_most(stream: Stream, most_bytes: int) -> bytes:
    """All bytes of a stream, read piece by piece.

    Raises:
        ReadError: They are more than `most_bytes`.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_PIECE_BYTES):
        size += len(piece)
        if size > most_bytes:
            raise ReadError(
                f"is larger than {most_bytes // MEGABYTE} MB: split it, or save it as JSON Lines"
            )
        pieces.append(piece)
    return b"".join(pieces)
