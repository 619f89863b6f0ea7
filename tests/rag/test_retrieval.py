from dataclasses import replace

import pytest

from index.archive import Archive, Filter
from index.types import Vector
from rag.retrieval import fuse, retrieve, wordings_of
from rag.types import Hit, Query
from rag.understanding.people import People
from rag.understanding.question import as_typed, understand


def found(archive: Archive, question: str, within: Filter) -> tuple[Query, list[Hit], list[str]]:
    vectors: list[Vector] = archive.embed([question, question])
    with archive.view() as snapshot:
        query = understand(question, People(snapshot.speakers()))
        hits = retrieve(snapshot, query, vectors, within)
        texts = [hit.span.of(snapshot.article(hit.article_key).text) for hit in hits]
    return query, hits, texts


def test_reciprocal_rank_fusion_is_the_sum_worked_by_hand() -> None:
    fused = fuse([[7, 8, 9], [9, 7], []])
    assert fused == pytest.approx({7: 1 / 61 + 1 / 62, 8: 1 / 62, 9: 1 / 63 + 1 / 61})


def test_hits_come_once_and_in_order(archive: Archive) -> None:
    _, hits, _ = found(archive, "What did Maren say about the tunnel?", Filter())
    assert all(0 <= hit.words <= 1 and 0 <= hit.passage_words <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.sentence for hit in hits}) == len(hits)


def test_sentence_on_the_topic_is_found_first(archive: Archive) -> None:
    _, _, texts = found(archive, "What did the harbour tunnel cost?", Filter())
    assert "410 million crowns" in texts[0]


def test_limited_to_a_speaker_no_neighbouring_sentence_of_another_comes_along(
    archive: Archive,
) -> None:
    with archive.view() as snapshot:
        (maren,) = [name for name in snapshot.speakers() if name.endswith("Maren")]
    _, hits, texts = found(archive, "What was said about the tunnel?", Filter(speakers=(maren,)))
    with archive.view() as snapshot:
        statements = snapshot.statements([hit.sentence for hit in hits])
    assert texts
    for hit in hits:
        assert maren in {statement.speaker for statement in statements[hit.sentence]}
    assert not any("410 million" in text for text in texts)


def test_follow_up_is_searched_as_it_was_typed_too(archive: Archive) -> None:
    alone = as_typed("What did Maren say about fog?")
    follow_up = replace(alone, typed="And what did it cost in crowns?", carried_over=("topic",))
    assert wordings_of(alone) == [alone.text, alone.topic]
    assert wordings_of(follow_up) == [alone.text, alone.topic, follow_up.typed]
    with archive.view() as snapshot:
        vectors: list[Vector] = archive.embed(wordings_of(follow_up))
        score = {
            query.typed: {hit.sentence: hit.score for hit in retrieve(snapshot, query, found)}
            for query, found in ((alone, vectors[:2]), (follow_up, vectors))
        }
        (price,) = (m.row for m in snapshot.search_words("sentence", ["crowns"], 1, Filter()))
    assert score[follow_up.typed][price] > score[alone.typed].get(price, 0.0)


def test_best_of_the_articles_that_a_question_leans_on_are_found(archive: Archive) -> None:
    query = as_typed("What did Zelensky say about guarantees?")
    vectors: list[Vector] = archive.embed(wordings_of(query))
    with archive.view() as snapshot:
        (price,) = snapshot.search_words("sentence", ["crowns"], 1, Filter())
        row = snapshot.sentences([price.row])[price.row]
        leaning = replace(query, articles=(snapshot.article(row.article_key).id,))
        hits = retrieve(snapshot, leaning, vectors)
    assert row.article_key in {hit.article_key for hit in hits}
