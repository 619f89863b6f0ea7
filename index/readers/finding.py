"""What was named, as documents: files, folders and standard input."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import ReadError
from index.readers.compressed import suffix_of
from index.readers.documents import MEGABYTE, Document, Stream, document_of, read_at_most
from index.readers.sniffing import SNIFFED_BYTES, find_suffix
from index.types import Refusal

STANDARD_INPUT = "-"
# What a folder has that is an archive of this program, full of files of its own.
_ARCHIVE = "archive.sqlite"
_MOST_PIPED_BYTES = 500 * MEGABYTE


def find_documents(path: Path, *, can_read: Callable[[str], bool]) -> Iterator[Document | Refusal]:
    """The documents at a path; inside a folder those whose names `can_read` says yes to.

    Hidden files, archives and files of other formats are passed over inside a folder; a file that
    is named itself is always given. Symbolic links inside a folder are not followed: what
    lies in the folder is read where it lies, what lies outside is refused. Standard input
    and pipes are read at once, because they can be read only once.

    Raises:
        ReadError: The path does not exist, cannot be opened or is too large a stream, or
            the folder holds nothing that can be read.
    """
    if str(path) == STANDARD_INPUT:
        yield _piped(sys.stdin.buffer, "standard input")
        return
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as exc:
        raise ReadError(f"'{path}' does not exist: check the path and run it again") from exc
    if stat.S_ISDIR(mode):
        yield from _inside(path, can_read)
    elif stat.S_ISREG(mode):
        yield _file(path, path.name, known=can_read(path.name))
    else:
        try:
            with path.open("rb") as stream:
                yield _piped(stream, path.name)
        except OSError as exc:
            raise ReadError(f"'{path}' cannot be opened ({exc.strerror}): name a file") from exc


def _inside(folder: Path, can_read: Callable[[str], bool]) -> Iterator[Document | Refusal]:
    real_folder = folder.resolve()
    refused: list[Refusal] = []
    files: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=lambda exc: refused.append(_closed(exc))):
        if _ARCHIVE in names:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in [*folders, *names]:
            path = Path(here, name)
            if name.startswith("."):
                continue
            if path.is_symlink():
                if (name in folders or can_read(name)) and not _leads_inside(path, real_folder):
                    reason = "is a link that leads out of the folder: name what it points to"
                    refused.append(Refusal(_shown(path.relative_to(folder).as_posix()), reason))
            elif name in names and can_read(name) and path.is_file():
                files.append(path)
    if not files and not refused:
        raise ReadError(
            f"folder '{folder}' holds no articles: put .txt, .html, .jsonl, .csv, .parquet or "
            ".pdf files in it, or name another"
        )
    for path in sorted(files):
        yield _file(path, path.relative_to(folder).as_posix(), known=True)
    yield from sorted(refused, key=lambda refusal: refusal.what)


def _leads_inside(link: Path, real_folder: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(real_folder)
    except (OSError, RuntimeError):  # broken, or a loop
        return False


def _closed(exc: OSError) -> Refusal:
    return Refusal(
        _shown(str(exc.filename)), f"cannot be opened ({exc.strerror}): check its rights"
    )


def _file(path: Path, name: str, *, known: bool) -> Document | Refusal:
    """A file; one whose name tells no format that can be read is looked into."""
    if _shown(name) != name:
        return Refusal(_shown(name), "has a name that is not UTF-8: rename it")
    suffix = suffix_of(name)
    size_bytes = 0
    try:
        size_bytes = path.stat().st_size
        if not known:
            with path.open("rb") as stream:
                suffix = find_suffix(stream.read(SNIFFED_BYTES))
    except OSError:
        # The reader meets the same error, and refuses the file.
        suffix = suffix if known else ".txt"
    return Document(
        name,
        suffix,
        lambda: path.open("rb"),
        _shown(str(path.absolute())),
        size_bytes=size_bytes,
    )


def _shown(name: str) -> str:
    """A name without what of it is not UTF-8, as names of files may be."""
    return name.encode("utf-8", "replace").decode()


def _piped(stream: Stream, name: str) -> Document:
    try:
        content = read_at_most(stream, _MOST_PIPED_BYTES)
    except ReadError as exc:
        raise ReadError(f"'{name}' {exc}") from exc
    return document_of(content, name=name, suffix=find_suffix(content), origin=name)
