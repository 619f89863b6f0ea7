"""Search by words in SQLite: the best rows by BM25 over any of the terms."""

import json
import sqlite3

from index.stores import Match, Unit
from index.stores.filtering import IN_LIST
from index.stores.rowsets import RowSet
from index.types import RowId


def any_of(terms: list[str]) -> str:
    """An FTS5 query; quoted, a term cannot be read as an operator."""
    quoted = ('"' + term.replace('"', '""').replace("\0", "") + '"' for term in terms)
    return " OR ".join(term for term in quoted if any(c.isalnum() for c in term))


def count_rows(connection: sqlite3.Connection, unit: Unit, term: str) -> int:
    """The number of rows that hold a term, or a word of the same stem."""
    query = any_of([term])
    if not query:
        return 0
    (count,) = connection.execute(
        f"SELECT count(*) FROM {unit}_words WHERE {unit}_words MATCH ?", (query,)
    ).fetchone()
    return int(count)


def holds(connection: sqlite3.Connection, unit: Unit, term: str) -> bool:
    """Whether any row holds a term, or a word of the same stem."""
    query = any_of([term])
    found = f"SELECT 1 FROM {unit}_words WHERE {unit}_words MATCH ? LIMIT 1"
    return bool(query) and connection.execute(found, (query,)).fetchone() is not None


def stems_like(connection: sqlite3.Connection, unit: Unit, beginning: str) -> dict[str, int]:
    """The stems that begin so, with the number of rows that hold each."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{unit}_stems"
        f" USING fts5vocab(main, {unit}_words, row)"
    )
    rows = connection.execute(
        f"SELECT term, doc FROM temp.{unit}_stems WHERE term >= ? AND term < ?",
        (beginning, f"{beginning}\U0010ffff"),
    )
    return dict(rows.fetchall())


def rows_holding(
    connection: sqlite3.Connection, unit: Unit, term: str, rows: list[RowId]
) -> set[RowId]:
    """Those of the rows that hold a term, or a word of the same stem."""
    query = any_of([term])
    if not query:
        return set()
    found = connection.execute(
        f"SELECT rowid FROM {unit}_words WHERE {unit}_words MATCH ? AND +rowid {IN_LIST}",
        (query, json.dumps(rows)),
    )
    return {row for (row,) in found}


def search_words(
    connection: sqlite3.Connection,
    unit: Unit,
    terms: list[str],
    k: int,
    *,
    allowed: RowSet | None,
    after: RowId = 0,
) -> list[Match]:
    """The k best of the allowed rows after a row, best first, ties by row."""
    query = any_of(terms)
    if not query:
        return []
    table = f"{unit}_words"
    limit = "AND rowid > ?"
    values: tuple[str | int, ...] = (query, after)
    if allowed is not None:
        # A list of rows would be searched for one row at a time, each as a query.
        limit += " AND rowid < ? AND is_allowed(rowid)"
        values = (*values, allowed.end)
        connection.create_function("is_allowed", 1, allowed.flag_of, deterministic=True)
    # bm25() is negative, and the lower the better.
    found: list[tuple[RowId, float]] = connection.execute(
        f"SELECT rowid, -bm25({table}) FROM {table} WHERE {table} MATCH ? {limit} "
        "ORDER BY 2 DESC, 1 LIMIT ?",
        (*values, k),
    ).fetchall()
    return [Match(row, score) for row, score in found]
