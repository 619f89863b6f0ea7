"""What every store keeps, however it keeps it."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.duplicates import sign
from index.segmentation import segment
from index.stores import UNITS, Changes, Filter, Office, Snapshot, Store
from index.stores.opening import writing_store
from index.types import Article, IndexedArticle, Span, Statement
from tests.hash_embedder import HashEmbedder

EMBEDDER = HashEmbedder()

Opener = Callable[[Path], AbstractContextManager[Store]]


def open_embedded(folder: Path) -> AbstractContextManager[Store]:
    return writing_store(folder, EMBEDDER)


@pytest.fixture(params=[open_embedded])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Opener = request.param
    with opener(tmp_path / "archive") as opened:
        yield opened


def indexed(
    article_id: str,
    text: str,
    speaker: str | None = None,
    *,
    source: str | None = None,
    published: date | None = None,
) -> IndexedArticle:
    article = Article(article_id, text, "A title", source=source, published=published)
    segments = segment(article)
    first = segments.sentences[0]
    statement = Statement(
        first, (first,), Span(first.start, first.start + 1), None, speaker, "direct", 0.9
    )
    texts = [[s.of(text) for s in spans] for spans in (segments.passages, segments.sentences)]
    return IndexedArticle(
        article=article,
        segments=segments,
        statements=(statement,) if speaker else (),
        passage_vectors=EMBEDDER.embed_passages(texts[0]),
        sentence_vectors=EMBEDDER.embed_passages(texts[1]),
        signature=sign(article),
    )


def found(snapshot: Snapshot, term: str) -> set[str]:
    matches = snapshot.search_words("sentence", [term], 10, Filter())
    rows = snapshot.sentences([match.row for match in matches])
    return {snapshot.article(row.article_key).id for row in rows.values()}


def test_article_comes_back_as_it_went_in(store: Store) -> None:
    article = indexed("a", " Snow\u2028fell.\r\n\n“Über” 😀 ").article
    store.upsert(indexed("a", article.text))
    assert store.find("a") == article
    assert list(store.iterate()) == [article]
    assert store.versions() == {"a": article.version}


def test_vectors_are_found_in_the_order_of_brute_force(store: Store) -> None:
    texts = [f"Sentence number {n} of the town." for n in range(40)]
    for n, text in enumerate(texts):
        store.upsert(indexed(str(n), text))
    (query,) = EMBEDDER.embed_queries(["a question"])
    scores = EMBEDDER.embed_passages(texts) @ query
    expected = sorted(range(40), key=lambda n: -scores[n])[:7]
    with store.snapshot() as snapshot:
        matches = snapshot.search_vectors("sentence", query, 7, Filter())
        rows = snapshot.sentences([match.row for match in matches])
        ids = [int(snapshot.article(rows[m.row].article_key).id) for m in matches]
        again = snapshot.similarities("sentence", list(rows), query)
    assert ids == expected
    assert [m.score for m in matches] == pytest.approx([scores[n] for n in expected], abs=1e-3)
    assert [again[m.row] for m in matches] == pytest.approx([m.score for m in matches], abs=1e-5)


def test_filter_applies_before_the_best_are_taken(store: Store) -> None:
    for n in range(30):
        store.upsert(indexed(str(n), f"Words number {n}.", "Ann Reyes" if n == 17 else "Bo Oh"))
    (query,) = EMBEDDER.embed_queries(["a question"])
    with store.snapshot() as snapshot:
        for unit in UNITS:
            within = Filter(speakers=("Ann Reyes",))
            assert len(snapshot.search_vectors(unit, query, 3, within)) == 1
            assert len(snapshot.search_words(unit, ["words"], 3, within)) == 1
        assert snapshot.speakers() == {"Ann Reyes": 1, "Bo Oh": 29}


def test_words_match_by_stem_and_rank_the_fuller_match_first(store: Store) -> None:
    store.upsert(indexed("a", "They guaranteed the harbour."))
    store.upsert(indexed("b", "The guarantees of the harbour tunnel."))
    store.upsert(indexed("c", "Snow fell."))
    with store.snapshot() as snapshot:
        matches = snapshot.search_words("sentence", ["guarantee", "tunnels"], 5, Filter())
        rows = snapshot.sentences([m.row for m in matches])
        ids = [snapshot.article(rows[m.row].article_key).id for m in matches]
    assert ids == ["b", "a"]
    assert matches[0].score > matches[1].score > 0


def test_changed_article_supersedes_the_old_one_which_stays_readable(store: Store) -> None:
    old = indexed("a", "The tunnel opens in October.", "Ann Reyes")
    store.upsert(old)
    store.upsert(indexed("a", "The tunnel opens in May.", "Bo Oh"))
    with store.snapshot() as snapshot:
        assert found(snapshot, "october") == set()
        assert found(snapshot, "may") == {"a"}
        assert snapshot.size().articles == 1
        assert snapshot.speakers() == {"Bo Oh": 1}
    assert store.find("a", old.article.version) == old.article


def test_text_that_comes_back_answers_again(store: Store) -> None:
    for text in ("Version one.", "Version two.", "Version one."):
        store.upsert(indexed("a", text))
    newest = store.find("a")
    assert newest is not None
    assert newest.text == "Version one."
    assert store.health() == []


def test_snapshot_does_not_see_what_is_committed_after_it_opened(store: Store) -> None:
    store.upsert(indexed("a", "Snow fell."))
    with store.snapshot() as snapshot:
        before = snapshot.generation
        assert found(snapshot, "rain") == set()
    store.upsert(indexed("b", "Rain fell."))
    with store.snapshot() as snapshot:
        assert snapshot.generation == before + 1
        assert found(snapshot, "rain") == {"b"}


def test_known_vectors_are_those_of_the_article_as_it_stands(store: Store) -> None:
    store.upsert(indexed("a", "Snow fell. Rain fell."))
    known = store.known_vectors("a")
    assert set(known) == {"Snow fell.", "Rain fell."}
    (expected,) = EMBEDDER.embed_passages(["Snow fell."])
    assert np.allclose(known["Snow fell."], expected, atol=1e-3)
    assert store.known_vectors("nobody") == {}


def test_empty_store_finds_nothing(store: Store) -> None:
    (query,) = EMBEDDER.embed_queries(["a question"])
    with store.snapshot() as snapshot:
        assert snapshot.search_vectors("passage", query, 5, Filter()) == []
        assert snapshot.search_words("passage", ["snow"], 5, Filter()) == []
        assert snapshot.size().articles == 0
    assert store.health() == []


@given(term=st.text(max_size=30))
def test_any_string_is_a_safe_search(term: str, one_store: Store) -> None:
    with one_store.snapshot() as snapshot:
        snapshot.search_words("sentence", [term], 5, Filter())
        assert snapshot.frequency(term) in (0, 1)
        assert snapshot.holding("passage", [term], [1, 2])[term] <= {1, 2}


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_embedded(tmp_path_factory.mktemp("one") / "archive") as opened:
        opened.upsert(indexed("a", "Snow AND rain NEAR the col:umn fell."))
        yield opened


def test_removed_article_is_gone_with_all_its_versions_and_can_come_again(store: Store) -> None:
    for text in ("The zeppelin landed.", "The zeppelin departed."):
        store.upsert(indexed("a", text, "Ann Reyes"))
    store.upsert(indexed("b", "Snow fell.", "Bo Oh"))
    assert store.remove(["a", "nobody"]) == 1
    assert store.find("a") is None
    assert store.find("a", indexed("a", "The zeppelin landed.").article.version) is None
    with store.snapshot() as snapshot:
        assert found(snapshot, "zeppelin") == set()
        assert snapshot.speakers() == {"Bo Oh": 1}
        assert snapshot.frequency("zeppelin") == 0
        (vector,) = EMBEDDER.embed_queries(["The zeppelin landed."])
        assert len(snapshot.search_vectors("sentence", vector, 9, Filter())) == 1
    assert store.health() == []
    store.upsert(indexed("a", "The zeppelin landed."))
    with store.snapshot() as snapshot:
        assert found(snapshot, "zeppelin") == {"a"}
    assert store.health() == []


THIRDS = (
    "The harbour tunnel stays closed until October, Mayor Ilse Maren said on Saturday. Salt water "
    "was found in three of seven pumping stations by inspectors.",
    "Engineer Bo Lindqvist had warned last winter that the pumps were never tested. His report was "
    "filed with the budget office, which took no decision.",
    "Opposition leader Vera Quill asked for an inquiry into the contract. The company declined to "
    "comment and referred all questions to the port authority.",
)
STORY = "\n\n".join(THIRDS)
TELLINGS = {
    "whole": STORY,
    "wire": f"PORT CALLOW, May 3 (Northern Wire) - {STORY}",
    "first": "\n\n".join(THIRDS[:2]),
    "second": "\n\n".join(THIRDS[1:]),
    "other": "Snow fell on the harbour, and ships waited outside until the storm had passed.",
}


def stories_of(store: Store) -> set[frozenset[str]]:
    """The article ids of each story, checked from both sides."""
    told: dict[int, set[str]] = {}
    with store.snapshot() as snapshot:
        keys = article_keys(snapshot)
        for key, story in snapshot.stories(sorted(keys)).items():
            told.setdefault(story, set()).add(keys[key])
            copies = {keys[copy] for copy in snapshot.copies_of(key)} | {keys[key]}
            assert copies == {
                keys[k] for k, s in snapshot.stories(list(keys)).items() if s == story
            }
        repeated = sum(len(ids) > 1 for ids in told.values())
        assert snapshot.count_repeated_stories() == repeated
    return {frozenset(ids) for ids in told.values()}


def article_keys(snapshot: Snapshot) -> dict[int, str]:
    (query,) = EMBEDDER.embed_queries(["a question"])
    matches = snapshot.search_vectors("sentence", query, 1000, Filter())
    rows = snapshot.sentences([match.row for match in matches]).values()
    return {row.article_key: snapshot.article(row.article_key).id for row in rows}


@pytest.mark.parametrize("order", list(itertools.permutations(TELLINGS))[::11])
def test_stories_do_not_depend_on_the_order_of_arrival(
    store: Store, order: tuple[str, ...]
) -> None:
    for article_id in order:
        store.upsert(indexed(article_id, TELLINGS[article_id]))
    assert stories_of(store) == {
        frozenset({"whole", "wire", "first", "second"}),
        frozenset({"other"}),
    }
    assert store.health() == []


def test_what_one_article_held_together_falls_apart_when_it_leaves(store: Store) -> None:
    for article_id in ("whole", "first", "second"):
        store.upsert(indexed(article_id, TELLINGS[article_id]))
    assert stories_of(store) == {frozenset({"whole", "first", "second"})}
    store.remove(["whole"])
    assert stories_of(store) == {frozenset({"first"}), frozenset({"second"})}
    assert store.health() == []


def test_changed_article_moves_to_the_story_it_tells_now(store: Store) -> None:
    for article_id in ("whole", "wire", "other"):
        store.upsert(indexed(article_id, TELLINGS[article_id]))
    store.upsert(indexed("whole", TELLINGS["other"] + " Nobody was hurt."))
    assert stories_of(store) == {frozenset({"wire"}), frozenset({"whole", "other"})}
    store.upsert(indexed("whole", TELLINGS["whole"]))
    assert stories_of(store) == {frozenset({"wire", "whole"}), frozenset({"other"})}
    assert store.health() == []


@pytest.mark.parametrize(
    ("within", "left"),
    [
        (Filter(), {"a", "b", "c"}),
        (Filter(since=date(2025, 2, 2)), {"b"}),
        (Filter(until=date(2025, 2, 1)), {"a"}),
        (Filter(since=date(2025, 2, 1), until=date(2025, 2, 2)), {"a", "b"}),
        (Filter(sources=("Reuters", "AP")), {"a", "b"}),
        (Filter(sources=("Reuters",), until=date(2025, 2, 1)), {"a"}),
        (Filter(direct=True), {"a"}),
        (Filter(direct=True, sources=("AP",)), set()),
        (Filter(articles=("a", "c")), {"a", "c"}),
        (Filter(articles=("a", "b"), direct=True), {"a"}),
    ],
)
def test_filter_is_applied_before_the_best_are_taken(
    store: Store, within: Filter, left: set[str]
) -> None:
    store.upsert(
        indexed("a", "The bridge opens.", "Ann", source="Reuters", published=date(2025, 2, 1))
    )
    store.upsert(indexed("b", "A bridge closes.", source="AP", published=date(2025, 2, 2)))
    store.upsert(indexed("c", "No bridge stands."))
    vector = EMBEDDER.embed_queries(["bridge"])[0]
    with store.snapshot() as snapshot:
        for unit in UNITS:
            by_words = snapshot.search_words(unit, ["bridge"], 10, within)
            by_vector = snapshot.search_vectors(unit, vector, 10, within)
            assert len(by_words) == len(by_vector) == len(left)
            assert {m.row for m in by_words} == {m.row for m in by_vector}
        rows = snapshot.sentences(
            [m.row for m in snapshot.search_words("sentence", ["bridge"], 10, within)]
        )
        assert {snapshot.article(r.article_key).id for r in rows.values()} == left
        if not within.direct:
            assert snapshot.count_within(within) == len(left)


def test_what_depends_on_the_generation_alone_is_made_once_for_each(store: Store) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    def derive() -> int:
        with store.snapshot() as snapshot:
            return snapshot.derived("n", make)

    store.upsert(indexed("a", "Snow fell.", "Ann Reyes"))
    assert [derive(), derive()] == [1, 1]
    store.upsert(indexed("b", "Rain fell.", "Ann Reyes"))
    assert derive() == 2
    with store.snapshot() as snapshot:
        assert snapshot.speakers() == {"Ann Reyes": 2}
        assert snapshot.size().articles == 2


def test_what_questions_may_name_is_told(store: Store) -> None:
    with store.snapshot() as empty:
        assert (empty.outlets(), empty.days(), empty.offices()) == ({}, None, [])
    store.upsert(indexed("a", "Guarantees were promised.", source="Gazette"))
    store.upsert(
        indexed("b", "The guarantee is void.", source="Gazette", published=date(2025, 2, 1))
    )
    store.upsert(indexed("c", "Salt.", published=date(2025, 2, 3)))
    with store.snapshot() as snapshot:
        assert snapshot.outlets() == {"Gazette": 2}
        assert snapshot.days() == (date(2025, 2, 1), date(2025, 2, 3))
        assert snapshot.stems_like("gu") == {"guarante": 2}
        assert (snapshot.holds("guarantees"), snapshot.holds("whales")) == (True, False)
        assert (snapshot.holds("?"), snapshot.holds('"')) == (False, False)


def test_offices_are_told_with_their_holders_and_days(store: Store) -> None:
    article = indexed("a", "Salt is found.", "Ann Reyes", published=date(2025, 2, 1))
    statement = replace(article.statements[0], role="mayor of Callow")
    store.upsert(replace(article, statements=(statement,)))
    store.upsert(indexed("b", "Salt again.", "Bo Oh"))
    with store.snapshot() as snapshot:
        held = Office("mayor of Callow", "Ann Reyes", 1, "2025-02-01", "2025-02-01")
        assert snapshot.offices_in(["no such article"]) == []
        assert snapshot.offices() == snapshot.offices_in(["a", "b"]) == [held]


def test_statements_are_listed_by_filter_newest_first(store: Store) -> None:
    days = {"a": date(2031, 5, 1), "b": date(2031, 5, 3), "c": None, "d": date(2031, 5, 2)}
    for key, day in days.items():
        source = "Port Gazette" if key != "d" else "Callow Post"
        store.upsert(
            indexed(key, f"Rain {key} fell. It was wet.", "Ann Reyes", source=source, published=day)
        )
    store.upsert(indexed("e", "Snow fell.", "Bo Oh", published=date(2031, 6, 1)))
    with store.snapshot() as snapshot:

        def listed(within: Filter, most: int | None = None) -> list[str]:
            rows = snapshot.statements_where(within, most=most)
            assert most is not None or len(rows) == snapshot.count_statements(within)
            return [snapshot.article(row.article_key).id for row in rows]

        hers = Filter(speakers=("Ann Reyes",))
        assert listed(hers) == ["b", "d", "a", "c"]
        assert listed(hers, most=2) == ["b", "d"]
        window = Filter(said_since=date(2031, 5, 2), said_until=date(2031, 5, 31))
        assert listed(window) == ["b", "d"]
        assert listed(Filter(sources=("Callow Post",))) == ["d"]
        # The sentences of a filter on statements are those that hold one.
        rows = snapshot.statements_where(window)
        held = {sentence for row in rows for sentence in row.sentences}
        (query,) = EMBEDDER.embed_queries(["a question"])
        assert {m.row for m in snapshot.search_vectors("sentence", query, 9, window)} == held
        assert {m.row for m in snapshot.search_words("sentence", ["rain"], 9, window)} == held
        touching = snapshot.statements_where(Filter(), sentences=[min(held)])
        assert [row.sentences for row in touching] == [(min(held),)]
        assert snapshot.statements_in([rows[0].article_key]) == rows[:1]


def test_speakers_are_tallied_with_days_articles_and_outlets(store: Store) -> None:
    for key, day in (("a", 1), ("b", 4)):
        store.upsert(
            indexed(
                key,
                f"Rain {key} fell.",
                "Ann Reyes",
                source="Port Gazette",
                published=date(2031, 5, day),
            )
        )
    store.upsert(indexed("c", "Snow fell.", "Bo Oh"))
    with store.snapshot() as snapshot:
        ann, bo = snapshot.tally_speakers(Filter())
        assert (ann.speaker, ann.statements, ann.quoted, ann.said) == ("Ann Reyes", 2, 2, 2)
        assert (ann.first, ann.last) == (date(2031, 5, 1), date(2031, 5, 4))
        assert (len(ann.articles), ann.sources) == (2, ("Port Gazette",))
        assert (bo.speaker, bo.first, bo.sources) == ("Bo Oh", None, ())
        (row,) = snapshot.statements_where(Filter(speakers=("Bo Oh",)))
        assert snapshot.tally_speakers(Filter(), statements=[row.row]) == [bo]


def changes_since(store: Store, generation: int) -> Changes | None:
    with store.snapshot() as snapshot:
        return snapshot.changes_since(generation)


def generation_of(store: Store) -> int:
    with store.snapshot() as snapshot:
        return snapshot.generation


def test_what_was_done_since_a_generation_is_known(store: Store) -> None:
    for name in "abc":
        store.upsert(indexed(name, f"Snow fell on {name}."))
    then = generation_of(store)
    assert changes_since(store, then) == Changes(added=0, removed=0, changed=0)
    store.upsert(indexed("d", "Rain fell."))
    store.upsert(indexed("d", "Rain fell twice."))
    store.upsert(indexed("a", "Snow fell on a again."))
    store.move("b", article_id="b2", origin="elsewhere")
    store.upsert(indexed("e", "Hail fell."))
    store.remove(["e", "c", "nobody"])
    assert changes_since(store, then) == Changes(added=1, removed=1, changed=1)
    assert changes_since(store, 0) == Changes(added=3, removed=0, changed=0)


def test_what_was_done_is_not_told_for_a_generation_that_never_was(store: Store) -> None:
    store.upsert(indexed("a", "Snow fell."))
    assert changes_since(store, 2) is None
    assert changes_since(store, -1) is None


def test_standings_name_the_version_that_answers(store: Store) -> None:
    store.upsert(indexed("a", "Snow fell."))
    newer = indexed("a", "Snow fell again.")
    store.upsert(newer)
    with store.snapshot() as snapshot:
        (standing,) = snapshot.standings().values()
        assert standing.version == newer.article.version
        assert snapshot.article(standing.key).id == "a"
