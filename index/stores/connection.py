"""A connection to an archive's SQLite file."""

import sqlite3
from pathlib import Path

from index.errors import ArchiveError

DATABASE = "archive.sqlite"
STAGING = "rebuilding"


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
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        # What is removed is overwritten with zeros.
        connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.DatabaseError as exc:
        raise ArchiveError(
            f"'{path}' cannot be opened as an archive ({exc}): restore it from a copy, or name "
            "another folder with --archive"
        ) from exc
    return connection
