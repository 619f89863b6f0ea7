"""A filter as conditions of SQL, the same for every search and every list."""

import json

from index.stores import Filter

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
