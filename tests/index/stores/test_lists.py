"""Large units are searched in lists around centroids; here with thresholds a test can reach."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from index.errors import ArchiveError, ArchiveUnwritable
from index.stores import Filter
from index.stores.connection import DATABASE, connect
from index.stores.embedded import EmbeddedStore
from index.stores.making import exact_nearest
from index.stores.opening import open_store, writing_store
from index.stores.policy import IndexFacts, IndexPolicy
from index.types import Article, IndexedArticle, Segments, Span, Vectors
from tests.hash_embedder import HashEmbedder

SMALL = IndexPolicy(flat_up_to=500, recall_sample=50, scored_singly_up_to=60)
PER_ARTICLE = 50


class Clustered(HashEmbedder):
    """An embedder of 32 dimensions, for vectors that a test draws."""

    dimensions = 32


def drawn(articles: int, seed: int = 0) -> Vectors:
    """Unit vectors around twenty centres, `PER_ARTICLE` an article."""
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(20, 32))
    rows = centres[chance.integers(0, 20, articles * PER_ARTICLE)]
    rows = rows + 0.6 * chance.normal(size=rows.shape)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def article_of(number: int, vectors: Vectors) -> IndexedArticle:
    """An article whose passages and sentences are single words."""
    text = " ".join(f"w{i}" for i in range(len(vectors)))
    spans: list[Span] = []
    for word in text.split():
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(word)))
    source = "Even" if number % 10 == 0 else "Odd"
    return IndexedArticle(
        article=Article(str(number), text, "A title", source=source),
        segments=Segments(tuple(spans), tuple(spans), tuple(range(len(spans)))),
        statements=(),
        passage_vectors=vectors,
        sentence_vectors=vectors[:1].repeat(len(vectors), axis=0),
        signature=number.to_bytes(4, "big") * 128,
    )


@contextmanager
def written(folder: Path, policy: IndexPolicy = SMALL) -> Iterator[EmbeddedStore]:
    with writing_store(folder, Clustered(), policy=policy) as store:
        yield store


def add(store: EmbeddedStore, numbers: range, *, seed: int = 0) -> Vectors:
    vectors = drawn(len(numbers), seed)
    for i, number in enumerate(numbers):
        store.upsert(article_of(number, vectors[i * PER_ARTICLE : (i + 1) * PER_ARTICLE]))
    store.publish()
    return vectors


def facts_of(store: EmbeddedStore) -> IndexFacts:
    return store.index_facts()["passage"]


def recall(store: EmbeddedStore, vectors: Vectors, within: Filter, rows: list[int]) -> float:
    """The share of the ten nearest of some rows, counted from 1, that a search finds."""
    shares = []
    with store.snapshot() as snapshot:
        for query in drawn(1, seed=77):
            scores = vectors[np.asarray(rows) - 1] @ query
            best = {rows[i] for i in np.argsort(-scores)[:10]}
            matches = snapshot.search_vectors("passage", query, 10, within)
            assert all(
                match.score == pytest.approx(vectors[match.row - 1] @ query, abs=1e-3)
                for match in matches
            )
            shares.append(len({match.row for match in matches} & best) / 10)
    return float(np.mean(shares))


def test_kind_follows_the_size_and_scores_stay_exact(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        first = add(store, range(10))
        assert facts_of(store).kind == "flat"
        assert recall(store, first, Filter(), list(range(1, 501))) == 1.0
        rest = add(store, range(10, 40), seed=1)
        facts = facts_of(store)
        assert (facts.kind, facts.rows, facts.trained_for) == ("lists", 2000, 2000)
        assert facts.centroids == 2000 // SMALL.training_rows_per_centroid
        assert facts.recall >= SMALL.recall_wanted
        vectors = np.concatenate([first, rest])
        assert recall(store, vectors, Filter(), list(range(1, 2001))) >= 0.95
        assert store.health() == []


def test_filter_is_applied_before_the_nearest_are_taken_in_lists(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        vectors = add(store, range(40))
        even = [
            row
            for number in range(0, 40, 10)
            for row in range(number * PER_ARTICLE + 1, (number + 1) * PER_ARTICLE + 1)
        ]
        assert recall(store, vectors, Filter(sources=("Even",)), even) >= 0.95
        with store.snapshot() as snapshot:
            within = Filter(sources=("Even",))
            found = snapshot.search_vectors("passage", vectors[0], 500, within)
        assert sorted(match.row for match in found) == even


def test_rows_that_came_or_left_after_training_are_found_or_gone(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        vectors = add(store, range(40))
        trained = facts_of(store)
        reader = open_store(tmp_path / "archive", Clustered(), policy=SMALL)
        new = drawn(1, seed=5)
        store.upsert(article_of(40, new))
        removed = "3"
        gone = range(3 * PER_ARTICLE + 1, 4 * PER_ARTICLE + 1)
        for opened in (reader, store):
            with opened.snapshot() as snapshot:
                best = snapshot.search_vectors("passage", new[0], 1, Filter())
                assert [match.row for match in best] == [2001]
        store.remove([removed])
        assert facts_of(store).trained_for == trained.trained_for
        again = open_store(tmp_path / "archive", Clustered(), policy=SMALL)
        for opened in (reader, store, again):
            with opened.snapshot() as snapshot:
                found = snapshot.search_vectors("passage", vectors[gone[0] - 1], 2000, Filter())
                assert len(found) > 1900
                assert not {match.row for match in found} & set(gone)
            assert opened.health() == []
        reader.close()
        again.close()


def test_outgrown_centroids_are_found_again(tmp_path: Path) -> None:
    with written(tmp_path / "archive") as store:
        add(store, range(20))
        assert facts_of(store).trained_for == 1000
        add(store, range(20, 39), seed=2)
        assert (facts_of(store).trained_for, facts_of(store).rows) == (1000, 1950)
        add(store, range(39, 42), seed=3)
        assert (facts_of(store).trained_for, facts_of(store).rows) == (2100, 2100)
        store.remove([str(number) for number in range(38)])
        assert facts_of(store).kind == "flat"
        assert store.health() == []


def test_same_rows_give_the_same_index(tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        with written(tmp_path / name) as store:
            vectors = add(store, range(20))
            with store.snapshot() as snapshot:
                found.append(snapshot.search_vectors("passage", vectors[5], 20, Filter()))
    assert found[0] == found[1]


def test_lists_made_in_pieces_find_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    # Four batches of rows are read, and each is a piece.
    monkeypatch.setattr("index.stores.making._BATCH", 300)
    for name, rows in (("one", 10_000), ("many", 1)):
        monkeypatch.setattr("index.stores.lists._PIECE_ROWS", rows)
        with written(tmp_path / name) as store:
            vectors = add(store, range(20))
            add(store, range(20, 21), seed=1)
            store.remove(["3"])
            with store.snapshot() as snapshot:
                found.append(snapshot.search_vectors("passage", vectors[5], 900, Filter()))
        # Nothing of what was removed: each vector takes 32 bytes, and its id eight.
        (lists,) = (tmp_path / name).glob("vectors-*/passage.lists")
        assert lists.stat().st_size == 40 * 1000
        assert not [path for path in lists.parent.iterdir() if path.name.startswith("tmp")]
    assert found[0] == found[1]
    assert len(found[0]) > 800


def test_lists_that_cannot_be_written_are_told_and_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with written(tmp_path / "archive") as store:
        with monkeypatch.context() as broken:
            broken.setattr("sys.executable", "/bin/false")
            with pytest.raises(ArchiveUnwritable, match="every article is safe"):
                add(store, range(20))
        assert not list((tmp_path / "archive").glob("vectors-*"))
        store.publish()
        assert facts_of(store).kind == "lists"
        assert store.health() == []


def test_lost_lists_are_searched_exactly_until_they_are_made_again(tmp_path: Path) -> None:
    import shutil

    with written(tmp_path / "archive") as store:
        vectors = add(store, range(20))
    (saved,) = (tmp_path / "archive").glob("vectors-*")
    shutil.rmtree(saved)
    reader = open_store(tmp_path / "archive", Clustered(), policy=SMALL)
    assert facts_of(reader).kind == "flat"
    assert recall(reader, vectors, Filter(), list(range(1, 1001))) == 1.0
    reader.close()
    with written(tmp_path / "archive") as store:
        store.repair()
        assert facts_of(store).kind == "lists"


def test_verify_notices_lists_that_find_less_than_they_did(tmp_path: Path) -> None:
    import json
    import zlib

    with written(tmp_path / "archive") as store:
        add(store, range(40))
    (path,) = (tmp_path / "archive").glob("vectors-*/manifest.json")
    described = json.loads(path.read_text())["index"]
    described["facts"]["passage"]["probes"] = 1
    described["facts"]["passage"]["recall"] = 1.0
    crc32 = zlib.crc32(json.dumps(described, sort_keys=True).encode())
    path.write_text(json.dumps({"crc32": crc32, "index": described}))
    reader = open_store(tmp_path / "archive", Clustered(), policy=SMALL)
    assert any("of the nearest, and found 100.0%" in fault for fault in reader.health())
    reader.close()


@pytest.mark.parametrize("flat_up_to", [500, 100_000], ids=["lists", "flat"])
def test_saved_files_cut_or_flipped_anywhere_are_noticed_or_harmless(
    tmp_path: Path, flat_up_to: int
) -> None:
    policy = IndexPolicy(flat_up_to=flat_up_to, recall_sample=50, words_apart_from=100)
    with written(tmp_path / "archive", policy) as store:
        vectors = add(store, range(20))
    (saved,) = (tmp_path / "archive").glob("vectors-*")
    sound = {path: path.read_bytes() for path in sorted(saved.rglob("*")) if path.is_file()}
    assert any(path.parent.name == "passage.words" for path in sound)
    chance = np.random.default_rng(3)
    query = vectors[7]
    exact = {int(i) + 1 for i in np.argsort(-(vectors @ query))[:10]}
    for _ in range(60):
        path = sorted(sound)[chance.integers(len(sound))]
        held = bytearray(sound[path])
        at = int(chance.integers(len(held)))
        if chance.integers(3):
            held[at] ^= 1 << int(chance.integers(8))
        else:
            del held[at:]
        path.write_bytes(held)
        reader = open_store(tmp_path / "archive", Clustered(), policy=policy)
        assert facts_of(reader).kind == "flat"
        with reader.snapshot() as snapshot:
            found = snapshot.search_vectors("passage", query, 10, Filter())
            worded = snapshot.search_words("passage", ["w9"], 100, Filter())
        assert {match.row for match in found} == exact
        assert {match.row % PER_ARTICLE for match in worded} == {10}
        assert len(reader.health()) == 1
        reader.close()
        path.write_bytes(sound[path])


def test_archive_error_is_told_where_vectors_have_another_length(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    with written(tmp_path / "archive") as store:
        add(store, range(4))
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.sqlite")) as connection:
        connection.execute("UPDATE passages SET vector = zeroblob(63) WHERE id = 9")
        connection.execute("UPDATE manifest SET value = '99' WHERE key = 'generation'")
        connection.commit()
    store = open_store(tmp_path / "archive", Clustered(), policy=SMALL)
    assert any("vector is damaged" in fault for fault in store.health())
    (query,) = Clustered().embed_queries(["rain"])
    with (
        store.snapshot() as snapshot,
        pytest.raises(ArchiveError, match="vector is damaged"),
    ):
        snapshot.similarities("passage", [9], query)
    store.close()


def test_line_that_stands_everywhere_says_nothing_of_recall(tmp_path: Path) -> None:
    """Its copies are all as near, so that no search finds the ones that were drawn."""
    with written(tmp_path / "archive") as store:
        add(store, range(40))
        foot = drawn(1, seed=5)[:1]
        for number in range(40, 60):
            store.upsert(article_of(number, foot.repeat(PER_ARTICLE, axis=0)))
    with closing(connect(tmp_path / "archive" / DATABASE)) as connection:
        sample, nearest = exact_nearest(connection, "passage", 32, SMALL)
    assert 0 < len(sample) == len(nearest) < SMALL.recall_sample
    assert not (sample @ foot[0] > 0.999).any()
    assert all(10 <= len(rows) < 50 for rows in nearest)


def test_few_rows_that_a_filter_leaves_are_scored_one_by_one(tmp_path: Path) -> None:
    policy = IndexPolicy(flat_up_to=500, recall_sample=50, scored_singly_up_to=200)
    with written(tmp_path / "archive", policy) as store:
        vectors = add(store, range(40))
        assert facts_of(store).kind == "lists"
        even = [row for row in range(1, 2001) if (row - 1) // PER_ARTICLE % 10 == 0]
        assert recall(store, vectors, Filter(sources=("Even",)), even) == 1.0
