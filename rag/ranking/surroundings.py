"""The sentences that were found and those around them, read once for one question."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.archive import SentenceRow, Snapshot
from index.types import RowId, Statement, Vectors
from rag.types import Hit

Column: TypeAlias = NDArray[np.float64]
"""One number for each hit; shape (n,)."""

# How far around a sentence is looked, in sentences.
REACH = 3

Places: TypeAlias = NDArray[np.int64]
"""Positions among the sentences, or the passages, at hand; -1 where there is none."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The hits of one question and what stands around them.

    Attributes:
        rows: every sentence at hand, by row id and in order: the hits and their neighbours.
        texts: their texts, in the same order.
        statements: the statements that touch each hit.
        speakers: who is named as speaking in each sentence, neighbours too.
        titles: of the articles of the hits.
        passages: of the articles of the hits, in the order of the text.
        articles: their whole texts.
        sentence_vectors: of all `rows`, in order; shape (rows, dimensions).
        passage_vectors: of all `passages`, in order.
        places: of each hit's sentence, in the middle, and of those before and after it in
            its article; shape (n, 2 * REACH + 1).
        passage_places: of each hit's passage; shape (n,).
    """

    hits: list[Hit]
    rows: dict[RowId, SentenceRow]
    texts: dict[RowId, str]
    statements: dict[RowId, list[Statement]]
    speakers: dict[RowId, list[str]]
    titles: dict[RowId, str]
    passages: dict[RowId, list[RowId]]
    articles: dict[RowId, str]
    sentence_vectors: Vectors
    passage_vectors: Vectors
    places: Places
    passage_places: Places

    @property
    def own(self) -> Places:
        """The place of each hit's sentence."""
        return self.places[:, REACH]

    @property
    def beside(self) -> Places:
        """The places of each hit's sentence and of those right before and after it."""
        return self.places[:, REACH - 1 : REACH + 2]

    @property
    def earlier(self) -> Places:
        """The places of the sentences before each hit."""
        return self.places[:, :REACH]

    def around(self, hit: Hit) -> list[RowId]:
        """The sentence of a hit and those right before and after it in its article."""
        near = range(hit.sentence - 1, hit.sentence + 2)
        return [row for row in near if self.is_of(row, hit.article_key)]

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
        for row, sentence in sorted(snapshot.sentences(sorted(wanted)).items())
        if sentence.article_key in own
    }
    articles = snapshot.texts(keys)
    texts = {row: s.span.of(articles[s.article_key].text) for row, s in rows.items()}
    titles = {key: articles[key].title for key in keys}
    passages = snapshot.passages_of(keys)
    passage_rows = [row for found in passages.values() for row in found]
    passage_at = {row: place for place, row in enumerate(passage_rows)}
    return Surroundings(
        hits,
        rows,
        texts,
        snapshot.statements([hit.sentence for hit in hits]),
        snapshot.speakers_in(list(rows)),
        titles,
        passages,
        {key: article.text for key, article in articles.items()},
        snapshot.vectors("sentence", list(rows)),
        snapshot.vectors("passage", passage_rows),
        _places(rows, hits),
        np.array([passage_at[hit.passage] for hit in hits], dtype=np.int64),
    )


def _places(rows: dict[RowId, SentenceRow], hits: list[Hit]) -> Places:
    ids = np.fromiter(rows, dtype=np.int64, count=len(rows))
    keys = np.fromiter((s.article_key for s in rows.values()), dtype=np.int64, count=len(rows))
    sentences = np.array([hit.sentence for hit in hits], dtype=np.int64)
    wanted = sentences[:, np.newaxis] + np.arange(-REACH, REACH + 1)
    at = np.minimum(np.searchsorted(ids, wanted), max(len(ids) - 1, 0))
    own = np.array([hit.article_key for hit in hits], dtype=np.int64)[:, np.newaxis]
    return np.where((ids[at] == wanted) & (keys[at] == own), at, -1)
