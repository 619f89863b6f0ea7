"""A filter as conditions of SQL, the same for every search and every list, and what it leaves."""

import json
import sqlite3

import numpy as np

from index.stores import Filter, Unit
from index.stores.rowsets import RowSet

# SQLite takes a list of any length as one JSON value, where "?, ?, ..." has a limit.
IN_LIST = "IN (SELECT value FROM json_each(?))"

# The day of a statement, as far as anything tells.
DAY = "coalesce(said_on, published)"


def of_articles(within: Filter) -> tuple[str, tuple[str, ...]]:
    """The conditions of a filter on articles, with their values."""
    conditions = ""
    values: tuple[str, ...] = ()
    if within.since:
        conditions += " AND published >= ?"
        values = (*values, within.since.isoformat())
    if within.until:
        conditions += " AND published <= ?"
        values = (*values, within.until.isoformat())
    if within.sources:
        conditions += f" AND source {IN_LIST}"
        values = (*values, json.dumps(within.sources))
    if within.articles:
        conditions += f" AND articles.id {IN_LIST}"
        values = (*values, json.dumps(within.articles))
    return conditions, values


def of_statements(within: Filter) -> tuple[str, tuple[str, ...]]:
    """The conditions of a whole filter on articles and their statements, with their values."""
    conditions, values = of_articles(within)
    if within.speakers:
        conditions += f" AND speaker {IN_LIST}"
        values = (*values, json.dumps(within.speakers))
    if within.direct:
        conditions += " AND statements.kind != 'indirect'"
    if within.said_since:
        conditions += f" AND {DAY} >= ?"
        values = (*values, within.said_since.isoformat())
    if within.said_until:
        conditions += f" AND {DAY} <= ?"
        values = (*values, within.said_until.isoformat())
    return conditions, values


def count_articles(connection: sqlite3.Connection, within: Filter) -> int:
    """The number of articles that a filter's dates and sources leave."""
    conditions, values = of_articles(within)
    (count,) = connection.execute(
        f"SELECT count(*) FROM articles WHERE NOT superseded {conditions}", values
    ).fetchone()
    return int(count)


def rows_within(connection: sqlite3.Connection, unit: Unit, within: Filter) -> RowSet:
    """The rows of a unit that a filter leaves."""
    if within.speakers or within.direct or within.said_since or within.said_until:
        return _rows_of_statements(connection, unit, within)
    # An article's rows are written together: all between its first and its last.
    conditions, values = of_articles(within)
    stretches = connection.execute(
        f"SELECT (SELECT min(id) FROM {unit}s WHERE article = key) AS first,"
        f" (SELECT max(id) FROM {unit}s WHERE article = key) FROM articles"
        f" WHERE NOT superseded AND first IS NOT NULL {conditions}",
        values,
    )
    return RowSet.of_stretches(stretches.fetchall())


def _rows_of_statements(connection: sqlite3.Connection, unit: Unit, within: Filter) -> RowSet:
    conditions, values = of_statements(within)
    tables = "statements JOIN spoken ON statement = statements.id"
    if of_articles(within)[0] or within.said_since or within.said_until:
        tables += " JOIN articles ON articles.key = statements.article"
    column = "sentence"
    if unit == "passage":
        tables, column = f"{tables} JOIN sentences ON sentences.id = sentence", "passage"
    # One long text is read ten times as fast as a row for each of its numbers.
    (written,) = connection.execute(
        f"SELECT group_concat({column}) FROM {tables} WHERE 1 {conditions}", values
    ).fetchone()
    return RowSet.of_rows(np.fromstring(written or "", dtype=np.int64, sep=","))
