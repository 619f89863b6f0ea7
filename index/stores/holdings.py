"""What an archive holds, counted over all of it: speakers, offices, outlets, days, size."""

import json
import sqlite3
from datetime import date

from index.stores import Office, Size, Standing
from index.stores.filtering import IN_LIST
from index.stores.rows import making_sense


def count_speakers(connection: sqlite3.Connection) -> dict[str, int]:
    """Every speaker with the number of their statements."""
    rows = connection.execute(
        "SELECT speaker, count(*) AS statements FROM statements"
        " WHERE speaker IS NOT NULL GROUP BY speaker"
    )
    return {row["speaker"]: row["statements"] for row in rows}


def read_offices(
    connection: sqlite3.Connection, article_ids: list[str] | None = None
) -> list[Office]:
    """Who is said to hold which role, in order of role and speaker; where, if it is told."""
    limit: str = ""
    values: tuple[str, ...] = ()
    if article_ids is not None:
        limit, values = f" AND articles.id {IN_LIST}", (json.dumps(article_ids),)
    rows = connection.execute(
        "SELECT role, speaker, count(*), min(published), max(published),"
        " count(DISTINCT article) FROM articles"
        " JOIN statements ON articles.key = statements.article"
        f" WHERE role IS NOT NULL AND speaker IS NOT NULL AND NOT superseded{limit}"
        " GROUP BY role, speaker",
        values,
    )
    return [Office(*row) for row in rows]


def count_outlets(connection: sqlite3.Connection) -> dict[str, int]:
    """Every outlet with the number of its articles that answer."""
    rows = connection.execute(
        "SELECT source, count(*) FROM articles"
        " WHERE source IS NOT NULL AND NOT superseded GROUP BY source"
    )
    return dict(rows.fetchall())


def read_days(connection: sqlite3.Connection) -> tuple[date, date] | None:
    """The first and the last day of publication; None where nothing is dated."""
    first, last = connection.execute(
        "SELECT min(published), max(published) FROM articles WHERE NOT superseded"
    ).fetchone()
    with making_sense("a date"):
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


def read_standings(connection: sqlite3.Connection) -> dict[str, Standing]:
    """The version that answers of every article, by article id."""
    rows = connection.execute(
        "SELECT id, key, version, published FROM articles WHERE NOT superseded"
    )
    with making_sense("a date"):
        return {
            article_id: Standing(key, version, date.fromisoformat(day) if day else None)
            for article_id, key, version, day in rows
        }


def count_all(connection: sqlite3.Connection) -> Size:
    """How much there is of everything."""
    articles, newest = connection.execute(
        "SELECT count(*), max(published) FROM articles WHERE NOT superseded"
    ).fetchone()
    passages, sentences, statements = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("passages", "sentences", "statements")
    )
    return Size(articles, passages, sentences, statements, newest)
