from datetime import UTC, datetime
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from index.types import Article, Refusal
from tests.index.readers.reading import one, read, reason


def parquet(columns: dict[str, list[object]]) -> bytes:
    out = BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_typed_columns_are_read() -> None:
    content = parquet(
        {
            "id": [7],
            "text": ["Snow fell.\r\n "],
            "authors": [["Vera Quill", "Sam Otter"]],
            "date": [datetime(2031, 1, 2, 3, 4, tzinfo=UTC)],
            "extra": [b"\xff"],
        }
    )
    article = one(content, "n.parquet")
    assert (article.id, article.text) == ("7", "Snow fell.\r\n ")
    assert article.authors == ("Vera Quill", "Sam Otter")
    assert article.published_at == datetime(2031, 1, 2, 3, 4, tzinfo=UTC)


def test_row_without_text_is_refused_alone() -> None:
    first, second, third = read(parquet({"text": ["Snow.", None, "Rain."]}), "n.parquet")
    assert isinstance(first, Article)
    assert second == Refusal(
        "n.parquet, row 2", "has no text in 'text': put the article's words there"
    )
    assert isinstance(third, Article)


def test_table_without_a_text_column_is_refused() -> None:
    assert reason(parquet({"words": ["Snow."]}), "n.parquet") == (
        "has no column 'text', 'body', 'content' or 'article' but words: say with a mapping which "
        "one holds the text"
    )


def test_damaged_file_is_refused() -> None:
    assert reason(parquet({"text": ["Snow."]})[:-20], "n.parquet").startswith("is no Parquet")
