import math

import pytest

from index.archive import Archive
from rag.abstention import judge
from rag.conversation import answer_turn
from rag.ranking.model import Weights, load_weights
from rag.types import Query, QuestionKind

HERS, OTHERS = {"share_by_asked": 0.2}, {"share_by_asked": 0.0}


def query(kind: QuestionKind = "said", names: tuple[str, ...] = ("Ilse Maren",)) -> Query:
    return Query("q", kind, ("Ilse Maren",), names, "tunnel", ("tunnel",))


def test_probability_is_the_logistic_worked_by_hand() -> None:
    # -2 + 4 * 0.5 + 3 * 0.2 = 0.6, and 1 / (1 + e^-0.6) = 0.6457; what is unknown counts nothing
    weights = Weights(-2.0, {"near": 4.0, "words": 3.0, "missing": 9.0})
    assert weights.probability({"near": 0.5, "words": 0.2, "other": 7.0}) == pytest.approx(
        0.6457, abs=1e-4
    )
    assert weights.probability({"near": 1e9}) == pytest.approx(1 / (1 + math.exp(-30)))


def test_weights_that_come_with_the_program_have_a_threshold() -> None:
    weights = load_weights("abstention.json")
    assert 0 < weights.threshold < 1
    assert weights.weights["best_question_sentence"] > 0


@pytest.mark.parametrize(
    ("asked", "evidence", "articles", "reason"),
    [
        (query(), {}, 0, "empty_archive"),
        (query(), {}, 9, "no_statement_on_topic"),
        (query("any", ()), {}, 9, "weak_evidence"),
        (query(names=()), {"best_question_sentence": 1.0}, 9, "no_speaker"),
        (query(), {"best_question_sentence": -1000.0} | HERS, 9, "no_statement_on_topic"),
        (query("any", ()), {"best_question_sentence": -1000.0}, 9, "weak_evidence"),
        (query(), {"best_question_sentence": 1000.0} | HERS, 9, None),
        (query(), {"best_question_sentence": 1000.0} | OTHERS, 9, "no_statement_on_topic"),
        (query("any"), {"best_question_sentence": 1000.0} | OTHERS, 9, None),
    ],
)
def test_reason_says_what_is_missing(
    asked: Query, evidence: dict[str, float], articles: int, reason: str | None
) -> None:
    assert judge(asked, evidence, articles=articles).reason == reason


def test_only_what_is_written_as_a_name_is_nobody_here() -> None:
    strong = {"best_question_sentence": 1000.0}
    for text, who, reason in [
        ("What do unions fear, says Maren?", "unions", None),
        ("What did Biden say about salt?", "Biden", "no_speaker"),
        ("What did biden say about salt?", "biden", "no_speaker"),
    ]:
        asked = Query(text, "said", (who,), (), "salt", ("salt",))
        assert judge(asked, strong, articles=9).reason == reason


def test_without_a_least_evidence_whatever_was_found_is_shown() -> None:
    weak = {"best_question_sentence": -1000.0}
    assert judge(query(), weak, articles=9, min_evidence=0).reason is None
    assert judge(query(names=()), weak, articles=9, min_evidence=0).reason is None
    assert judge(query(), {}, articles=9, min_evidence=0).reason == "no_statement_on_topic"


def test_the_least_evidence_can_be_set(archive: Archive) -> None:
    question = "What did Maren say about the tunnel?"
    answer, _ = answer_turn(archive, question)
    assert not answer.abstained
    strict, _ = answer_turn(archive, question, min_evidence=1.0)
    assert strict.abstained
    assert strict.probability == answer.probability
    assert strict.nearest
    about_nothing, _ = answer_turn(archive, "What did Maren say about volcanoes?", min_evidence=0)
    assert about_nothing.extracts
