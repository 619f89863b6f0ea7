"""What was stopped half way is told, and finished by the next command."""

import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from index.build import build_archive
from index.errors import ArchiveUnwritable
from index.rebuild import rebuild_archive
from index.stores import Filter
from index.stores.connection import STAGING
from index.stores.opening import open_store, writing_store
from tests.conftest import ROOT
from tests.contracts.test_store import indexed
from tests.hash_embedder import HashEmbedder

EMBEDDER = HashEmbedder()
SECRET = b"xylophonium"


def fail(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def holding(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if SECRET in path.read_bytes()]


def write(folder: Path, count: int = 5) -> None:
    with writing_store(folder, EMBEDDER) as store:
        for number in range(count):
            store.upsert(indexed(f"a{number}", f"Ship {number} came in. It carried salt."))
        store.upsert(indexed("secret", "Nobody but Quartzleitner knew.", "Xylophonium xylophonium"))
        store.publish()


def test_removal_that_was_stopped_is_told_and_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    write(folder)
    (folder / "vectors-00000006.making").mkdir()
    (folder / "vectors-00000006.making" / "left").write_bytes(SECRET)
    with monkeypatch.context() as patched, writing_store(folder, EMBEDDER) as store:
        patched.setattr("index.stores.vector_cache.write_holdings", fail)
        with pytest.raises(ArchiveUnwritable, match=r"run 'onrecord verify --repair'"):
            store.remove(["secret"])
        assert not store.is_published
        (fault,) = store.health()
        assert "'onrecord verify --repair' wipes them" in fault
    with writing_store(folder, EMBEDDER) as store:
        store.publish()
        assert store.is_published
        assert store.health() == []
    assert holding(folder) == []
    assert not list(folder.glob("*.making"))


def test_publishing_that_failed_is_made_up_for_where_nothing_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, news = tmp_path / "archive", tmp_path / "a.txt"
    news.write_text("The harbour was closed on Monday.\n\nIt opened again on Friday.")
    with monkeypatch.context() as patched:
        patched.setattr("index.stores.vector_cache.write_holdings", fail)
        with pytest.raises(ArchiveUnwritable, match=r"run 'onrecord index' again"):
            build_archive(folder, [news], EMBEDDER)
    assert not list(folder.glob("vectors-*"))
    assert build_archive(folder, [news], EMBEDDER).unchanged == ["a.txt"]
    with closing(open_store(folder, EMBEDDER)) as store:
        assert store.is_published


def test_older_copy_of_the_file_is_not_searched_with_a_newer_index(tmp_path: Path) -> None:
    folder, copy = tmp_path / "archive", tmp_path / "archive.sqlite"
    write(folder, 3)
    shutil.copy2(folder / "archive.sqlite", copy)
    write(folder, 9)
    shutil.copy2(copy, folder / "archive.sqlite")
    with writing_store(folder, EMBEDDER) as store:
        for number in range(20):
            store.upsert(indexed(f"z{number}", f"Zebra number {number} escaped."))
        (vector,) = EMBEDDER.embed_queries(["Zebra number 3 escaped."])
        with store.snapshot() as snapshot:
            (nearest, *_) = snapshot.search_vectors("sentence", vector, 5, Filter())
            article = snapshot.article(snapshot.sentences([nearest.row])[nearest.row].article_key)
        assert article.text == "Zebra number 3 escaped."
        store.publish()
        assert store.health() == []


def test_connections_of_threads_that_ended_are_closed(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write(folder)

    def open_files() -> int:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return sum("archive.sqlite" in str(link.readlink()) for link in links)

    with closing(open_store(folder, EMBEDDER)) as store:
        store.versions()
        before = open_files()
        for _ in range(20):
            thread = threading.Thread(target=store.versions)
            thread.start()
            thread.join()
        assert open_files() <= before + 3


def test_rebuild_of_another_program_is_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write(folder)
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy").rename(folder / STAGING)
    with closing(sqlite3.connect(folder / STAGING / "archive.sqlite")) as connection, connection:
        connection.execute("UPDATE manifest SET value = '0.0.1' WHERE key = 'program'")
        connection.execute("UPDATE statements SET speaker = 'Nobody'")
    rebuild_archive(folder, EMBEDDER)
    assert not (folder / STAGING).exists()
    with closing(open_store(folder, EMBEDDER)) as store:
        assert store.is_published
        assert store.read_indexed("secret").statements == ()


def test_archive_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour was closed on Monday.")
    command = [sys.executable, "-m", "rag.cli", "index", str(tmp_path / "a.txt")]
    command += ["--archive", str(tmp_path / "archive")]

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        command, cwd=ROOT, preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "archive").glob("archive.sqlite*"))
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
