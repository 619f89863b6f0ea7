"""Reading an archive as it was at one generation."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

import numpy as np

from index.stores import (
    Changes,
    Filter,
    Match,
    Office,
    SentenceRow,
    Size,
    SpeakerTally,
    Standing,
    StatementRow,
    TitledText,
    Unit,
    spoken,
    stories,
)
from index.stores.derived import Derived
from index.stores.filtering import IN_LIST as _IN_LIST
from index.stores.filtering import count_articles, rows_within
from index.stores.holdings import Holdings, read_offices, read_standings
from index.stores.journal import read_changes
from index.stores.policy import IndexPolicy
from index.stores.rows import (
    ARTICLE_COLUMNS,
    SENTENCE_COLUMNS,
    STATEMENT_COLUMNS,
    intact_article,
    making_sense,
    sentences_from_rows,
    statement_from_row,
)
from index.stores.rowsets import RowSet
from index.stores.speaker_names import SpeakerNames
from index.stores.vectors import VectorIndex, decode
from index.stores.word_search import count_rows, holds, rows_holding, search_words, stems_like
from index.types import Article, RowId, Statement, Vector, Vectors

T = TypeVar("T")

# So many words of one generation have their counts kept.
_MOST_COUNTS = 10_000


class SqliteSnapshot:
    """Reads through one open read transaction and the vectors of its generation."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        vectors: VectorIndex,
        derived: Derived,
        *,
        policy: IndexPolicy,
    ) -> None:
        """The caller opens and ends the transaction."""
        self._policy = policy
        self._db = connection
        self._vectors = vectors
        self._derived = derived
        self._holdings = Holdings(connection, vectors.holdings)

    @property
    def generation(self) -> int:
        """The number of commits the archive had seen."""
        return self._vectors.generation

    def search_vectors(self, unit: Unit, vector: Vector, k: int, within: Filter) -> list[Match]:
        """The k nearest rows by cosine similarity, best first, ties by row."""
        index = self._vectors.units[unit]
        allowed = self._allowed(unit, within)
        if index.is_exact:
            return index.search(vector, k, allowed)
        if allowed is not None and allowed.count <= self._policy.scored_singly_up_to:
            candidates = allowed.rows.tolist()
        else:
            most = k * self._policy.candidates_per_result
            candidates = [match.row for match in index.search(vector, most, allowed)]
        scores = self.similarities(unit, candidates, vector)
        ranked = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))
        return [Match(row, score) for row, score in ranked[:k]]

    def search_words(self, unit: Unit, terms: list[str], k: int, within: Filter) -> list[Match]:
        """The k best rows by BM25 over any of the terms, best first, ties by row."""
        index, allowed = self._vectors.units[unit], self._allowed(unit, within)
        if index.words is None:
            return search_words(self._db, unit, terms, k, allowed=allowed)
        found = index.words.search(
            terms, k, allowed=allowed, gone=index.gone, speakers=within.speakers
        )
        if index.late.ntotal:
            after = index.facts.last_row
            found += search_words(self._db, unit, terms, k, allowed=allowed, after=after)
        return sorted(found, key=lambda match: (-match.score, match.row))[:k]

    def sentences(self, rows: list[RowId]) -> dict[RowId, SentenceRow]:
        """The sentences with these ids."""
        found = self._db.execute(
            f"SELECT {SENTENCE_COLUMNS} FROM sentences WHERE id {_IN_LIST}", (json.dumps(rows),)
        )
        return {sentence.row: sentence for sentence in sentences_from_rows(found)}

    def sentences_in(self, passages: list[RowId]) -> list[SentenceRow]:
        """All sentences of these passages, in order of their ids."""
        found = self._db.execute(
            f"SELECT {SENTENCE_COLUMNS} FROM sentences WHERE passage {_IN_LIST} ORDER BY id",
            (json.dumps(passages),),
        )
        return sentences_from_rows(found)

    def sentences_within(self, rows: list[RowId], within: Filter) -> list[RowId]:
        """Those of these sentences that a filter leaves, in their order."""
        allowed = self._allowed("sentence", within)
        return rows if allowed is None else [row for row in rows if row in allowed]

    def similarities(self, unit: Unit, rows: list[RowId], vector: Vector) -> dict[RowId, float]:
        """The cosine similarity of each of these rows to a vector."""
        found = self._db.execute(
            f"SELECT id, vector FROM {unit}s WHERE id {_IN_LIST}", (json.dumps(rows),)
        ).fetchall()
        scores = decode((row["vector"] for row in found), len(vector)) @ vector
        return {row["id"]: float(score) for row, score in zip(found, scores, strict=True)}

    def vectors(self, unit: Unit, rows: list[RowId]) -> Vectors:
        """The vectors of these rows, all of which exist, in their order."""
        found = self._db.execute(
            f"SELECT id, vector FROM {unit}s WHERE id {_IN_LIST}", (json.dumps(rows),)
        ).fetchall()
        at = {row["id"]: i for i, row in enumerate(found)}
        (dimensions,) = self._db.execute(
            "SELECT value FROM manifest WHERE key = 'dimensions'"
        ).fetchone()
        read = decode((row["vector"] for row in found), int(dimensions))
        return read[[at[row] for row in rows]]

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

    def holding(self, unit: Unit, terms: Iterable[str], rows: list[RowId]) -> dict[str, set[RowId]]:
        """For each term those of the rows that hold it, or a word of the same stem."""
        index, wanted = self._vectors.units[unit], set(rows)
        if index.words is None:
            return {term: rows_holding(self._db, unit, term, rows) for term in terms}
        late = [row for row in rows if row > index.facts.last_row]
        articles = [
            key
            for (key,) in self._db.execute(
                f"SELECT DISTINCT article FROM {unit}s WHERE id {_IN_LIST}", (json.dumps(rows),)
            )
        ]
        found: dict[str, set[RowId]] = {}
        for term in terms:
            found[term] = wanted.intersection(index.words.holding(term, articles).tolist())
            if late:
                found[term] |= rows_holding(self._db, unit, term, late)
        return found

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term, or a word of the same stem."""
        return self._count_rows("passage", term)

    def statements(self, sentences: list[RowId]) -> dict[RowId, list[Statement]]:
        """The statements that touch each of these sentences."""
        found: dict[RowId, list[Statement]] = defaultdict(list)
        rows = self._db.execute(
            f"SELECT statement, sentence, {STATEMENT_COLUMNS} FROM spoken "
            f"JOIN statements ON statements.id = statement WHERE sentence {_IN_LIST} ORDER BY id",
            (json.dumps(sentences),),
        )
        read: dict[RowId, Statement] = {}
        for row in rows:
            statement = read.get(row["statement"]) or statement_from_row(row)
            found[row["sentence"]].append(read.setdefault(row["statement"], statement))
        return dict(found)

    def speakers_in(self, sentences: list[RowId]) -> dict[RowId, list[str]]:
        """The named speakers of the statements in each of these sentences, in their order."""
        return spoken.speakers_in(self._db, sentences)

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this generation and shared by all its readers."""
        return self._derived.get(self.generation, key, make)

    def statements_where(
        self,
        within: Filter,
        *,
        sentences: list[RowId] | None = None,
        most: int | None = None,
    ) -> list[StatementRow]:
        """The statements a filter leaves, newest first, undated ones last, ties by row."""
        return spoken.statements_where(self._db, within, sentences=sentences, most=most)

    def statements_in(self, article_keys: list[RowId]) -> list[StatementRow]:
        """All statements of these articles, in order of their row ids."""
        return spoken.statements_in(self._db, article_keys)

    def count_statements(self, within: Filter) -> int:
        """The number of statements that a filter leaves."""
        return spoken.count_statements(self._db, within)

    def tally_speakers(
        self, within: Filter, *, statements: list[RowId] | None = None
    ) -> list[SpeakerTally]:
        """Who made the statements that a filter leaves, or those of them with these ids."""
        return spoken.tally_speakers(self._db, within, statements=statements)

    def speakers(self) -> dict[str, int]:
        """Every speaker of the archive with the number of their statements."""
        return dict(self.derived("speakers", self._holdings.speakers))

    def speaker_names(self) -> SpeakerNames:
        """The same speakers, to look them up by a word of their name."""
        return self.derived("speakers' names", self._holdings.speaker_names)

    def topics_of(self, speaker: str) -> dict[str, int]:
        """What a speaker of the registry spoke about, with the number of statements."""
        return spoken.topics_of(self._db, speaker)

    def offices(self) -> list[Office]:
        """Who is said to hold which role, in order of role and speaker."""
        return self.derived("offices", self._holdings.offices)

    def offices_in(self, article_ids: list[str]) -> list[Office]:
        """Who is said to hold which role in these articles."""
        return read_offices(self._db, article_ids)

    def outlets(self) -> dict[str, int]:
        """Every outlet with the number of its articles that answer."""
        return self.derived("outlets", self._holdings.outlets)

    def days(self) -> tuple[date, date] | None:
        """The first and the last day of publication; None where nothing is dated."""
        return self.derived("days", self._holdings.days)

    def holds(self, term: str) -> bool:
        """Whether any passage holds a term, or a word of the same stem."""
        return holds(self._db, "passage", term)

    def stems_like(self, beginning: str) -> dict[str, int]:
        """The stems in passages that begin so, with the number of passages."""
        return stems_like(self._db, "passage", beginning)

    def article(self, article_key: RowId) -> Article:
        """The article with this row id."""
        row = self._db.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key = ?", (article_key,)
        ).fetchone()
        return intact_article(row)

    def texts(self, article_keys: list[RowId]) -> dict[RowId, TitledText]:
        """The titles and texts of these articles, without anything else of them."""
        rows = self._db.execute(
            f"SELECT key, title, text FROM articles WHERE key {_IN_LIST}",
            (json.dumps(article_keys),),
        )
        return {row["key"]: TitledText(row["title"], row["text"]) for row in rows}

    def stories(self, article_keys: list[RowId]) -> dict[RowId, RowId]:
        """The story that each of these articles tells: the row id of its first article."""
        return stories.stories_of(self._db, article_keys)

    def copies_of(self, article_key: RowId) -> list[RowId]:
        """The other articles that tell an article's story, in order of their row ids."""
        return stories.copies_of(self._db, article_key)

    def count_repeated_stories(self) -> int:
        """The number of stories that several articles tell."""
        return stories.count_repeated(self._db)

    def changes_since(self, generation: int) -> Changes | None:
        """What became of the articles since a generation; None where that was not kept."""
        return read_changes(self._db, generation, self.generation)

    def days_of(self, article_keys: list[RowId]) -> dict[RowId, date | None]:
        """The day on which each of these articles was published, where it is known."""
        rows = self._db.execute(
            f"SELECT key, published FROM articles WHERE key {_IN_LIST}", (json.dumps(article_keys),)
        )
        with making_sense("a date"):
            return {key: date.fromisoformat(day) if day else None for key, day in rows}

    def keys_of(self, article_ids: Iterable[str]) -> dict[str, RowId]:
        """The row ids of those of these articles that answer."""
        rows = self._db.execute(
            f"SELECT id, key FROM articles WHERE NOT superseded AND id {_IN_LIST}",
            (json.dumps(list(article_ids)),),
        )
        return dict(rows.fetchall())

    def standings(self) -> dict[str, Standing]:
        """The version that answers of every article, by article id."""
        return self.derived("standings", lambda: read_standings(self._db))

    def size(self) -> Size:
        """How much there is."""
        return self.derived("size", self._holdings.size)

    def count_within(self, within: Filter) -> int:
        """The number of articles that a filter's dates and sources leave."""
        return self.derived(("articles", within), lambda: count_articles(self._db, within))

    def _allowed(self, unit: Unit, within: Filter) -> RowSet | None:
        """The rows of a unit that a filter leaves; None for a filter that leaves all."""
        if within == Filter():
            return None
        return self.derived(("rows", unit, within), lambda: self._rows_within(unit, within))

    def _rows_within(self, unit: Unit, within: Filter) -> RowSet:
        index = self._vectors.units[unit]
        if index.words is None or index.late.ntotal or within != Filter(speakers=within.speakers):
            return rows_within(self._db, unit, within)
        rows = index.words.spoken_by(within.speakers)  # They lie all over the file.
        return RowSet.of_rows(rows[~np.isin(rows, index.gone)])

    def _count_rows(self, unit: Unit, term: str) -> int:
        """The number of rows that hold a term; counting takes milliseconds in a large archive."""
        known: dict[str, int] = self.derived(("counts of words", unit), dict)
        count = known.get(term)
        if count is None:
            count = count_rows(self._db, unit, term)
            if len(known) >= _MOST_COUNTS:
                known.clear()
            known[term] = count
        return count
