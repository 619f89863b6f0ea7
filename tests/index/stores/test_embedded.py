import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Filter, open_archive
from index.embedders.minilm import MiniLM
from index.errors import ArchiveBusy, ArchiveError, ArchiveMismatch, ArchiveUnwritable
from index.stores.connection import DATABASE
from index.stores.opening import open_store, writing_store
from index.types import Article


class OtherModel(MiniLM):
    """Claims to be another model."""

    name = "other-model"
    fingerprint = "f" * 64


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute(statement)
        connection.commit()


def test_another_embedder_is_refused_with_both_names(archive_folder: Path) -> None:
    with pytest.raises(ArchiveMismatch, match=r"all-MiniLM-L6-v2.*other-model"):
        open_store(archive_folder, OtherModel())


def test_newer_format_is_refused_with_both_versions(archive_folder: Path, embedder: MiniLM) -> None:
    change(archive_folder, "UPDATE manifest SET value = '99' WHERE key = 'format'")
    with pytest.raises(ArchiveMismatch, match=r"format 99 .* format 3"):
        open_store(archive_folder, embedder)


def test_file_that_is_no_database_is_reported_not_overwritten(
    tmp_path: Path, embedder: MiniLM
) -> None:
    (tmp_path / DATABASE).write_bytes(b"this is no database, but somebody's file")
    with pytest.raises(ArchiveError, match="restore it from a copy"):
        open_store(tmp_path, embedder)
    assert (tmp_path / DATABASE).read_bytes() == b"this is no database, but somebody's file"


def test_folder_with_other_files_is_never_written_into(tmp_path: Path, embedder: MiniLM) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with (
        pytest.raises(ArchiveUnwritable, match="holds other files"),
        writing_store(tmp_path, embedder),
    ):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_archive_that_would_be_a_file_is_refused(tmp_path: Path, embedder: MiniLM) -> None:
    (tmp_path / "taken").write_text("a file")
    with (
        pytest.raises(ArchiveUnwritable, match="name another"),
        writing_store(tmp_path / "taken", embedder),
    ):
        pass


def test_second_writer_is_told_to_wait(archive_folder: Path, embedder: MiniLM) -> None:
    with (
        writing_store(archive_folder, embedder),
        pytest.raises(ArchiveBusy, match="wait until it is done"),
        writing_store(archive_folder, embedder),
    ):
        pass


@pytest.mark.parametrize("kept", [0, 1, 100, 5000])
def test_cut_vector_files_are_made_again_without_embedding(
    archive_folder: Path, archive: object, kept: int
) -> None:
    for path in archive_folder.glob("vectors-*/sentence.faiss"):
        path.write_bytes(path.read_bytes()[:kept])
    # A model that cannot embed proves that nothing is embedded.
    model = MiniLM()
    store = open_store(archive_folder, model)
    (fault,) = store.health()
    assert "'onrecord verify --repair' makes it again" in fault
    store.close()
    with writing_store(archive_folder, model) as written:
        written.repair()
        assert written.health() == []


def test_lost_vector_files_are_made_again(archive_folder: Path, embedder: MiniLM) -> None:
    import shutil

    (saved,) = archive_folder.glob("vectors-*")
    shutil.rmtree(saved)
    opened = open_archive(archive_folder, embedder)
    (vector,) = opened.embed(["the harbour tunnel"])
    with opened.view() as snapshot:
        best = snapshot.search_vectors("sentence", vector, 1, Filter())[0]
        sentence = snapshot.sentences([best.row])[best.row]
        assert "tunnel" in sentence.span.of(snapshot.article(sentence.article_key).text)
    opened.close()


def test_open_reader_sees_what_another_writer_commits(
    archive_folder: Path, embedder: MiniLM, harbour: Article, tmp_path: Path
) -> None:
    from index.build import build_archive

    reader = open_archive(archive_folder, embedder)
    with reader.view() as snapshot:
        before = snapshot.size().articles
    news = tmp_path / "rain.txt"
    news.write_text("Rain flooded the old bridge on Monday.")
    build_archive(archive_folder, [news], embedder)
    (vector,) = reader.embed(["flood at the bridge"])
    with reader.view() as snapshot:
        assert snapshot.size().articles == before + 1
        best = snapshot.search_vectors("sentence", vector, 1, Filter())[0]
        key = snapshot.sentences([best.row])[best.row].article_key
        assert snapshot.article(key).id == "rain.txt"
    assert reader.health() == []
    reader.close()


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE articles SET text = text || 'x'", "is not the one that was indexed"),
        ("UPDATE sentences SET start = start + 1 WHERE id = 3", "is not its text"),
        ("UPDATE passages SET end = 99999 WHERE id = 1", "outside its body"),
        ("UPDATE statements SET start = start + 1 WHERE id = 1", "is not whole sentences"),
        ("UPDATE sentences SET vector = zeroblob(768) WHERE id = 2", "has length 0.000"),
        ("DELETE FROM sentence_words_docsize WHERE id = 2", "the words of"),
        ("DELETE FROM spoken WHERE 1", "not linked to their sentences"),
        ("DELETE FROM stories WHERE article = 1", "belongs to no story"),
        ("UPDATE stories SET story = 99 WHERE article = 1", "not named by its first article"),
        ("DELETE FROM story_bands WHERE band = 3 AND article = 1", "by 41 of its 42 bands"),
        ("INSERT INTO story_bands VALUES (1, 2, 3)", "bands of stories are stored, not"),
        ("UPDATE stories SET signature = zeroblob(512) WHERE article = 1", "of its 42 bands"),
    ],
)
def test_verify_notices_each_kind_of_damage(
    archive_folder: Path, embedder: MiniLM, damage: str, fault: str
) -> None:
    change(archive_folder, damage)
    store = open_store(archive_folder, embedder)
    assert any(fault in found for found in store.health())
    store.close()


def test_archive_that_nobody_touched_is_well(archive_folder: Path, embedder: MiniLM) -> None:
    store = open_store(archive_folder, embedder)
    assert store.health() == []
    store.close()
