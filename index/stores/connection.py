"""A connection to an archive's SQLite file, and what to say where it fails."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import ArchiveDamaged, ArchiveError, ArchiveUnwritable, OnRecordError

DATABASE = "archive.sqlite"
STAGING = "rebuilding"

# What the system refuses, as opposed to what stands in the file.
_REFUSED = (
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
)
# Python cannot decode some of what SQLite says of a damaged file.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)
_REFUSED_IN_WRITING = (*_REFUSED, sqlite3.SQLITE_IOERR)


class Held:
    """The connection of one thread, closed with what refers to this: at the latest its end."""

    def __init__(self, path: Path) -> None:
        """Open the file; see `connect`."""
        self.connection = connect(path)

    def __del__(self) -> None:
        """Close; by itself a connection waits for the garbage collector."""
        with suppress(AttributeError):
            self.connection.close()


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, in write-ahead mode, so that writing never blocks reading.

    Raises:
        ArchiveError: It is no database, or cannot be opened.
    """
    try:
        # Python opens in any thread and closes in another; each is used by one at a time.
        connection = sqlite3.connect(
            path, isolation_level=None, timeout=30.0, check_same_thread=False
        )
    except sqlite3.Error as exc:
        raise explained(exc, path) from exc
    try:
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        # What is removed is overwritten with zeros.
        connection.execute("PRAGMA secure_delete = ON")
    except _FAILURES as exc:
        connection.close()
        raise explained(exc, path) from exc
    return connection


def explained(exc: Exception, path: Path, *, in_writing: bool = False) -> ArchiveError:
    """What a person is told where SQLite fails on a file, and what to do."""
    # The low byte is the kind, the others its variety; what Python itself raises has none.
    code = getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if in_writing and code in _REFUSED_IN_WRITING:
        return ArchiveUnwritable(
            f"the archive cannot be written ({exc}); what was committed is safe: "
            "make room or check the folder's rights, then run it again"
        )
    if code in _REFUSED:
        return ArchiveUnwritable(
            f"'{path}' cannot be opened ({exc}): check its rights and its folder's, or name "
            "another folder with --archive"
        )
    return _damaged(path)


def _damaged(path: Path) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"'{path}' is damaged or no archive: restore it from a copy, or index the "
        "articles again into another folder with --archive"
    )


@contextmanager
def telling_damage(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Say in one sentence where what fails inside fails because the file is damaged.

    Raises:
        ArchiveError: SQLite failed, or something else did and SQLite finds the file damaged.
    """
    try:
        yield
    except OnRecordError:
        raise
    except _FAILURES as exc:
        raise explained(exc, path) from exc
    except Exception as exc:
        # A damaged page can give rows that make no sense to whoever reads them.
        if _is_sound(connection):
            raise
        raise _damaged(path) from exc


def _is_sound(connection: sqlite3.Connection) -> bool:
    try:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except _FAILURES:
        return False
    return bool(found == "ok")
