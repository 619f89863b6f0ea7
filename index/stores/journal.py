"""What each commit did to the articles, without anything of the articles themselves.

A commit has a row for each article it touched, or one with neither number where it touched
none. Numbers are those of the articles' rows, which are never used again: of an article that
was removed nothing can be read from them. An older program writes to an archive without
keeping its journal; the generations it leaves out show that.
"""

import os
import sqlite3

from index.stores import Changes
from index.types import RowId

# after: the row that answers since; before: the row that answered. An article that came has
# no row before, one that was removed none after.
_TABLE = (
    "CREATE TABLE IF NOT EXISTS journal"
    " (generation INTEGER NOT NULL, after INTEGER, before INTEGER)"
)
_INDEX = "CREATE INDEX IF NOT EXISTS journal_by_generation ON journal (generation)"
JOURNAL = f"{_TABLE}; {_INDEX};"

_MARK_BYTES = 6


def begin_journal(connection: sqlite3.Connection) -> None:
    """Make the journal of an archive that has none, and give it a mark.

    Within the caller's transaction: an older program's archive is brought up by its next
    commit, and stays as it was where that fails.
    """
    connection.execute(_TABLE)
    connection.execute(_INDEX)
    connection.execute("INSERT OR IGNORE INTO manifest VALUES ('mark', ?)", (new_mark(),))


def new_mark() -> str:
    """What tells an archive from others: twelve hexadecimal digits."""
    return os.urandom(_MARK_BYTES).hex()


def note_change(
    connection: sqlite3.Connection, generation: int, *, after: RowId | None, before: RowId | None
) -> None:
    """Note that an article came, changed or left."""
    connection.execute("INSERT INTO journal VALUES (?, ?, ?)", (generation, after, before))


def note_commit(connection: sqlite3.Connection, generation: int) -> None:
    """Note a commit that touched no article, where nothing else of it was noted."""
    connection.execute(
        "INSERT INTO journal SELECT ?1, NULL, NULL"
        " WHERE NOT EXISTS (SELECT 1 FROM journal WHERE generation = ?1)",
        (generation,),
    )


def read_changes(connection: sqlite3.Connection, since: int, now: int) -> Changes | None:
    """What became of the articles between two generations; None where it was not all noted."""
    if not 0 <= since <= now or not _has_journal(connection):
        return None
    rows = connection.execute(
        "SELECT generation, after, before FROM journal WHERE generation > ? AND generation <= ?"
        " ORDER BY generation, rowid",
        (since, now),
    ).fetchall()
    if len({row["generation"] for row in rows}) != now - since:
        return None
    # Of each article that was touched, by the row that answers: whether it came since then.
    came: dict[RowId, bool] = {}
    removed = 0
    for _, after, before in rows:
        is_new = came.pop(before, False) if before is not None else after is not None
        if after is not None:
            came[after] = is_new
        elif before is not None:
            removed += not is_new
    added = sum(came.values())
    return Changes(added=added, removed=removed, changed=len(came) - added)


def _has_journal(connection: sqlite3.Connection) -> bool:
    found = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'journal'"
    return connection.execute(found).fetchone() is not None
