import pytest

from rag.abstention import Evidence, judge, probability_of
from rag.types import Query, QuestionKind

STRONG = Evidence(similarity=0.6, coverage=1.0, attributed=True)
WEAK = Evidence(similarity=0.1, coverage=0.0, attributed=True)


def query(kind: QuestionKind = "said", names: tuple[str, ...] = ("Ilse Maren",)) -> Query:
    return Query("q", kind, ("Ilse Maren",), names, "tunnel", ("tunnel",))


def test_probability_is_the_logistic_worked_by_hand() -> None:
    # -2.1 + 6 * 0.4 + 7.2 * 0.25 - 1.5 = 0.6, and 1 / (1 + e^-0.6) = 0.6457
    assert probability_of(Evidence(0.4, 0.25, attributed=False)) == pytest.approx(0.6457)


def test_probability_rises_with_each_part_of_the_evidence() -> None:
    base = probability_of(Evidence(0.2, 0.1, attributed=False))
    assert probability_of(Evidence(0.5, 0.1, attributed=False)) > base
    assert probability_of(Evidence(0.2, 0.4, attributed=False)) > base
    assert probability_of(Evidence(0.2, 0.1, attributed=True)) > base


@pytest.mark.parametrize(
    ("asked", "evidence", "articles", "reason"),
    [
        (query(), [], 0, "empty_archive"),
        (query(names=()), [STRONG], 9, "no_speaker"),
        (query(), [WEAK, WEAK], 9, "no_statement_on_topic"),
        (query("any", ()), [WEAK], 9, "weak_evidence"),
        (query("any", ()), [], 9, "weak_evidence"),
        (query(), [WEAK, STRONG], 9, None),
    ],
)
def test_reason_says_what_is_missing(
    asked: Query, evidence: list[Evidence], articles: int, reason: str | None
) -> None:
    judgement = judge(asked, evidence, articles=articles)
    assert judgement.reason == reason
    assert (judgement.probability >= 0.5) is (reason is None)
