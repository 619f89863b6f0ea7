import io
import os
from pathlib import Path

import pytest

from index.errors import ReadError
from index.readers import ReadOptions, find_files
from index.readers.sniffing import find_suffix
from index.types import Article, Refusal

SNOW = "Snow fell on the pier."


def test_folder_is_read_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", ".hidden.txt", "picture.png", ".git/d.txt", "x.tar.gz"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SNOW)
    assert [found.name for found in find_files([tmp_path])] == ["a/c.md", "b.txt"]


def test_archive_inside_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Harbour.")
    holdings = tmp_path / "archive" / "vectors-00000003" / "holdings"
    holdings.mkdir(parents=True)
    (holdings / "days.json").write_text("[]")
    (tmp_path / "archive" / "archive.sqlite").write_bytes(b"")
    assert [file.name for file in find_files([tmp_path])] == ["a.txt"]
    with pytest.raises(ReadError, match="holds no articles"):
        list(find_files([tmp_path / "archive"]))


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    for folder in (outside, inside / "a"):
        folder.mkdir(parents=True)
        (folder / "snow.txt").write_text(SNOW)
    (inside / "out.txt").symlink_to(outside / "snow.txt")
    (inside / "away").symlink_to(outside)
    (inside / "broken.txt").symlink_to(tmp_path / "nothing")
    (inside / "again.txt").symlink_to(inside / "a" / "snow.txt")
    (inside / "round").symlink_to(inside)
    items = [item for found in find_files([inside]) for item in found.read()]
    assert [item.id for item in items if isinstance(item, Article)] == ["a/snow.txt"]
    assert [item.what for item in items if isinstance(item, Refusal)] == [
        "away",
        "broken.txt",
        "out.txt",
    ]


def test_linked_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "snow.txt").write_text(SNOW)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [found.name for found in find_files([tmp_path / "link"])] == ["snow.txt"]


def test_folder_without_articles_and_missing_paths_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no articles"):
        find_files([tmp_path])
    with pytest.raises(ReadError, match="does not exist: check the path"):
        find_files([tmp_path / "nothing.txt"])


def test_file_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SNOW)
    os.rename(tmp_path / "a.txt", os.fsencode(tmp_path) + b"/sn\xf6w.txt")  # noqa: PTH104  # bytes
    (found,) = find_files([tmp_path])
    assert list(found.read()) == [Refusal("sn?w.txt", "has a name that is not UTF-8: rename it")]


def test_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SNOW)
    assert len(find_files([tmp_path / "a.txt", tmp_path / "a.txt"])) == 1


def test_named_file_without_a_known_suffix_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "dump").write_text('{"id": "1", "text": "Snow."}\n')
    (found,) = find_files([tmp_path / "dump"])
    (article,) = found.read()
    assert isinstance(article, Article)
    assert article.id == "1"


def test_file_that_went_away_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SNOW)
    (found,) = find_files([tmp_path / "a.txt"])
    (tmp_path / "a.txt").unlink()
    (refusal,) = found.read()
    assert refusal == Refusal(
        "a.txt", "cannot be opened (No such file or directory): check its rights"
    )


def test_standard_input_is_read_and_may_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b'{"id": "1", "text": "Snow."}\n{"id": "2", "text": "Rain."}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    (found,) = find_files(["-"])
    assert [item.id for item in found.read() if isinstance(item, Article)] == ["1", "2"]
    assert len(list(found.read())) == 2


def test_pipe_is_read(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, SNOW.encode())
    os.close(write_end)
    (found,) = find_files([Path(f"/dev/fd/{read_end}")])
    os.close(read_end)
    (article,) = found.read()
    assert isinstance(article, Article)
    assert article.text == SNOW


def test_mapping_to_an_unknown_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no field 'colour'"):
        find_files([tmp_path], options=ReadOptions(mapping={"colour": "x"}))


@pytest.mark.parametrize(
    ("start", "suffix"),
    [
        (b"%PDF-1.7", ".pdf"),
        (b"PAR1", ".parquet"),
        (b"\x1f\x8b\x08", ".gz"),
        (b"PK\x03\x04", ".zip"),
        (b"<!DOCTYPE html>", ".html"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><rss>", ".xml"),
        (b'{"id": 1}\n', ".jsonl"),
        (b"{\n ", ".json"),
        (b'[{"id"', ".json"),
        (b'"Id";"Published_at";"Body"\n', ".csv"),
        (b"The text of the article, he said\n", ".txt"),
        (b"", ".txt"),
    ],
)
def test_format_is_told_from_the_bytes(start: bytes, suffix: str) -> None:
    assert find_suffix(start) == suffix
