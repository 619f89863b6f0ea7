"""What an archive holds, article by article, for people to look through."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Order: TypeAlias = Literal["newest", "oldest", "title", "statements"]

_ORDERS: dict[Order, str] = {
    "newest": "published IS NULL, published DESC, key DESC",
    "oldest": "published IS NULL, published, key",
    "title": "title COLLATE NOCASE, key",
    "statements": "statements DESC, key",
}


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article that answers, without its text.

    Attributes:
        statements: how many statements were found in it.
        versions: how many of its texts are kept, this one included.
        copies: how many other articles tell its story.
    """

    id: str
    version: str
    title: str
    source: str | None
    published: date | None
    authors: tuple[str, ...]
    url: str | None
    statements: int
    versions: int
    copies: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the articles that fit, in order, and how many fit in all."""

    articles: tuple[ListedArticle, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the collection reaches: its first and last day, its outlets by size."""

    first: date | None
    last: date | None
    outlets: tuple[tuple[str, int], ...]


def list_articles(
    connection: sqlite3.Connection, words: str, *, order: Order, limit: int, offset: int
) -> Listing:
    """The articles whose title, outlet, authors or id hold all of the words."""
    parts = [f"%{_literal(word)}%" for word in words.split()]
    fits = "".join(
        " AND (title || ' ' || coalesce(source, '') || ' ' || authors || ' ' || id)"
        " LIKE ? ESCAPE '\\'"
        for _ in parts
    )
    (total,) = connection.execute(
        f"SELECT count(*) FROM articles WHERE NOT superseded {fits}", parts
    ).fetchone()
    rows = connection.execute(
        "SELECT id, version, title, source, published, authors, url,"
        " (SELECT count(*) FROM statements WHERE article = key) AS statements,"
        " (SELECT count(*) FROM articles AS own WHERE own.id = articles.id) AS versions,"
        " (SELECT count(*) - 1 FROM stories WHERE story ="
        "   (SELECT story FROM stories WHERE article = key)) AS copies"
        f" FROM articles WHERE NOT superseded {fits} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (*parts, limit, offset),
    )
    return Listing(tuple(_listed(row) for row in rows), total)


def read_extent(connection: sqlite3.Connection) -> Extent:
    """The days and outlets of all articles that answer."""
    first, last = connection.execute(
        "SELECT min(published), max(published) FROM articles WHERE NOT superseded"
    ).fetchone()
    outlets = connection.execute(
        "SELECT source, count(*) FROM articles WHERE NOT superseded AND source IS NOT NULL"
        " GROUP BY source ORDER BY 2 DESC, 1"
    )
    return Extent(_day(first), _day(last), tuple((source, count) for source, count in outlets))


def _literal(word: str) -> str:
    """A word with what LIKE reads as a wildcard escaped."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _listed(row: sqlite3.Row) -> ListedArticle:
    return ListedArticle(
        id=row["id"],
        version=row["version"],
        title=row["title"],
        source=row["source"],
        published=_day(row["published"]),
        authors=tuple(json.loads(row["authors"])),
        url=row["url"],
        statements=row["statements"],
        versions=row["versions"],
        copies=max(row["copies"] or 0, 0),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
