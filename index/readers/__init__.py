"""The seam between files and articles: one file of this folder reads one format."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from index.errors import ReadError
from index.readers.tables import JsonLinesReader
from index.readers.text import TextReader
from index.types import Article, Refusal


class Reader(Protocol):
    """Reads one format."""

    def can_read(self, path: Path) -> bool:
        """Whether the name is one of this format's."""
        ...

    def read(self, path: Path, name: str) -> Iterator[Article | Refusal]:
        """The articles of a file, and what in it is none, with the reason.

        `name` identifies the file: its path relative to the folder that was named.
        """
        ...


READERS: tuple[Reader, ...] = (TextReader(), JsonLinesReader())


def find_files(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files to read under the paths, sorted, each with the name that identifies it.

    Hidden files and files of other formats are passed over inside a folder; a file that
    is named itself is always listed.

    Raises:
        ReadError: A path does not exist, or a folder holds nothing that can be read.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            inside = [
                (file, file.relative_to(path).as_posix())
                for file in sorted(path.rglob("*"))
                if file.is_file() and not _is_hidden(file.relative_to(path)) and _reader_of(file)
            ]
            if not inside:
                raise ReadError(
                    f"folder '{path}' holds no articles: put .txt or .jsonl files in it, or name "
                    "another"
                )
            found += inside
        elif path.exists():
            found.append((path, path.name))
        else:
            raise ReadError(f"'{path}' does not exist: check the path and run it again")
    return list(dict.fromkeys(found))


def read_file(path: Path, name: str) -> Iterator[Article | Refusal]:
    """The articles of one file, or the reason why it has none."""
    reader = _reader_of(path)
    if reader is None:
        yield Refusal(name, "is of no format that can be read: use .txt, .md or .jsonl")
        return
    try:
        yield from reader.read(path, name)
    except OSError as exc:
        yield Refusal(name, f"cannot be opened ({exc.strerror}): check its rights")


def _reader_of(path: Path) -> Reader | None:
    return next((reader for reader in READERS if reader.can_read(path)), None)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
