"""The stemmer agrees with the one that FTS5 matches by."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.understanding.words import stem

ENDINGS = (
    "s es ies sses ed eed ing ated bling ized hopping y ly ily ational tional enci anci izer "
    "abli alli entli eli ousli ization ation ator alism iveness fulness ousness aliti iviti "
    "biliti icate ative alize iciti ical ful ness al ance er ic able ant ement ment ent ion "
    "sion ou ism ate ous ive ize e l ll"
).split()


def fts5_stem(word: str) -> str:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='porter unicode61')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, row)")
        connection.execute("INSERT INTO t VALUES (?)", (word,))
        (found,) = connection.execute("SELECT term FROM v").fetchone()
    connection.close()
    return str(found)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("guarantees", "guarante"),
        ("ponies", "poni"),
        ("agreed", "agre"),
        ("hoping", "hope"),
        ("hopping", "hop"),
        ("syzygy", "syzygi"),
        ("relational", "relat"),
        ("adoption", "adopt"),
        ("controlling", "control"),
        ("sky", "sky"),
    ],
)
def test_stems_are_those_of_the_paper(word: str, expected: str) -> None:
    assert stem(word) == expected


@given(st.text("abcdeilmnorstuvxyz", min_size=3, max_size=8), st.sampled_from(ENDINGS))
def test_any_word_has_the_stem_that_fts5_gives_it(beginning: str, ending: str) -> None:
    assert stem(beginning + ending) == fts5_stem(beginning + ending)
