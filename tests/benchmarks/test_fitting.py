import numpy as np
import pytest

from benchmarks.abstention import risk_and_coverage
from benchmarks.fitting import (
    Example,
    calibration_error,
    fit_listwise,
    fit_logistic,
    in_folds,
    reliability,
    threshold_for,
)
from benchmarks.labelled import Labelled
from benchmarks.learn_abstention import sign_of


def test_a_list_is_learned_from_what_sets_its_answer_apart() -> None:
    chance = np.random.default_rng(3)
    lists = []
    for _ in range(40):
        table = chance.normal(size=(6, 3))
        answers = np.zeros(6, dtype=bool)
        answers[table[:, 0].argmax()] = True
        lists.append(Labelled(table, answers, answerable=True))
    fitted = fit_listwise(lists, (1, 1, -1), l2=1.0)
    assert fitted.weights[0] > 5 * abs(fitted.weights[1])
    assert fitted.weights[1] >= 0
    assert fitted.weights[2] <= 0


def test_a_logistic_keeps_the_signs_it_is_given() -> None:
    examples = [Example([x, -x], answerable=x > 0) for x in (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)]
    fitted = fit_logistic(examples, (1, 1), l2=0.01)
    assert fitted.weights[0] > 0
    assert fitted.weights[1] == 0
    assert fitted.probability([2.0, -2.0]) > 0.9
    assert fitted.probability([0.0, 0.0]) == pytest.approx(0.5, abs=0.01)


def test_the_threshold_is_the_highest_at_a_bearable_price() -> None:
    # Two of twenty answerable questions are a tenth; three would be more.
    probabilities = [0.305, 0.405, 0.505, *[0.9] * 17, 0.1, 0.45]
    answerable = [True] * 20 + [False] * 2
    assert threshold_for(probabilities, answerable, 0.1) == 0.5


def test_calibration_error_is_worked_by_hand() -> None:
    # The bin of 0.8 to 0.9 is right in one of two, the bin of 0.2 never: .5 * .35 + .5 * .2
    assert calibration_error([0.85, 0.85, 0.2, 0.2], [True, False, False, False]) == pytest.approx(
        0.5 * 0.35 + 0.5 * 0.2
    )


def test_reliability_sets_what_was_said_beside_what_came_true() -> None:
    bins = reliability([0.85, 0.81, 0.2, 1.0], [True, False, False, True])
    assert bins == [
        (0.2, 1, 0.2, 0.0),
        (0.8, 2, pytest.approx(0.83), 0.5),
        (0.9, 1, 1.0, 1.0),
    ]


def test_an_example_counts_as_much_as_its_weight() -> None:
    twice = [Example([1.0], True), Example([1.0], False), Example([1.0], True)]
    weighed = [Example([1.0], True, weight=2.0), Example([1.0], False, weight=1.0)]
    one, other = (fit_logistic(examples, (0,), l2=0.1) for examples in (twice, weighed))
    assert one.bias == pytest.approx(other.bias, abs=1e-4)
    assert one.probability([1.0]) == pytest.approx(2 / 3, abs=1e-3)


def test_nearness_never_speaks_against_an_answer_nor_what_is_missing_for_it() -> None:
    assert [sign_of(n) for n in ("own_topic_sentence", "own_named_missing", "kind_who")] == [
        1,
        -1,
        0,
    ]


def test_every_example_is_held_out_once() -> None:
    held_out = [i for _, held in in_folds(12) for i in held]
    assert sorted(held_out) == list(range(12))


def test_risk_is_counted_from_the_surest_question_on() -> None:
    points = risk_and_coverage([(0.2, False), (0.9, True), (0.5, False), (0.7, True)])
    assert points == [(0.25, 0.0), (0.5, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
