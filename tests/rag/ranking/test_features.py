import numpy as np
import pytest

from index.archive import Archive
from rag.extracts import Candidate, rank_candidates
from rag.ranking.features import FEATURES
from rag.ranking.model import Weights, load_weights, score_table
from rag.retrieval import retrieve
from rag.types import Query
from rag.understanding.people import People
from rag.understanding.question import understand


def ranked(archive: Archive, question: str) -> tuple[Query, list[Candidate], list[str]]:
    with archive.view() as snapshot:
        query = understand(question, People(snapshot.speakers()))
        vectors = archive.embed([query.text, query.topic])
        candidates = rank_candidates(snapshot, query, retrieve(snapshot, query, vectors), vectors)
        texts = [c.hit.span.of(snapshot.article(c.hit.article_key).text) for c in candidates]
    return query, candidates, texts


def test_similarities_are_those_of_brute_force(archive: Archive) -> None:
    query, candidates, texts = ranked(archive, "What did Maren say about the tunnel?")
    question, topic, *sentences = archive.embed([query.text, query.topic, *texts])
    near = np.stack(sentences) @ np.stack([question, topic], axis=1)
    measured = [[c.features["question_sentence"], c.features["topic_sentence"]] for c in candidates]
    assert np.asarray(measured) == pytest.approx(near, abs=2e-3)


def test_words_count_where_they_stand(archive: Archive) -> None:
    _, candidates, texts = ranked(archive, "What did Maren say about the crowns?")
    cost = next(c for c, text in zip(candidates, texts, strict=True) if "410 million" in text)
    assert cost.features["words_sentence"] == 1.0
    assert cost.features["rarest_sentence"] == 1.0
    assert cost.features["number"] == 1.0
    others = [c for c in candidates if c is not cost]
    assert all(c.features["words_sentence"] == 0.0 for c in others)
    beside = [c for c in candidates if c.hit.article_key == cost.hit.article_key]
    assert len(beside) > 1
    assert all(c.features["words_article"] == 1.0 for c in beside)


def test_whose_words_they_are_is_measured(archive: Archive) -> None:
    _, candidates, texts = ranked(archive, "What did Maren say about the pumps?")
    by_text = dict(zip(texts, candidates, strict=True))
    another = next(c for text, c in by_text.items() if text.startswith("Engineer Bo Lindqvist"))
    assert another.features["by_asked"] == 0.0
    assert another.features["by_other"] == 1.0
    own = [c for c in candidates if c.by_asked]
    assert own
    assert all(c.features["by_asked"] > 0 and c.features["kind_said"] == 1.0 for c in own)


def test_the_score_is_the_weighed_sum() -> None:
    table = np.zeros((2, len(FEATURES)))
    table[0, FEATURES.index("question_sentence")] = 0.5
    table[1, FEATURES.index("number")] = 1.0
    weights = Weights(0.0, {"question_sentence": 4.0, "number": -1.0})
    assert score_table(weights, table).tolist() == [2.0, -1.0]


def test_the_weights_that_come_with_the_program_fit_the_features() -> None:
    assert set(load_weights("ranker.json").weights) == set(FEATURES)


def test_words_of_like_meaning_count(archive: Archive) -> None:
    _, candidates, texts = ranked(archive, "What did Maren say about the crowns?")
    cost = next(c for c, text in zip(candidates, texts, strict=True) if "410 million" in text)
    assert cost.features["like_sentence"] == cost.features["like_window"] == 1.0
    assert cost.features["like_other_words"] == 0.0
    others = [c.features["like_sentence"] for c in candidates if c is not cost]
    assert all(0 <= value < 1 for value in others)


def test_a_role_is_looked_for_near_the_speaker(archive: Archive) -> None:
    query, candidates, texts = ranked(archive, "What did the engineer say about the pumps?")
    assert not query.names
    by_text = dict(zip(texts, candidates, strict=True))
    engineer = next(c for text, c in by_text.items() if text.startswith("Engineer Bo Lindqvist"))
    assert engineer.features["role_near"] == engineer.features["all_role_near"] == 1.0
    assert any(c.features["role_near"] == 0.0 for c in candidates if c.statement)


def test_the_nearest_sentences_lead(archive: Archive) -> None:
    query, candidates, texts = ranked(archive, "What did Maren say about the tunnel?")
    question, topic, *sentences = archive.embed([query.text, query.topic, *texts])
    own = np.stack(sentences)
    near = own @ np.stack([question, topic], axis=1)
    leaders = own[np.argsort(-near.sum(axis=1))[:6]].mean(axis=0)
    leaders /= np.linalg.norm(leaders)
    assert [c.features["near_leaders"] for c in candidates] == pytest.approx(
        own @ leaders, abs=5e-3
    )
    ranks = 1 / (1 + np.argsort(np.argsort(-near[:, 0])))
    assert [c.features["question_rank"] for c in candidates] == pytest.approx(ranks)
    assert all(
        c.features["by_asked_nearest"] == c.features["by_asked"] * c.features["nearest"]
        for c in candidates
    )
