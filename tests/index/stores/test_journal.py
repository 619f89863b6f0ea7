"""What an archive notes of its own commits."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.stores import Changes
from index.stores.connection import DATABASE
from index.stores.opening import writing_store
from tests.contracts.test_store import changes_since, indexed
from tests.hash_embedder import HashEmbedder

EMBEDDER = HashEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive as a program that keeps no journal left it: of this format, without one."""
    made = tmp_path / "archive"
    with writing_store(made, EMBEDDER) as store:
        store.upsert(indexed("a", "Snow fell."))
    with closing(sqlite3.connect(made / DATABASE)) as connection, connection:
        connection.execute("DROP TABLE journal")
        connection.execute("DELETE FROM manifest WHERE key = 'mark'")
    return made


def test_archive_without_a_journal_is_read_and_keeps_one_from_the_next_commit(
    folder: Path,
) -> None:
    with writing_store(folder, EMBEDDER) as store:
        assert changes_since(store, 1) is None
        assert store.manifest.mark == ""
        assert store.health() == []
        store.upsert(indexed("b", "Rain fell."))
        assert changes_since(store, 0) is None
        assert changes_since(store, 1) == Changes(added=1, removed=0, changed=0)
        assert len(store.manifest.mark) == 12


def test_commits_of_a_program_without_a_journal_are_noticed(folder: Path) -> None:
    with writing_store(folder, EMBEDDER) as store:
        store.upsert(indexed("b", "Rain fell."))
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute("UPDATE manifest SET value = value + 1 WHERE key = 'generation'")
    with writing_store(folder, EMBEDDER) as store:
        store.upsert(indexed("c", "Hail fell."))
        assert changes_since(store, 1) is None
        assert changes_since(store, 3) == Changes(added=1, removed=0, changed=0)


def test_nothing_of_a_removed_article_stays_in_the_journal(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with writing_store(folder, EMBEDDER) as store:
        store.upsert(indexed("secret-name", "Snow fell on Quillon."))
        store.remove(["secret-name"])
    for file in filter(Path.is_file, folder.rglob("*")):
        kept = file.read_bytes()
        assert b"secret-name" not in kept
        assert b"Quillon" not in kept
