"""Which of the question's words a sentence, its surroundings and its article hold."""

import math

import numpy as np

from index.archive import Snapshot, Unit
from index.stems import stem, stems
from index.types import RowId
from rag.ranking.surroundings import Column, Places, Surroundings
from rag.types import Query
from rag.understanding.words import content_words, words_of

WORDING = (
    "bm25_sentence",
    "bm25_passage",
    "words_sentence",
    "words_around",
    "words_passage",
    "words_article",
    "words_title",
    "rarest_sentence",
    "rarest_around",
    "rarest_article",
    "asked_sentence",
    "asked_before",
    "asked_passage",
    "asked_article",
    "asked_title",
    "terms",
    "unknown",
)


def measure_wording(snapshot: Snapshot, query: Query, around: Surroundings) -> list[Column]:
    """The columns of `WORDING`: shares in [0, 1], rarer words the heavier; `terms` a count.

    `unknown` is the share of the topic's words that stand nowhere in the archive.
    """
    terms = list(query.terms)
    names = [w for w in content_words(" ".join(query.speakers)) if w not in terms][-3:]
    held = _where_held(snapshot, around, [*terms, *names])
    passages = snapshot.size().passages
    frequency = {term: snapshot.frequency(term) for term in held}
    weights = {term: _weight(count, passages) for term, count in frequency.items()}
    unknown = sum(frequency[term] == 0 for term in terms) / max(len(terms), 1)
    rarest = max(terms, key=lambda term: weights[term], default=None)
    titles = {key: stems(words_of(title)) for key, title in around.titles.items()}
    in_title = {
        term: np.array([stem(term) in titles[hit.article_key] for hit in around.hits], dtype=float)
        for term in held
    }
    zeros = np.zeros(len(around.hits))

    def share(place: str, of: list[str]) -> Column:
        total = sum(weights[term] for term in of)
        found = zeros.copy()
        for term in of:
            column = in_title[term] if place == "title" else held[term].at(place)
            found += weights[term] / total * column
        return found

    return [
        np.array([hit.words for hit in around.hits]),
        np.array([hit.passage_words for hit in around.hits]),
        *(share(place, terms) for place in ("sentence", "around", "passage", "article", "title")),
        *(held[rarest].at(p) if rarest else zeros for p in ("sentence", "around", "article")),
        *(share(place, names) for place in ("sentence", "before", "passage", "article", "title")),
        np.full(len(around.hits), float(len(terms))),
        np.full(len(around.hits), unknown),
    ]


def _where_held(snapshot: Snapshot, around: Surroundings, terms: list[str]) -> dict[str, "_Held"]:
    """Where each of the terms stands among what is at hand."""
    passages = [row for found in around.passages.values() for row in found]
    flags: dict[Unit, dict[str, Column]] = {}
    rows: dict[Unit, list[RowId]] = {"sentence": list(around.rows), "passage": passages}
    for unit, at_hand in rows.items():
        place = {row: i for i, row in enumerate(at_hand)}
        flags[unit] = {}
        for term, found in snapshot.holding(unit, terms, at_hand).items():
            column = flags[unit][term] = np.zeros(len(at_hand))
            column[[place[row] for row in found]] = 1.0
    return {term: _Held(around, flags["sentence"][term], flags["passage"][term]) for term in terms}


class _Held:
    """Where one term stands: 1 for each sentence and passage at hand that has it, else 0."""

    def __init__(self, around: Surroundings, sentences: Column, passages: Column) -> None:
        self._around = around
        self._sentences = sentences
        self._passages = passages

    def at(self, place: str) -> Column:
        """1 for each hit that has the term at a place, else 0."""
        around = self._around
        if place == "sentence":
            return self._sentences[around.own]
        if place == "around":
            return self._any(around.beside)
        if place == "before":
            return self._any(around.earlier)
        if place == "passage":
            return self._passages[around.passage_places]
        return self._of_articles()

    def _any(self, places: Places) -> Column:
        return np.asarray(np.where(places >= 0, self._sentences[places], 0.0).max(axis=1))

    def _of_articles(self) -> Column:
        found, start = {}, 0
        for key, rows in self._around.passages.items():
            found[key] = self._passages[start : start + len(rows)].max(initial=0.0)
            start += len(rows)
        return np.array([found[hit.article_key] for hit in self._around.hits])


def _weight(frequency: int, passages: int) -> float:
    return math.log(1 + passages / (1 + frequency))
