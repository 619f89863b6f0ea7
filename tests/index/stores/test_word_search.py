"""Searching by words: what is left unscored never belongs to the best."""

import random
import sqlite3
from collections.abc import Iterator

import pytest

from index.stores.rowsets import RowSet
from index.stores.word_search import count_rows, leading_terms, search_words

WORDS = [f"w{n}" for n in range(40)]
ROWS = 3000


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    """Rows of words, the first words in nearly all of them and the last in few."""
    chance = random.Random(5)
    likely = [1 / (1 + n) for n in range(len(WORDS))]
    made = sqlite3.connect(":memory:")
    made.execute("CREATE VIRTUAL TABLE passage_words USING fts5 (text, content='')")
    made.executemany(
        "INSERT INTO passage_words (rowid, text) VALUES (?, ?)",
        (
            (row, " ".join(chance.choices(WORDS, likely, k=chance.randint(3, 20))))
            for row in range(1, ROWS + 1)
        ),
    )
    yield made
    made.close()


@pytest.mark.parametrize("allowed", [None, RowSet.of_rows(range(1, ROWS, 3))])
@pytest.mark.parametrize("k", [1, 10, 60])
def test_best_rows_and_scores_are_those_of_scoring_all(
    connection: sqlite3.Connection, k: int, allowed: RowSet | None
) -> None:
    chance = random.Random(k)
    pruned = 0
    for _ in range(60):
        terms = chance.sample(WORDS, chance.randint(1, 6))
        counts = {term: count_rows(connection, "passage", term) for term in terms}
        leading = leading_terms(counts, ROWS, k)
        pruned += bool(leading[0])
        found = search_words(connection, "passage", terms, k, allowed=allowed, leading=leading)
        assert found == search_words(connection, "passage", terms, k, allowed=allowed)
    assert pruned > 10


def test_rare_words_lead_where_they_outweigh_the_common_ones() -> None:
    counts = {"minister": 600_000, "said": 200_000, "ferry": 900, "tariff": 40}
    first, bound = leading_terms(counts, 1_000_000, 25)
    assert first == ["tariff", "ferry"]
    assert bound > 0


@pytest.mark.parametrize(
    "counts", [{}, {"ferry": 900}, {"ferry": 3, "tariff": 4}, {"ferry": 900, "tariff": 901}]
)
def test_no_word_leads_where_all_have_to_be_scored(counts: dict[str, int]) -> None:
    assert leading_terms(counts, 1000, 25) == ([], 0.0)
