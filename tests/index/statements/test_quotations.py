from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.statements.quotations import quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Yes," she said. "No."', ["Yes,", "No."]),
        ("“Yes,” she said. “No.”", ["Yes,", "No."]),
        ("''Yes,'' she said.", ["Yes,"]),
        ("“He called it “odd” twice.", ["He called it “odd"]),
        ('"It goes on in the next paragraph.', ["It goes on in the next paragraph."]),
        ("It's the mayor's.", []),
        ('""', []),
        ("‘Nobody tested the pumps,’ she said.", ["Nobody tested the pumps,"]),
        ("'The players' union is right,' he said.", ["The players' union is right,"]),
        (
            "“He said ‘nobody tested the pumps’ twice.”",
            ["He said ‘nobody tested the pumps’ twice."],
        ),
        ("The '90s were the players' best years.", []),
    ],
)
def test_quotations_are_found_without_their_marks(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == found


@given(st.text(alphabet='ab“”" \n', max_size=40))
def test_quotations_lie_in_the_text_in_order(text: str) -> None:
    spans = quotations(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))
