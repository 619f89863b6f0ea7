import numpy as np
import pytest

from benchmarks.attributions import CLASSES, Attribution, letters, match
from benchmarks.statements import scores
from index.types import Span


def attribution(start: int, end: int, *, cue: Span | None = None) -> Attribution:
    marked = () if cue is None else (cue,)
    return Attribution((), marked, frozenset(range(start, end)), frozenset())


def test_contents_are_compared_by_letters_and_digits() -> None:
    assert letters([Span(0, 6)], '"Ab 1,') == {1, 2, 4}


def test_each_annotation_is_matched_once_and_the_greatest_overlap_first() -> None:
    gold = [attribution(0, 10), attribution(20, 30)]
    found = [attribution(0, 5), attribution(0, 9), attribution(20, 22)]
    (pair,) = match(gold, found, least=0.3)
    assert (pair.gold, pair.found) == (0, 1)
    assert pair.overlap == pytest.approx(0.9)


def test_equal_contents_go_to_the_statement_with_the_same_cue() -> None:
    gold = [attribution(0, 10, cue=Span(12, 16))]
    found = [attribution(0, 10, cue=Span(30, 34)), attribution(0, 10, cue=Span(12, 16))]
    (pair,) = match(gold, found, least=0.8)
    assert pair.found == 1


def test_precision_recall_and_f1_by_hand() -> None:
    counts = np.zeros((len(CLASSES), 8), dtype=np.int64)
    counts[0] = [10, 8, 6, 16, 8, 4, 5, 4]
    expected = [80.0, 50.0, 61.538, 60.0, 25.0, 35.294, 80.0]
    assert scores(counts)[0] == pytest.approx(expected, abs=0.001)
