import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.archive import Filter, open_archive
from index.build import build_archive
from index.errors import ArchiveMismatch
from index.progress import Progress
from index.rebuild import rebuild_archive
from index.stores.connection import DATABASE
from index.stores.vectors import decode
from index.types import Vectors
from tests.hash_embedder import HashEmbedder

NEW = (
    "The tunnel opens in October, Mayor Ilse Maren said."
    ' "We owe the fishermen an apology," she added.'
)


class CountingHashEmbedder(HashEmbedder):
    """Notes what it embeds."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed_passages(self, texts: list[str]) -> Vectors:
        self.texts += texts
        return super().embed_passages(texts)


@pytest.fixture
def old_folder(tmp_path: Path) -> Path:
    """An archive as the first format wrote it: three versions of two articles."""
    folder = tmp_path / "archive"
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.executescript((Path(__file__).parent / "format_1.sql").read_text())
    return folder


def test_older_format_is_refused_in_one_sentence_that_says_what_to_do(
    old_folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(ArchiveMismatch, match=r"format 1, .* format 3: run .*--rebuild'") as told:
        open_archive(old_folder, HashEmbedder())
    assert "\n" not in str(told.value)
    (tmp_path / "rain.txt").write_text("Rain fell on the harbour.")
    with pytest.raises(ArchiveMismatch, match="--rebuild"):
        build_archive(old_folder, [tmp_path / "rain.txt"], HashEmbedder())


def test_rebuild_brings_an_older_format_up_and_keeps_articles_and_vectors(
    old_folder: Path,
) -> None:
    embedder = CountingHashEmbedder()
    assert rebuild_archive(old_folder, embedder) == 2
    assert "Snow fell on the harbour." not in embedder.texts
    archive = open_archive(old_folder, HashEmbedder())
    assert archive.health() == []
    assert archive.manifest.format == 3
    assert [article.text[:24] for article in archive.history("tunnel")] == [
        "The tunnel opens in May,",
        "The tunnel opens in Octo",
    ]
    article = archive.find("tunnel")
    assert article is not None
    assert (article.text, article.source, str(article.published)) == (NEW, "The Wire", "2031-05-04")
    assert archive.find("snow") is not None
    (vector,) = archive.embed(["Snow fell on the harbour."])
    with archive.view() as snapshot:
        (best,) = snapshot.search_vectors("sentence", vector, 1, Filter())
        assert best.score == pytest.approx(1.0, abs=1e-3)
        assert snapshot.search_words("sentence", ["october"], 5, Filter())
        assert "Ilse Maren" in snapshot.speakers()
    archive.close()


def test_interrupted_upgrade_leaves_the_old_format_whole_and_goes_on(old_folder: Path) -> None:
    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    before = contents(old_folder)
    with pytest.raises(KeyboardInterrupt):
        rebuild_archive(old_folder, HashEmbedder(), on_progress=stop)
    assert contents(old_folder) == before
    assert rebuild_archive(old_folder, HashEmbedder()) == 2
    archive = open_archive(old_folder, HashEmbedder())
    assert archive.health() == []
    archive.close()


def contents(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return list(connection.iterdump())


def test_second_format_keeps_sentences_and_pools_passages_anew(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Snow fell on the harbour. Ships waited outside for days.")
    folder, embedder = tmp_path / "archive", CountingHashEmbedder()
    build_archive(folder, [tmp_path / "news.txt"], embedder)
    made = vectors_of(folder)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("UPDATE manifest SET value = '2' WHERE key = 'format'")
        connection.execute("UPDATE passages SET vector = (SELECT vector FROM sentences)")
        connection.commit()
    assert not np.allclose(vectors_of(folder), made, atol=0.1)
    with pytest.raises(ArchiveMismatch, match=r"format 2, .* format 3"):
        open_archive(folder, embedder)
    embedder.texts.clear()
    rebuild_archive(folder, embedder)
    assert embedder.texts == []
    # What is pooled anew comes from vectors that were rounded once.
    assert np.allclose(vectors_of(folder), made, atol=2e-3)


def vectors_of(folder: Path) -> Vectors:
    """The passages' vectors as they are stored."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        rows = connection.execute("SELECT vector FROM passages ORDER BY id").fetchall()
    return decode((blob for (blob,) in rows), HashEmbedder.dimensions)
