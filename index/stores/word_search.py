"""Search by words: the best rows by BM25 over any of the terms."""

import math
import sqlite3
from collections.abc import Mapping

from index.stores import Match, Unit
from index.stores.rowsets import RowSet
from index.types import RowId

# What one term gives at most, as a multiple of its weight: k1 + 1 of FTS5's bm25().
_MOST_OF_WEIGHT = 2.2
_LEAST_WEIGHT = 1e-6


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


def search_words(
    connection: sqlite3.Connection,
    unit: Unit,
    terms: list[str],
    k: int,
    *,
    allowed: RowSet | None,
    leading: tuple[list[str], float] = ([], 0.0),
) -> list[Match]:
    """The k best of the allowed rows, best first, ties by row.

    With `leading` terms, only rows that hold one of them are scored; where the last of the
    best is above what rows without them can reach, that gives the same rows and scores.
    """
    first, bound = leading
    if first:
        found = _search(connection, unit, terms, k, allowed=allowed, among=first)
        if len(found) == k and found[-1].score > bound:
            return found
    return _search(connection, unit, terms, k, allowed=allowed, among=[])


def leading_terms(rows: Mapping[str, int], total: int, k: int) -> tuple[list[str], float]:
    """The rarest terms, where they may do alone, and the most that the others give a row.

    Scoring takes most of a search and common words bring most of the rows: the names of those
    whom many articles are about, over a million passages. A row without the rarest terms scores
    less than the others' bound (Turtle and Flood, Information Processing & Management, 1995).

    Args:
        rows: The number of rows that hold each term.
        total: Of all rows.
        k: How many rows are wanted.
    """
    weight = {term: _weight(count, total) for term, count in rows.items()}
    ordered = sorted(rows, key=lambda term: rows[term])
    for n in range(1, len(ordered)):
        first, rest = ordered[:n], ordered[n:]
        held = sum(rows[term] for term in first)
        bound = _MOST_OF_WEIGHT * sum(weight[term] for term in rest)
        if 2 * held > sum(rows.values()):
            break
        if held >= k and bound < sum(weight[term] for term in first):
            return first, bound
    return [], 0.0


def _weight(rows: int, total: int) -> float:
    """A term's weight in FTS5's bm25()."""
    return max(math.log((total - rows + 0.5) / (rows + 0.5)), _LEAST_WEIGHT)


def _search(
    connection: sqlite3.Connection,
    unit: Unit,
    terms: list[str],
    k: int,
    *,
    allowed: RowSet | None,
    among: list[str],
) -> list[Match]:
    query = any_of(terms)
    if not query:
        return []
    table = f"{unit}_words"
    limit = ""
    values: tuple[str | int, ...] = (query,)
    if among:
        limit = f" AND +rowid IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"
        values = (*values, any_of(among))
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
