"""Whether an article is new, changed, moved, a duplicate or another's namesake."""

import json
from pathlib import Path

import pytest

from index.archive import open_archive
from index.build import Duplicate, Moved, Report, build_archive
from index.stores import Filter
from index.stores.opening import open_store
from tests.index.test_build import CountingEmbedder

STORY = "Snow fell on the harbour of Port Callow.\n\nShips waited outside until Monday."


@pytest.fixture(scope="module")
def counting() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def news(tmp_path: Path, counting: CountingEmbedder) -> Path:
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    (folder / "old" / "snow.txt").write_text(STORY)
    build_archive(tmp_path / "archive", [folder], counting)
    counting.texts.clear()
    return folder


def index(news: Path, *paths: Path, embedder: CountingEmbedder) -> Report:
    return build_archive(news.parent / "archive", paths or (news,), embedder)


def ids(news: Path, embedder: CountingEmbedder) -> list[str]:
    store = open_store(news.parent / "archive", embedder)
    assert store.health() == []
    found = sorted(store.versions())
    store.close()
    return found


def test_text_whose_old_path_is_gone_has_moved(news: Path, counting: CountingEmbedder) -> None:
    (news / "snow-2.txt").write_bytes((news / "old" / "snow.txt").read_bytes())
    (news / "old" / "snow.txt").unlink()
    report = index(news, embedder=counting)
    assert report == Report(moved=[Moved("snow-2.txt", "old/snow.txt")])
    assert counting.texts == []
    archive = open_archive(news.parent / "archive", counting)
    article = archive.find("snow-2.txt")
    assert article is not None
    assert (article.text, article.origin) == (STORY, str(news / "snow-2.txt"))
    with archive.view() as snapshot:
        assert snapshot.size().articles == 1
        assert snapshot.search_words("sentence", ["ships"], 5, Filter()) != []
    archive.close()
    assert ids(news, counting) == ["snow-2.txt"]
    assert index(news, embedder=counting) == Report(unchanged=["snow-2.txt"])


def test_one_named_file_moves_the_same_way(news: Path, counting: CountingEmbedder) -> None:
    (news / "old" / "snow.txt").rename(news / "renamed.txt")
    report = index(news, news / "renamed.txt", embedder=counting)
    assert report.moved == [Moved("renamed.txt", "old/snow.txt")]
    assert ids(news, counting) == ["renamed.txt"]


def test_same_file_named_from_elsewhere_is_one_article(
    news: Path, counting: CountingEmbedder
) -> None:
    report = index(news, news / "old", embedder=counting)
    assert report == Report(moved=[Moved("snow.txt", "old/snow.txt")])
    assert ids(news, counting) == ["snow.txt"]


def test_text_whose_old_path_is_there_is_a_duplicate(
    news: Path, counting: CountingEmbedder
) -> None:
    (news / "copy.txt").write_text(STORY)
    report = index(news, embedder=counting)
    assert report.added == ["copy.txt"]
    assert report.duplicates == [Duplicate("copy.txt", "old/snow.txt")]
    assert counting.texts == []
    archive = open_archive(news.parent / "archive", counting)
    with archive.view() as snapshot:
        assert snapshot.count_repeated_stories() == 1
    archive.close()
    again = index(news, embedder=counting)
    assert again == Report(unchanged=["copy.txt", "old/snow.txt"])


def test_two_new_files_of_one_text_are_duplicates(news: Path, counting: CountingEmbedder) -> None:
    for name in ("a.txt", "b.txt"):
        (news / name).write_text("Rain flooded the old bridge of Port Callow on Tuesday.")
    report = index(news, embedder=counting)
    assert report.duplicates == [Duplicate("b.txt", "a.txt")]


def test_versions_move_along(news: Path, counting: CountingEmbedder) -> None:
    newer = STORY + " Pumps ran all night."
    (news / "old" / "snow.txt").write_text(newer)
    index(news, embedder=counting)
    (news / "old" / "snow.txt").rename(news / "snow.txt")
    assert index(news, embedder=counting).moved == [Moved("snow.txt", "old/snow.txt")]
    archive = open_archive(news.parent / "archive", counting)
    assert [article.text for article in archive.history("snow.txt")] == [STORY, newer]
    assert archive.history("old/snow.txt") == []
    archive.close()


def test_record_with_an_id_of_its_own_never_moves(news: Path, counting: CountingEmbedder) -> None:
    (news / "old" / "snow.txt").unlink()
    (news / "news.jsonl").write_text(json.dumps({"id": "x1", "text": STORY}))
    report = index(news, embedder=counting)
    assert report.moved == []
    assert report.duplicates == [Duplicate("x1", "old/snow.txt")]
    assert ids(news, counting) == ["old/snow.txt", "x1"]
