"""The seam between what a person names and articles: one file of this folder a format."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.errors import ReadError
from index.readers.columns import check_mapping
from index.readers.compressed import PACKED, suffix_of, unpack
from index.readers.csv_files import CsvReader
from index.readers.documents import Document, ReadOptions
from index.readers.feeds import FeedReader
from index.readers.finding import find_documents
from index.readers.html import HtmlReader
from index.readers.json_files import JsonLinesReader, JsonReader
from index.readers.metering import Meter
from index.readers.parquet import ParquetReader
from index.readers.pdf import PdfReader
from index.readers.sniffing import SNIFFED_BYTES, find_suffix
from index.readers.text import TextReader
from index.types import Article, Refusal

__all__ = ["READERS", "Found", "ReadOptions", "Reader", "find_files", "read_document"]


class Reader(Protocol):
    """Reads one format."""

    @property
    def suffixes(self) -> frozenset[str]:
        """How names of this format end, lower case, such as ".html"."""
        ...

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """The articles of a document, and what in it is none, with the reason.

        It raises nothing but OSError for a file that cannot be opened, whatever the bytes.
        """
        ...


READERS: tuple[Reader, ...] = (
    TextReader(),
    HtmlReader(),
    JsonReader(),
    JsonLinesReader(),
    CsvReader(),
    ParquetReader(),
    PdfReader(),
    FeedReader(),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Something to read: its name identifies it.

    Attributes:
        size_bytes: how much there is to read; 0 where that is not known.
        read_bytes: how much of that `read` has read by now.
    """

    name: str
    read: Callable[[], Iterator[Article | Refusal]]
    size_bytes: int = 0
    read_bytes: Callable[[], int] = int


def find_files(paths: Iterable[Path | str], *, options: ReadOptions | None = None) -> list[Found]:
    """What is to be read under the paths, in order.

    A path is a file, a folder, `-` for standard input, or an http(s) address; only an
    address touches the network, when it is read.

    Raises:
        ReadError: A path does not exist, a folder holds nothing that can be read, or the
            mapping names no field.
    """
    chosen = options or ReadOptions()
    check_mapping(chosen.mapping)
    found: dict[tuple[str, str], Found] = {}
    for path in paths:
        if address := address_of(path):
            found[address, address] = Found(address, _fetching(address, chosen))
            continue
        for item in find_documents(Path(path), can_read=can_read):
            if isinstance(item, Refusal):
                found[item.what, item.what] = Found(item.what, _always(item))
            else:
                found[item.origin, item.name] = _reading(item, chosen)
    return list(found.values())


def can_read(name: str) -> bool:
    """Whether a name ends as a format that can be read, packed or not."""
    suffix = suffix_of(name)
    if suffix in PACKED and suffix != ".zip":
        return suffix_of(name[: -len(suffix)]) in _BY_SUFFIX
    return suffix in _BY_SUFFIX or suffix in PACKED


def read_document(document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
    """The articles of one document, or the reason why it has none."""
    try:
        if document.suffix not in PACKED:
            yield from _read_plain(document, options)
            return
        empty = True
        for inner in unpack(document):
            if isinstance(inner, Refusal):
                empty = False
                yield inner
            elif inner.suffix in _BY_SUFFIX:
                empty = False
                yield from _read_plain(inner, options)
            elif document.suffix != ".zip":
                empty = False
                with inner.open() as stream:
                    suffix = find_suffix(stream.read(SNIFFED_BYTES))
                yield from _read_plain(replace(inner, suffix=suffix), options)
        if empty:
            yield Refusal(document.name, "holds no file that can be read: look into it")
    except ReadError as exc:
        yield Refusal(document.name, str(exc))
    except OSError as exc:
        yield Refusal(document.name, f"cannot be opened ({exc.strerror}): check its rights")


def _read_plain(document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
    reader = _BY_SUFFIX.get(document.suffix)
    if reader is None:
        yield Refusal(
            document.name, f"is of no format that can be read: use {', '.join(sorted(_BY_SUFFIX))}"
        )
        return
    yield from reader.read(document, options)


def address_of(path: Path | str) -> str:
    """The web address that a path is; empty where it is none.

    Raises:
        ReadError: It is an address, but not of http or https.
    """
    scheme, colon, rest = str(path).partition(":")
    if not colon or not rest.startswith("/") or len(scheme) < 2 or Path(path).exists():
        return ""
    if scheme.lower() not in ("http", "https"):
        raise ReadError(f"'{path}' is no http or https address: name one that is, or a file")
    # A Path has one slash where an address has two.
    return f"{scheme.lower()}://{rest.lstrip('/')}"


def _fetching(address: str, options: ReadOptions) -> Callable[[], Iterator[Article | Refusal]]:
    # Only an address needs httpx, which is slow to import.
    from index.readers.web import WebReader

    web = WebReader(
        lambda document: read_document(document, options),
        can_read,
        allow_private=options.allow_private,
    )
    return lambda: web.read_address(address)


def _always(refusal: Refusal) -> Callable[[], Iterator[Article | Refusal]]:
    return lambda: iter([refusal])


def _reading(document: Document, options: ReadOptions) -> Found:
    meter = Meter(document)
    return Found(
        document.name,
        lambda: read_document(meter.document, options),
        document.size_bytes,
        lambda: meter.read_bytes,
    )


_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
