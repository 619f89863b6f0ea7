import numpy as np
import pytest

from index.archive import Archive
from rag.retrieval import fuse, retrieve
from rag.understanding.people import People
from rag.understanding.question import understand


def test_reciprocal_rank_fusion_is_the_sum_worked_by_hand() -> None:
    fused = fuse([[7, 8, 9], [9, 7], []])
    assert fused == pytest.approx({7: 1 / 61 + 1 / 62, 8: 1 / 62, 9: 1 / 63 + 1 / 61})


def test_scores_of_hits_are_those_of_brute_force(archive: Archive) -> None:
    question = "What did Maren say about the tunnel?"
    (vector,) = archive.embed([question])
    with archive.view() as snapshot:
        query = understand(question, People(snapshot.speakers()))
        hits = retrieve(snapshot, query, vector)
        texts = [hit.span.of(snapshot.article(hit.article_key).text) for hit in hits]
    expected = np.stack(archive.embed(texts)) @ vector
    assert [hit.similarity for hit in hits] == pytest.approx(expected.tolist(), abs=1e-4)
    assert all(0 <= hit.words <= 1 and 0 <= hit.passage_words <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.sentence for hit in hits}) == len(hits)


def test_sentence_on_the_topic_is_found_first(archive: Archive) -> None:
    question = "What did the harbour tunnel cost?"
    (vector,) = archive.embed([question])
    with archive.view() as snapshot:
        query = understand(question, People(snapshot.speakers()))
        best = retrieve(snapshot, query, vector)[0]
        text = best.span.of(snapshot.article(best.article_key).text)
    assert "410 million crowns" in text
