"""What an archive holds is the same, saved or counted."""

import shutil
from dataclasses import replace
from pathlib import Path

from index.stores import Filter, Snapshot
from index.stores.opening import open_store
from tests.contracts.test_store import EMBEDDER, indexed
from tests.index.stores.test_word_search import APART, SPEAKERS, add, written


def held(snapshot: Snapshot) -> tuple[object, ...]:
    return (
        snapshot.speakers(),
        snapshot.offices(),
        snapshot.outlets(),
        snapshot.days(),
        snapshot.size(),
    )


def test_saved_holdings_are_those_that_are_counted(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(11))
        met = indexed("mayor", "The council met.", "Ilse Maren")
        said = tuple(replace(statement, role="mayor") for statement in met.statements)
        store.upsert(replace(met, statements=said))
        with store.snapshot() as snapshot:
            counted = held(snapshot)
        store.publish()
    (saved,) = (tmp_path / "archive").glob("vectors-*/holdings")
    reader = open_store(tmp_path / "archive", EMBEDDER, policy=APART)
    with reader.snapshot() as snapshot:
        assert held(snapshot) == counted
        assert [office.role for office in snapshot.offices()] == ["mayor"]
    reader.close()
    # A reader that began before a writer replaced them counts for itself.
    reader = open_store(tmp_path / "archive", EMBEDDER, policy=APART)
    with reader.snapshot() as snapshot:
        assert snapshot.size().articles == 12
        shutil.rmtree(saved)
        assert held(snapshot) == counted
    reader.close()


def test_what_came_since_counts_too(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(4))
        store.publish()
        store.upsert(indexed("late", "The council met.", "Somebody New", source="The Late"))
        with store.snapshot() as snapshot:
            assert snapshot.size().articles == 5
            assert "Somebody New" in snapshot.speakers()
            assert "The Late" in snapshot.outlets()


def test_rows_of_a_speaker_are_the_same_however_words_are_kept(tmp_path: Path) -> None:
    within = Filter(speakers=SPEAKERS[:2])
    with written(tmp_path / "archive") as store:
        add(store, range(20))
        store.publish()
        store.upsert(indexed("a1", "Nobody speaks here. Nobody does."))
        store.upsert(indexed("a2", "Ilse Maren does. Nobody else.", SPEAKERS[0]))
        with store.snapshot() as snapshot:
            late = snapshot.sentences_within(list(range(1, 200)), within)
        store.publish()
        with store.snapshot() as snapshot:
            apart = snapshot.sentences_within(list(range(1, 200)), within)
    shutil.rmtree(next((tmp_path / "archive").glob("vectors-*")))
    reader = open_store(tmp_path / "archive", EMBEDDER, policy=APART)
    with reader.snapshot() as snapshot:
        together = snapshot.sentences_within(list(range(1, 200)), within)
    reader.close()
    assert late == apart == together
    assert together
