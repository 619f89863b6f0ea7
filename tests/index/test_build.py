from pathlib import Path
from typing import Any

import pytest

from index.archive import open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from index.errors import ReadError, Unprepared
from index.progress import Progress
from index.rebuild import rebuild_archive
from index.statements.extraction import extract_statements
from index.stores.embedded import EmbeddedStore
from index.types import Article, Statement, Vectors


class CountingEmbedder(MiniLM):
    """The real model, which remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed_passages(self, texts: list[str]) -> Vectors:
        self.texts += texts
        return super().embed_passages(texts)


@pytest.fixture(scope="module")
def counting() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "snow.txt").write_text("Snow fell on the harbour.\n\nShips waited outside.")
    (folder / "rain.txt").write_text("Rain flooded the old bridge.")
    return folder


def test_second_run_embeds_nothing(tmp_path: Path, news: Path, counting: CountingEmbedder) -> None:
    first = build_archive(tmp_path / "archive", [news], counting)
    assert sorted(first.added) == ["rain.txt", "snow.txt"]
    counting.texts.clear()
    second = build_archive(tmp_path / "archive", [news], counting)
    assert (second.added, second.changed) == ([], [])
    assert sorted(second.unchanged) == ["rain.txt", "snow.txt"]
    assert counting.texts == []


def test_changed_article_embeds_only_what_changed(
    tmp_path: Path, news: Path, counting: CountingEmbedder
) -> None:
    build_archive(tmp_path / "archive", [news], counting)
    counting.texts.clear()
    changed = "Snow fell on the harbour.\n\nShips sailed at noon."
    (news / "snow.txt").write_text(changed)
    report = build_archive(tmp_path / "archive", [news], counting)
    assert report.changed == ["snow.txt"]
    assert counting.texts == ["Ships sailed at noon."]


def test_article_that_the_program_fails_over_is_left_out_and_tried_again(
    tmp_path: Path, news: Path, counting: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (news / "copy.txt").write_text((news / "snow.txt").read_text())
    build_archive(tmp_path / "archive", [news / "rain.txt"], counting)
    (news / "rain.txt").write_text("Rain flooded the new bridge.")

    def fail_on_two(article: Article, *rest: Any, **named: Any) -> list[Statement]:
        if "copy" in article.id or "rain" in article.id:
            raise ValueError("no such token")
        return extract_statements(article, *rest, **named)

    with monkeypatch.context() as broken:
        broken.setattr("index.preparing.extract_statements", fail_on_two)
        report = build_archive(tmp_path / "archive", [news], counting)
    assert (report.added, report.changed, report.duplicates) == (["snow.txt"], [], [])
    assert {refusal.what for refusal in report.refused} == {"copy.txt", "rain.txt"}
    assert all("no such token" in refusal.reason for refusal in report.refused)
    archive = open_archive(tmp_path / "archive", counting)
    kept = archive.find("rain.txt")
    assert kept is not None
    assert kept.text == "Rain flooded the old bridge."
    archive.close()
    again = build_archive(tmp_path / "archive", [news], counting)
    assert (again.added, again.changed) == (["copy.txt"], ["rain.txt"])
    assert again.refused == []


def test_long_run_publishes_on_its_way(
    tmp_path: Path, news: Path, counting: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    published: list[int] = []
    publish = EmbeddedStore.publish

    def publish_and_note(store: EmbeddedStore) -> None:
        publish(store)
        published.append(store.manifest.generation)

    monkeypatch.setattr(EmbeddedStore, "publish", publish_and_note)
    monkeypatch.setattr("index.build._PUBLISH_AFTER", 1)
    # Each article is committed by itself.
    monkeypatch.setattr("index.deriving._GROUP_CHARS", 1)
    for name in ("tide", "wind"):
        (news / f"{name}.txt").write_text(f"The {name} came in on Monday.")
    build_archive(tmp_path / "archive", [news], counting)
    # After one sentence, after two more, and at the end of the run.
    assert published == [1, 2, 4]


def test_rebuild_stops_at_what_the_program_fails_over(
    tmp_path: Path, news: Path, counting: CountingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_archive(tmp_path / "archive", [news], counting)

    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such token")

    monkeypatch.setattr("index.preparing.extract_statements", fail)
    with pytest.raises(
        Unprepared, match=r"'rain.txt': .*no such token.*; what was committed stays"
    ):
        rebuild_archive(tmp_path / "archive", counting)
    archive = open_archive(tmp_path / "archive", counting)
    assert archive.find("rain.txt") is not None
    archive.close()


def test_what_is_no_article_is_refused_and_the_rest_goes_in(
    tmp_path: Path, news: Path, counting: CountingEmbedder
) -> None:
    (news / "empty.txt").write_text("")
    (news / "latin.txt").write_bytes(b"caf\xe9")
    report = build_archive(tmp_path / "archive", [news], counting)
    assert len(report.added) == 2
    assert [refusal.what for refusal in report.refused] == ["empty.txt", "latin.txt"]


def test_two_articles_of_one_id_are_not_mixed(tmp_path: Path, counting: CountingEmbedder) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"id": "a", "text": "Snow fell."}\n{"id": "a", "text": "Rain fell."}\n')
    report = build_archive(tmp_path / "archive", [file], counting)
    assert report.added == ["a"]
    assert "the id 'a' of another article" in report.refused[0].reason


@pytest.mark.parametrize("content", [b"", b"\x00\x01"])
def test_without_an_article_no_archive_is_made(
    tmp_path: Path, counting: CountingEmbedder, content: bytes
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    report = build_archive(tmp_path / "archive", [tmp_path / "a.txt"], counting)
    assert [refusal.what for refusal in report.refused] == ["a.txt"]
    with pytest.raises(ReadError, match=r"'a.txt' is"):
        report.check_taken()
    assert not (tmp_path / "archive").exists()


def test_path_that_does_not_exist_stops_before_anything_is_done(
    tmp_path: Path, news: Path, counting: CountingEmbedder
) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        build_archive(tmp_path / "archive", [news, tmp_path / "nowhere"], counting)
    assert not (tmp_path / "archive").exists()


def test_interrupted_run_keeps_what_was_committed_and_goes_on_later(
    tmp_path: Path, counting: CountingEmbedder
) -> None:
    file = tmp_path / "news.jsonl"
    long = "The harbour was closed on Monday because of the storm. " * 1000
    lines = [f'{{"id": "{n}", "text": "Report {n}. {long}"}}' for n in range(3)]
    file.write_text("\n".join(lines))

    def stop(progress: Progress) -> None:
        if progress.stage == "write":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_archive(tmp_path / "archive", [file], counting, on_progress=stop)
    opened = open_archive(tmp_path / "archive", counting)
    assert opened.health() == []
    with opened.view() as snapshot:
        committed = snapshot.size().articles
    assert 0 < committed < 3
    opened.close()
    report = build_archive(tmp_path / "archive", [file], counting)
    assert len(report.unchanged) == committed
    assert len(report.added) == 3 - committed


def test_progress_ends_at_its_total(tmp_path: Path, news: Path, counting: CountingEmbedder) -> None:
    steps: list[Progress] = []
    build_archive(tmp_path / "archive", [news], counting, on_progress=steps.append)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total == sum(path.stat().st_size for path in news.iterdir())


def test_file_with_the_name_of_another_article_never_takes_its_place(
    tmp_path: Path, counting: CountingEmbedder
) -> None:
    for folder, text in (("a", "Snow fell on the harbour."), ("b", "Taxes will rise in May.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(text)
    build_archive(tmp_path / "archive", [tmp_path / "a"], counting)
    report = build_archive(tmp_path / "archive", [tmp_path / "b"], counting)
    assert [refusal.what for refusal in report.refused] == ["story.txt"]
    assert "name of another article" in report.refused[0].reason
    opened = open_archive(tmp_path / "archive", counting)
    kept = opened.find("story.txt")
    assert kept is not None
    assert kept.text == "Snow fell on the harbour."
    opened.close()


def test_title_means_who_held_it_in_articles_that_came_before(
    tmp_path: Path, counting: CountingEmbedder
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "first.txt").write_text("Ohio Gov. Ann Reyes said the pier leaks.")
    build_archive(tmp_path / "archive", [folder], counting)
    second = "Ann Reyes and Tom Ode met on the pier. The Ohio governor said the loan was dead."
    (folder / "second.txt").write_text(second)
    build_archive(tmp_path / "archive", [folder], counting)
    opened = open_archive(tmp_path / "archive", counting)
    with opened.view() as snapshot:
        statements = snapshot.statements(list(range(1, 20)))
    opened.close()
    found = {(s.speaker, s.basis) for listed in statements.values() for s in listed}
    assert found == {("Ann Reyes", "name"), ("Ann Reyes", "title")}
