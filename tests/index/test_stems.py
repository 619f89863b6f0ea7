"""The stemmer agrees with the one that FTS5 matches by."""

import sqlite3
from itertools import product

import pytest

from index.stems import stem

ENDINGS = (
    "s es ies sses ed eed ing ated bling ized hopping y ly ily ational tional enci anci izer "
    "abli alli entli eli ousli ization ation ator alism iveness fulness ousness aliti iviti "
    "biliti icate ative alize iciti ical ful ness al ance er ic able ant ement ment ent ion "
    "sion ou ism ate ous ive ize e l ll bly ibly ably logy logies"
).split()

BEGINNINGS = (
    "a no har tun guarant prom tariff cred poss psycho geo apo ana wob stab rel str".split()
)


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
        ("possibly", "possibl"),
        ("psychology", "psycholog"),
        ("is", "is"),
    ],
)
def test_stems_are_those_of_the_paper(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_words_have_the_stems_that_fts5_gives_them() -> None:
    # But for a doubled "v", "x" or "c", as in "revved", which no other word has.
    for beginning, ending in product(BEGINNINGS, ENDINGS):
        word = beginning + ending
        assert stem(word) == fts5_stem(word), word
