import json
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.readers import find_files
from index.readers.tables import JsonLinesReader
from index.types import Article, Refusal


def read(tmp_path: Path, content: bytes) -> list[Article | Refusal]:
    path = tmp_path / "news.jsonl"
    path.write_bytes(content)
    return list(JsonLinesReader().read(path, "news.jsonl"))


def test_usual_names_are_found_and_id_and_text_kept_to_the_letter(tmp_path: Path) -> None:
    record = {
        "key": "k 1",
        "body": " Snow fell.\r\n",
        "headline": "Snow",
        "publisher": "The Wire",
        "date": "2031-01-02T03:04:05Z",
        "author": "Vera Quill",
        "link": "https://example.org/snow",
    }
    (article,) = read(tmp_path, json.dumps(record).encode())
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("k 1", " Snow fell.\r\n")
    assert (article.title, article.title_derived) == ("Snow", False)
    assert (article.source, article.published) == ("The Wire", date(2031, 1, 2))
    assert (article.authors, article.url) == (("Vera Quill",), "https://example.org/snow")


def test_one_bad_line_never_stops_the_rest(tmp_path: Path) -> None:
    lines = [
        b'{"id": "1", "text": "Snow fell."}',
        b"{not json",
        b"[1, 2]",
        b'{"id": "2"}',
        b'{"id": "3", "text": 7}',
        b'{"id": "4", "text": "half \\ud800"}',
        b"\xff\xfe",
        b"",
        b'{"text": "Rain fell."}',
    ]
    found = read(tmp_path, b"\n".join(lines))
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "news.jsonl#9"]
    refused = [item.what for item in found if isinstance(item, Refusal)]
    assert refused == [f"news.jsonl, line {n}" for n in (2, 3, 4, 5, 6, 7)]


@given(content=st.binary(max_size=200))
def test_any_bytes_are_articles_or_refusals(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert all(isinstance(item, Article | Refusal) for item in read(Path(folder), content))


def test_folder_is_read_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", ".hidden.txt", "picture.png", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Snow fell.")
    assert [name for _, name in find_files([tmp_path])] == ["a/c.md", "b.txt"]
