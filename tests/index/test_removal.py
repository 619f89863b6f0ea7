import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.archive import open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from index.errors import ReadError
from index.readers import ReadOptions
from index.removal import Selection, remove_articles, select_articles


def record(article_id: str, text: str, source: str, published: str | None) -> str:
    return json.dumps({"id": article_id, "text": text, "source": source, "date": published})


@pytest.fixture
def folder(tmp_path: Path, embedder: MiniLM) -> Path:
    news = tmp_path / "news.jsonl"
    lines = [
        record("a", "Xylophone makers met. “Quixotry,” Otto Zwick said.", "W", "2031-01-01"),
        record("b", "Snow fell on the harbour.", "W", "2031-02-01"),
        record("c", "Rain fell on the bridge.", "Other", None),
    ]  # fmt: skip
    news.write_text("\n".join(lines))
    build_archive(tmp_path / "archive", [news], embedder)
    return tmp_path / "archive"


@pytest.mark.parametrize(
    ("selection", "selected"),
    [
        (Selection(ids=("b", "a")), ["a", "b"]),
        (Selection(source="W"), ["a", "b"]),
        (Selection(before=date(2031, 2, 1)), ["a"]),
        (Selection(source="W", before=date(2032, 1, 1)), ["a", "b"]),
        (Selection(source="Nobody"), []),
    ],
)
def test_selection_names_these(
    folder: Path, embedder: MiniLM, selection: Selection, selected: list[str]
) -> None:
    assert select_articles(folder, selection, embedder) == selected


def test_not_in_selects_what_a_folder_no_longer_holds(
    folder: Path, embedder: MiniLM, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text('{"id": "b", "text": "anything"}')
    assert select_articles(folder, Selection(not_in=kept), embedder) == ["a", "c"]


def test_not_in_refuses_a_path_that_is_missing_or_empty(
    folder: Path, embedder: MiniLM, tmp_path: Path
) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    for path in (tmp_path / "nowhere", tmp_path / "empty.jsonl"):
        with pytest.raises(ReadError, match=r"does not exist|holds no article"):
            select_articles(folder, Selection(not_in=path), embedder)


def test_what_cannot_be_read_is_not_taken_for_gone(
    folder: Path, embedder: MiniLM, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "a.csv").write_text("id,story\na,The harbour is open.\n")
    (kept / "b.jsonl").write_text('{"id": "b", "story": "anything"}')
    not_in = Selection(not_in=kept)
    with pytest.raises(ReadError, match="nothing was removed"):
        select_articles(folder, not_in, embedder)
    options = ReadOptions(mapping={"text": "story"})
    assert select_articles(folder, not_in, embedder, options=options) == ["c"]


@pytest.mark.parametrize("selection", [Selection(), Selection(ids=("a", "nobody"))])
def test_selecting_by_nothing_or_nobody_is_refused(
    folder: Path, embedder: MiniLM, selection: Selection
) -> None:
    with pytest.raises(ReadError):
        select_articles(folder, selection, embedder)


def test_no_file_of_the_archive_holds_a_trace(folder: Path, embedder: MiniLM) -> None:
    archive = open_archive(folder, embedder)
    article = archive.find("a")
    assert article is not None
    vector = np.asarray(archive.embed(["Xylophone makers met."])[0], dtype="<f2").tobytes()
    archive.close()
    traces = [b"ylophone", b"ylophon", b"uixotri", b"uixotry", b"Zwick", b"zwick", vector]
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert all(trace in held for trace in (b"ylophone", b"Zwick", b"zwick", vector))
    assert remove_articles(folder, ["a"], embedder) == 1
    left = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert [path.name for path, content in left.items() if any(t in content for t in traces)] == []


def test_removed_article_can_be_added_again(folder: Path, embedder: MiniLM, tmp_path: Path) -> None:
    remove_articles(folder, ["a", "b"], embedder)
    report = build_archive(folder, [tmp_path / "news.jsonl"], embedder)
    assert (report.added, report.unchanged) == (["a", "b"], ["c"])
    archive = open_archive(folder, embedder)
    assert archive.health() == []
    archive.close()
