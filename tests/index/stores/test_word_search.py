"""Words in an index of their own are found as FTS5 finds them."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.stores import UNITS, Filter, Snapshot
from index.stores.embedded import EmbeddedStore
from index.stores.opening import open_store, writing_store
from index.stores.policy import IndexPolicy
from tests.contracts.test_store import EMBEDDER, indexed

APART = IndexPolicy(words_apart_from=1)
TOGETHER = IndexPolicy()
WORDS = [
    *("harbour tunnel ferry tariff winter budget café naïve U.S. bridge".split()),
    *("minister council strike price vote border hospital".split()),
]
SPEAKERS = ("Ilse Maren", "Jo O'Hara-Lind", "the council")


@contextmanager
def written(folder: Path, policy: IndexPolicy = APART) -> Iterator[EmbeddedStore]:
    with writing_store(folder, EMBEDDER, policy=policy) as store:
        yield store


def add(store: EmbeddedStore, numbers: range) -> None:
    """Articles of a few sentences, the first words in most of them and the last in few."""
    likely = [1 / (1 + n) for n in range(len(WORDS))]
    for number in numbers:
        chance = random.Random(number)
        sentences = [
            f"The {' '.join(chance.choices(WORDS, likely, k=chance.randint(3, 9)))} came."
            for _ in range(6)
        ]
        store.upsert(
            indexed(
                f"a{number}",
                " ".join(sentences),
                SPEAKERS[number % 3] if number % 4 else None,
                source=f"Outlet {number % 5}",
                published=date(2031, 1, 1) + timedelta(days=number),
            )
        )


FILTERS = [
    Filter(),
    Filter(speakers=SPEAKERS[:1]),
    Filter(speakers=SPEAKERS[1:], since=date(2031, 1, 20)),
    Filter(sources=("Outlet 3",)),
    Filter(until=date(2031, 1, 2)),
    Filter(since=date(2040, 1, 1)),
]


def agree(snapshot: Snapshot, other: Snapshot) -> None:
    """Both give the same rows in nearly the same order with nearly the same scores."""
    chance = random.Random(1)
    found = 0
    for _ in range(20):
        terms = chance.sample(WORDS, chance.randint(1, 4))
        for within in FILTERS:
            for unit in UNITS:
                one = {m.row: m.score for m in snapshot.search_words(unit, terms, 900, within)}
                two = {m.row: m.score for m in other.search_words(unit, terms, 900, within)}
                assert one.keys() == two.keys(), (terms, within)
                best = [m.row for m in snapshot.search_words(unit, terms, 5, within)]
                assert best == sorted(one, key=lambda row: (-one[row], row))[:5]
                found += len(one)
        for unit in UNITS:
            rows = [m.row for m in snapshot.search_words(unit, WORDS, 900, Filter())][::3]
            held = snapshot.holding(unit, terms, rows)
            assert held == other.holding(unit, terms, rows)
            assert set().union(*held.values()) <= set(rows)
    assert found > 1000


def test_the_same_rows_are_found_however_words_are_kept(tmp_path: Path) -> None:
    with written(tmp_path / "apart") as apart, written(tmp_path / "one", TOGETHER) as together:
        for store in (apart, together):
            add(store, range(60))
            store.publish()
        assert list((tmp_path / "apart").glob("vectors-*/sentence.words"))
        assert not list((tmp_path / "one").glob("vectors-*/sentence.words"))
        with apart.snapshot() as snapshot, together.snapshot() as other:
            agree(snapshot, other)


def test_rows_that_came_or_left_since_are_found_or_gone(tmp_path: Path) -> None:
    with written(tmp_path / "apart") as apart, written(tmp_path / "one", TOGETHER) as together:
        for store in (apart, together):
            add(store, range(40))
            store.publish()
            add(store, range(40, 50))
            store.upsert(indexed("a7", "The ferry came again. The tunnel did not."))
        with apart.snapshot() as snapshot, together.snapshot() as other:
            agree(snapshot, other)
        # What is written next goes on from what there is.
        for store in (apart, together):
            store.publish()
            add(store, range(50, 60))
            store.publish()
        with apart.snapshot() as snapshot, together.snapshot() as other:
            agree(snapshot, other)
        assert apart.health() == []


def test_reader_goes_on_where_a_writer_replaces_the_files(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(30))
        store.publish()
        reader = open_store(tmp_path / "archive", EMBEDDER, policy=APART)
        with reader.snapshot() as snapshot:
            before = snapshot.search_words("sentence", ["harbour"], 500, Filter())
            add(store, range(30, 40))
            store.publish()
            assert snapshot.search_words("sentence", ["harbour"], 500, Filter()) == before
        with reader.snapshot() as snapshot:
            assert len(snapshot.search_words("sentence", ["harbour"], 500, Filter())) > len(before)
        reader.close()


def test_removed_words_are_on_no_disk(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(20))
        store.upsert(indexed("secret", "Nobody but Quartzleitner knew of the xylophonium."))
        store.publish()
        files = [p for p in (tmp_path / "archive").rglob("*") if p.is_file()]
        assert any(b"xylophonium" in path.read_bytes() for path in files)
        store.remove(["secret"])
        files = [p for p in (tmp_path / "archive").rglob("*") if p.is_file()]
        assert any(path.parent.name == "sentence.words" for path in files)
        assert not any(b"xylophonium" in path.read_bytes() for path in files)


def test_no_more_is_asked_for_than_there_is(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(20))
        store.publish()
        with store.snapshot() as snapshot:
            every = snapshot.search_words("sentence", WORDS, 10**9, Filter())
            some = snapshot.search_words("sentence", WORDS, 10**9, Filter(sources=("Outlet 3",)))
    assert len(every) == 120
    assert len(some) == 24


def test_index_of_words_that_is_gone_is_never_made_by_a_reader(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(20))
        store.publish()
    (meta,) = (tmp_path / "archive").rglob("sentence.words/meta.json")
    meta.unlink()
    with open_store(tmp_path / "archive", EMBEDDER, policy=APART).snapshot() as snapshot:
        assert snapshot.search_words("sentence", ["harbour"], 9, Filter())
    assert not meta.exists()


def test_copied_archive_is_read_whole_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.stores.saving._ALWAYS_CHECKED_BYTES", 0)
    with written(tmp_path / "archive") as store:
        add(store, range(20))
        store.publish()
    copied = shutil.copytree(tmp_path / "archive", tmp_path / "copy", copy_function=shutil.copy)
    (vectors,) = copied.rglob("sentence.faiss")
    (original,) = (tmp_path / "archive").rglob("sentence.faiss")
    assert vectors.stat().st_mtime_ns != original.stat().st_mtime_ns
    with open_store(copied, EMBEDDER, policy=APART).snapshot() as snapshot:
        assert snapshot.search_words("sentence", ["harbour"], 9, Filter())
    assert vectors.stat().st_mtime_ns == original.stat().st_mtime_ns


@pytest.mark.parametrize("term", ["", "...", "\0", '"', "NOT", "harbour*", "a" * 100_000, "–"])
def test_no_word_is_read_as_an_operator(tmp_path: Path, term: str) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(3))
        store.publish()
        with store.snapshot() as snapshot:
            alone = snapshot.search_words("sentence", [term], 9, Filter())
            with_another = snapshot.search_words("sentence", [term, "tunnel"], 9, Filter())
            tunnel = snapshot.search_words("sentence", ["tunnel"], 9, Filter())
    if term != "harbour*":
        assert alone == []
        assert with_another == tunnel
