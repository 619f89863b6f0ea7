"""The sentences that were found and those around them, read once for one question."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.archive import SentenceRow, Snapshot, Unit
from index.types import RowId, Statement, Vector
from rag.types import Hit

Column: TypeAlias = NDArray[np.float64]
"""One number for each hit; shape (n,)."""

# How far around a sentence is looked, in sentences.
REACH = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The hits of one question and what stands around them.

    Attributes:
        rows: every sentence at hand, by row id: the hits and their neighbours.
        texts: their texts.
        statements: the statements that touch each hit.
        speakers: who is named as speaking in each sentence, neighbours too.
        titles: of the articles of the hits.
        passages: of the articles of the hits, in the order of the text.
        articles: their whole texts.
        sentence_vectors: of all `rows`.
        passage_vectors: of all `passages`.
        beside: each hit's sentence and its neighbours.
    """

    hits: list[Hit]
    rows: dict[RowId, SentenceRow]
    texts: dict[RowId, str]
    statements: dict[RowId, list[Statement]]
    speakers: dict[RowId, list[str]]
    titles: dict[RowId, str]
    passages: dict[RowId, list[RowId]]
    articles: dict[RowId, str]
    sentence_vectors: dict[RowId, Vector]
    passage_vectors: dict[RowId, Vector]
    beside: dict[RowId, list[RowId]]

    def around(self, hit: Hit, reach: int = 1) -> list[RowId]:
        """The sentence of a hit and those before and after it in its article."""
        if reach == 1:
            return self.beside[hit.sentence]
        return [
            row
            for row in range(hit.sentence - reach, hit.sentence + reach + 1)
            if self.is_of(row, hit.article_key)
        ]

    def before(self, hit: Hit, reach: int = REACH) -> list[RowId]:
        """The sentences before a hit in its article, the nearest first."""
        rows = range(hit.sentence - 1, hit.sentence - reach - 1, -1)
        return [row for row in rows if self.is_of(row, hit.article_key)]

    def is_of(self, row: RowId, article_key: RowId) -> bool:
        """Whether a row is at hand and of an article; rows of an article follow each other."""
        return row in self.rows and self.rows[row].article_key == article_key


def read_surroundings(snapshot: Snapshot, hits: list[Hit]) -> Surroundings:
    """Read what stands around the hits."""
    wanted = {row for hit in hits for row in range(hit.sentence - REACH, hit.sentence + REACH + 1)}
    keys = sorted({hit.article_key for hit in hits})
    own = set(keys)
    rows = {
        row: sentence
        for row, sentence in snapshot.sentences(sorted(wanted)).items()
        if sentence.article_key in own
    }
    articles = snapshot.texts(keys)
    texts = {row: s.span.of(articles[s.article_key].text) for row, s in rows.items()}
    titles = {key: articles[key].title for key in keys}
    passages = snapshot.passages_of(keys)
    return Surroundings(
        hits,
        rows,
        texts,
        snapshot.statements([hit.sentence for hit in hits]),
        snapshot.speakers_in(sorted(rows)),
        titles,
        passages,
        {key: article.text for key, article in articles.items()},
        _vectors(snapshot, "sentence", sorted(rows)),
        _vectors(snapshot, "passage", [row for found in passages.values() for row in found]),
        {hit.sentence: _beside(rows, hit) for hit in hits},
    )


def _beside(rows: dict[RowId, SentenceRow], hit: Hit) -> list[RowId]:
    near = range(hit.sentence - 1, hit.sentence + 2)
    return [row for row in near if row in rows and rows[row].article_key == hit.article_key]


def _vectors(snapshot: Snapshot, unit: Unit, rows: list[RowId]) -> dict[RowId, Vector]:
    return dict(zip(rows, snapshot.vectors(unit, rows), strict=True))
