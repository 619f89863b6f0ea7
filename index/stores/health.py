"""Whether an archive still is what was committed to it."""

import sqlite3
from collections.abc import Iterator

import numpy as np

from index.stores import UNITS, Unit
from index.stores.making import exact_nearest, read_vectors, recall_of
from index.stores.policy import IndexFacts, IndexPolicy
from index.stores.rows import (
    ARTICLE_COLUMNS,
    STATEMENT_COLUMNS,
    article_from_row,
    digest,
    statement_from_row,
)
from index.stores.stories import find_story_faults
from index.stores.vectors import UnitIndex, VectorIndex, rows_of
from index.types import Article, Span

_MOST_SHOWN = 20

# Another sample of the same size may differ by this much.
_RECALL_MAY_FALL = 0.02


def find_faults(
    connection: sqlite3.Connection, vectors: VectorIndex, policy: IndexPolicy
) -> list[str]:
    """What is wrong, a sentence each; empty when all is well."""
    faults = [
        f"the file is damaged ({' '.join(row[0].split())}): restore 'archive.sqlite' from a copy"
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    faults += [
        f"a row of {row['table']} points to a row of {row['parent']} that is gone"
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    rows = connection.execute(
        f"SELECT key, superseded, {ARTICLE_COLUMNS} FROM articles ORDER BY key"
    )
    for row in rows:
        faults += _faults_of_article(connection, row)
    (silent,) = connection.execute(
        "SELECT count(*) FROM statements WHERE id NOT IN (SELECT statement FROM spoken)"
    ).fetchone()
    if silent:
        faults.append(f"{silent} statements are not linked to their sentences")
    faults += find_story_faults(connection)
    for unit in UNITS:
        faults += _faults_of_words(connection, unit)
        faults += _faults_of_vectors(connection, unit, vectors.units[unit], policy)
    if len(faults) > _MOST_SHOWN:
        faults[_MOST_SHOWN:] = [f"and {len(faults) - _MOST_SHOWN} more"]
    return faults


def _faults_of_article(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[str]:
    article = article_from_row(row)
    if article.version != row["version"]:
        yield f"the text of '{article.id}' is not the one that was indexed"
        return
    answering: set[Span] = set()
    for unit in UNITS:
        spans = connection.execute(
            f"SELECT start, end, digest FROM {unit}s WHERE article = ?", (row["key"],)
        ).fetchall()
        if row["superseded"] and spans:
            yield f"an old version of '{article.id}' still answers"
        for start, end, stored in spans:
            if not _in_body(article, Span(start, end)):
                yield f"{unit} [{start}, {end}) of '{article.id}' lies outside its body"
            elif digest(article.text[start:end]) != stored:
                yield f"{unit} [{start}, {end}) of '{article.id}' is not its text"
            elif unit == "sentence":
                answering.add(Span(start, end))
    starts, ends = {s.start for s in answering}, {s.end for s in answering}
    rows = connection.execute(
        f"SELECT {STATEMENT_COLUMNS} FROM statements WHERE article = ?", (row["key"],)
    )
    for statement in map(statement_from_row, rows):
        extent = statement.extent
        parts = [*statement.words, *(part for part in (statement.cue, statement.mention) if part)]
        if extent.start not in starts or extent.end not in ends:
            yield f"a statement of '{article.id}' at {extent.start} is not whole sentences"
        if any(not 0 <= part.start < part.end <= len(article.text) for part in parts):
            yield f"a statement of '{article.id}' at {extent.start} lies outside its text"


def _in_body(article: Article, span: Span) -> bool:
    return span.start < span.end and any(stretch.contains(span) for stretch in article.body)


def _faults_of_words(connection: sqlite3.Connection, unit: Unit) -> Iterator[str]:
    (rows,) = connection.execute(f"SELECT count(*) FROM {unit}s").fetchone()
    (indexed,) = connection.execute(
        f"SELECT count(*) FROM {unit}s JOIN {unit}_words_docsize USING (id)"
    ).fetchone()
    (words,) = connection.execute(f"SELECT count(*) FROM {unit}_words_docsize").fetchone()
    if not rows == indexed == words:
        yield f"{rows} {unit}s, but the words of {words} are indexed ({indexed} of them match)"


def _faults_of_vectors(
    connection: sqlite3.Connection, unit: Unit, index: UnitIndex, policy: IndexPolicy
) -> Iterator[str]:
    dimensions, indexed = index.late.d, index.rows
    if len(np.unique(indexed)) != len(indexed):
        yield f"some {unit}s are in the vector index twice"
    rows = 0
    for ids, stored in read_vectors(connection, unit, dimensions):
        rows += len(ids)
        lengths = np.linalg.norm(stored, axis=1)
        for row in np.flatnonzero(~(np.abs(lengths - 1.0) <= 1e-3)):
            yield f"the vector of {unit} {ids[row]} has length {lengths[row]:.3f}, not 1"
        for row in np.setdiff1d(ids, indexed):
            yield f"{unit} {row} is missing from the vector index"
    if rows != len(indexed):
        yield f"{rows} {unit}s, but {len(indexed)} vectors in the index"
    if index.is_exact:
        yield from _differing(connection, unit, index)
    elif rows:
        sample, nearest = exact_nearest(connection, unit, dimensions, policy)
        recall = recall_of(index, sample, nearest, policy)
        if recall < index.facts.recall - _RECALL_MAY_FALL:
            yield (
                f"the vector index of {unit}s finds {recall:.1%} of the nearest, and found "
                f"{index.facts.recall:.1%} when it was made: 'onrecord verify --repair' makes it "
                "again"
            )


def _differing(connection: sqlite3.Connection, unit: Unit, index: UnitIndex) -> Iterator[str]:
    """Each row whose vector in an exact index is not the one in SQLite."""
    for part in (index.main, index.late):
        rows = rows_of(part, IndexFacts())
        order = np.argsort(rows)
        for ids, stored in read_vectors(connection, unit, index.late.d):
            at = np.searchsorted(rows, ids, sorter=order)
            here = (at < len(rows)) & np.isin(ids, rows)
            for row, vector, position in zip(ids[here], stored[here], order[at[here]], strict=True):
                if not np.array_equal(part.index.reconstruct(int(position)), vector):
                    yield f"the vector of {unit} {row} differs between SQLite and FAISS"
