"""Reading an archive as it was at one generation."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import TypeVar

from index.stores import Filter, Match, SentenceRow, Size, TitledText, Unit
from index.stores.derived import Derived
from index.stores.rows import (
    ARTICLE_COLUMNS,
    STATEMENT_COLUMNS,
    article_from_row,
    statement_from_row,
)
from index.stores.vectors import VectorIndex, decode
from index.types import Article, RowId, Span, Statement, Vector, Vectors

T = TypeVar("T")

# SQLite takes a list of any length as one JSON value, where "?, ?, ..." has a limit.
_IN_LIST = "IN (SELECT value FROM json_each(?))"

_SENTENCE_COLUMNS = "id, passage, article, start, end"


class SqliteSnapshot:
    """Reads through one open read transaction and the vectors of its generation."""

    def __init__(
        self, connection: sqlite3.Connection, vectors: VectorIndex, derived: Derived
    ) -> None:
        """The caller opens and ends the transaction."""
        self._db = connection
        self._vectors = vectors
        self._derived = derived

    @property
    def generation(self) -> int:
        """The number of commits the archive had seen."""
        return self._vectors.generation

    def search_vectors(self, unit: Unit, vector: Vector, k: int, within: Filter) -> list[Match]:
        """The k nearest rows by cosine similarity, best first, ties by row."""
        allowed = self._allowed(unit, within) if within != Filter() else None
        return self._vectors.search(unit, vector, k, allowed)

    def search_words(self, unit: Unit, terms: list[str], k: int, within: Filter) -> list[Match]:
        """The k best rows by BM25 over any of the terms, best first, ties by row."""
        query = _any_of(terms)
        if not query:
            return []
        table = f"{unit}_words"
        allowed = json.dumps(self._allowed(unit, within)) if within != Filter() else None
        limit = f"AND +rowid {_IN_LIST}" if allowed is not None else ""
        # bm25() is negative, and the lower the better.
        rows = self._db.execute(
            f"SELECT rowid, -bm25({table}) FROM {table} WHERE {table} MATCH ? {limit} "
            "ORDER BY 2 DESC, 1 LIMIT ?",
            (query, k) if allowed is None else (query, allowed, k),
        )
        return [Match(row, score) for row, score in rows]

    def sentences(self, rows: list[RowId]) -> dict[RowId, SentenceRow]:
        """The sentences with these ids."""
        found = self._db.execute(
            f"SELECT {_SENTENCE_COLUMNS} FROM sentences WHERE id {_IN_LIST}", (json.dumps(rows),)
        )
        return {row["id"]: _sentence(row) for row in found}

    def sentences_in(self, passages: list[RowId]) -> list[SentenceRow]:
        """All sentences of these passages, in order of their ids."""
        found = self._db.execute(
            f"SELECT {_SENTENCE_COLUMNS} FROM sentences WHERE passage {_IN_LIST} ORDER BY id",
            (json.dumps(passages),),
        )
        return [_sentence(row) for row in found]

    def sentences_within(self, rows: list[RowId], within: Filter) -> list[RowId]:
        """Those of these sentences that a filter leaves, in their order."""
        allowed = set(self._allowed("sentence", within))
        return [row for row in rows if row in allowed]

    def similarities(self, unit: Unit, rows: list[RowId], vector: Vector) -> dict[RowId, float]:
        """The cosine similarity of each of these rows to a vector."""
        found = self._db.execute(
            f"SELECT id, vector FROM {unit}s WHERE id {_IN_LIST}", (json.dumps(rows),)
        ).fetchall()
        scores = decode((row["vector"] for row in found), len(vector)) @ vector
        return {row["id"]: float(score) for row, score in zip(found, scores, strict=True)}

    def vectors(self, unit: Unit, rows: list[RowId]) -> Vectors:
        """The vectors of these rows, all of which exist, in their order."""
        return self._vectors.vectors(unit, rows)

    def passages_of(self, article_keys: list[RowId]) -> dict[RowId, list[RowId]]:
        """The passages of each of these articles, in the order of the text."""
        found: dict[RowId, list[RowId]] = defaultdict(list)
        rows = self._db.execute(
            f"SELECT article, id FROM passages WHERE article {_IN_LIST} ORDER BY id",
            (json.dumps(article_keys),),
        )
        for article, row in rows:
            found[article].append(row)
        return dict(found)

    def holding(self, unit: Unit, term: str, rows: list[RowId]) -> set[RowId]:
        """Those of the rows that hold a term, or a word of the same stem."""
        query = _any_of([term])
        if not query:
            return set()
        found = self._db.execute(
            f"SELECT rowid FROM {unit}_words WHERE {unit}_words MATCH ? AND +rowid {_IN_LIST}",
            (query, json.dumps(rows)),
        )
        return {row for (row,) in found}

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term, or a word of the same stem."""
        query = _any_of([term])
        if not query:
            return 0
        (count,) = self._db.execute(
            "SELECT count(*) FROM passage_words WHERE passage_words MATCH ?", (query,)
        ).fetchone()
        return int(count)

    def statements(self, sentences: list[RowId]) -> dict[RowId, list[Statement]]:
        """The statements that touch each of these sentences."""
        found: dict[RowId, list[Statement]] = defaultdict(list)
        rows = self._db.execute(
            f"SELECT sentence, {STATEMENT_COLUMNS} FROM spoken "
            f"JOIN statements ON statements.id = statement WHERE sentence {_IN_LIST} ORDER BY id",
            (json.dumps(sentences),),
        )
        for row in rows:
            found[row["sentence"]].append(statement_from_row(row))
        return dict(found)

    def speakers_in(self, sentences: list[RowId]) -> dict[RowId, list[str]]:
        """The named speakers of the statements in each of these sentences, in their order."""
        found: dict[RowId, list[str]] = defaultdict(list)
        rows = self._db.execute(
            "SELECT sentence, speaker FROM spoken JOIN statements ON statements.id = statement"
            f" WHERE speaker IS NOT NULL AND sentence {_IN_LIST} ORDER BY statements.id",
            (json.dumps(sentences),),
        )
        for sentence, speaker in rows:
            found[sentence].append(speaker)
        return dict(found)

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this generation and shared by all its readers."""
        return self._derived.get(self.generation, key, make)

    def speakers(self) -> dict[str, int]:
        """Every speaker of the archive with the number of their statements."""
        return dict(self.derived("speakers", self._count_speakers))

    def _count_speakers(self) -> dict[str, int]:
        rows = self._db.execute(
            "SELECT speaker, count(*) AS statements FROM statements"
            " WHERE speaker IS NOT NULL GROUP BY speaker"
        )
        return {row["speaker"]: row["statements"] for row in rows}

    def topics_of(self, speaker: str) -> dict[str, int]:
        """What a speaker of the registry spoke about, with the number of statements."""
        rows = self._db.execute(
            "SELECT topic.value AS topic, count(*) AS statements"
            " FROM statements, json_each(topics) AS topic WHERE speaker = ? GROUP BY topic.value",
            (speaker,),
        )
        return {row["topic"]: row["statements"] for row in rows}

    def article(self, article_key: RowId) -> Article:
        """The article with this row id."""
        row = self._db.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key = ?", (article_key,)
        ).fetchone()
        return article_from_row(row)

    def texts(self, article_keys: list[RowId]) -> dict[RowId, TitledText]:
        """The titles and texts of these articles, without anything else of them."""
        rows = self._db.execute(
            f"SELECT key, title, text FROM articles WHERE key {_IN_LIST}",
            (json.dumps(article_keys),),
        )
        return {row["key"]: TitledText(row["title"], row["text"]) for row in rows}

    def stories(self, article_keys: list[RowId]) -> dict[RowId, RowId]:
        """The story that each of these articles tells: the row id of its first article."""
        rows = self._db.execute(
            f"SELECT article, story FROM stories WHERE article {_IN_LIST}",
            (json.dumps(article_keys),),
        )
        return {row["article"]: row["story"] for row in rows}

    def copies_of(self, article_key: RowId) -> list[RowId]:
        """The other articles that tell an article's story, in order of their row ids."""
        rows = self._db.execute(
            "SELECT article FROM stories WHERE article != ?1 AND story ="
            " (SELECT story FROM stories WHERE article = ?1) ORDER BY article",
            (article_key,),
        )
        return [row for (row,) in rows]

    def count_repeated_stories(self) -> int:
        """The number of stories that several articles tell."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM stories GROUP BY story HAVING count(*) > 1)"
        ).fetchone()
        return int(count)

    def size(self) -> Size:
        """How much there is."""
        return self.derived("size", self._count_all)

    def _count_all(self) -> Size:
        articles, newest = self._db.execute(
            "SELECT count(*), max(published) FROM articles WHERE NOT superseded"
        ).fetchone()
        passages, sentences, statements = (
            self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("passages", "sentences", "statements")
        )
        return Size(articles, passages, sentences, statements, newest)

    def count_within(self, within: Filter) -> int:
        """The number of articles that a filter's dates and sources leave."""
        return self.derived(("articles", within), lambda: self._count_articles(within))

    def _count_articles(self, within: Filter) -> int:
        conditions, values = _of_articles(within)
        (count,) = self._db.execute(
            f"SELECT count(*) FROM articles WHERE NOT superseded {conditions}", values
        ).fetchone()
        return int(count)

    def _allowed(self, unit: Unit, within: Filter) -> list[RowId]:
        """The rows of a unit that a filter leaves."""
        conditions, values = _of_articles(within)
        tables = f"{unit}s JOIN articles ON articles.key = {unit}s.article"
        if within.speakers or within.direct:
            tables = (
                "statements JOIN spoken ON statement = statements.id"
                " JOIN sentences ON sentences.id = sentence"
                " JOIN articles ON articles.key = sentences.article"
            )
        if within.speakers:
            conditions += f" AND speaker {_IN_LIST}"
            values = (*values, json.dumps(within.speakers))
        if within.direct:
            conditions += " AND statements.kind != 'indirect'"
        column = "sentences.passage" if unit == "passage" and "spoken" in tables else f"{unit}s.id"
        rows = self._db.execute(
            f"SELECT DISTINCT {column} FROM {tables} WHERE NOT superseded {conditions}", values
        )
        return [row for (row,) in rows]


def _of_articles(within: Filter) -> tuple[str, tuple[str, ...]]:
    """The conditions of a filter on articles, with their values."""
    conditions = ""
    values: tuple[str, ...] = ()
    if within.since:
        conditions += " AND published >= ?"
        values = (*values, within.since.isoformat())
    if within.until:
        conditions += " AND published <= ?"
        values = (*values, within.until.isoformat())
    if within.sources:
        conditions += f" AND source {_IN_LIST}"
        values = (*values, json.dumps(within.sources))
    return conditions, values


def _any_of(terms: list[str]) -> str:
    """An FTS5 query; quoted, a term cannot be read as an operator."""
    quoted = ('"' + term.replace('"', '""').replace("\0", "") + '"' for term in terms)
    return " OR ".join(term for term in quoted if any(c.isalnum() for c in term))


def _sentence(row: sqlite3.Row) -> SentenceRow:
    span = Span(row["start"], row["end"])
    return SentenceRow(row["id"], row["passage"], row["article"], span)
