import sqlite3
from datetime import UTC, date, datetime

import pytest

from index.stores.rows import ARTICLE_COLUMNS, article_from_row, article_to_row
from index.types import Article, Span, Zone, ZoneKind

PLAIN = Article(id="1", text="Snow fell.", title="Snow")
FULL = Article(
    id="2",
    text="PORT CALLOW - Snow fell.",
    title="Snow",
    title_derived=True,
    source="The Wire",
    authors=("Vera Quill", "Sam Otter"),
    published=date(2031, 1, 2),
    published_basis="JSON-LD",
    url="https://example.org/snow",
    zones=(Zone(ZoneKind.DATELINE, Span(0, 14)),),
    origin="news/snow.html",
    published_at=datetime(2031, 1, 3, 4, 30, tzinfo=UTC),
    updated=date(2031, 1, 4),
    updated_at=datetime(2031, 1, 4, 10, 0, 1, 500, tzinfo=UTC),
    updated_basis="meta",
    language="en",
)


@pytest.mark.parametrize("article", [PLAIN, FULL])
def test_article_comes_back_from_its_row_as_it_was(article: Article) -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(f"CREATE TABLE articles ({ARTICLE_COLUMNS})")
    values = article_to_row(article)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO articles ({ARTICLE_COLUMNS}) VALUES ({marks})", values)
    row = connection.execute("SELECT * FROM articles").fetchone()
    connection.close()
    assert article_from_row(row) == article
