"""Whether an archive still is what was committed to it."""

import json
import sqlite3
from collections.abc import Iterator

import numpy as np

from index.stores import UNITS, Unit
from index.stores.rows import ARTICLE_COLUMNS, article_from_row, digest
from index.stores.stories import find_story_faults
from index.stores.vectors import VectorIndex, decode
from index.types import Article, Span

_MOST_SHOWN = 20


def find_faults(connection: sqlite3.Connection, vectors: VectorIndex) -> list[str]:
    """What is wrong, a sentence each; empty when all is well."""
    faults = [
        f"SQLite says: {row[0]}"
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
        faults += _faults_of_vectors(connection, unit, vectors)
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
    statements = connection.execute(
        "SELECT start, end, words, cue, mention FROM statements WHERE article = ?", (row["key"],)
    )
    for statement in statements:
        extent = Span(statement["start"], statement["end"])
        parts = [*json.loads(statement["words"]), json.loads(statement["cue"])]
        if extent.start not in starts or extent.end not in ends:
            yield f"a statement of '{article.id}' at {extent.start} is not whole sentences"
        if any(not 0 <= start < end <= len(article.text) for start, end in parts):
            yield f"a statement of '{article.id}' at {extent.start} lies outside its text"


def _in_body(article: Article, span: Span) -> bool:
    return len(span) > 0 and any(stretch.contains(span) for stretch in article.body)


def _faults_of_words(connection: sqlite3.Connection, unit: Unit) -> Iterator[str]:
    (rows,) = connection.execute(f"SELECT count(*) FROM {unit}s").fetchone()
    (indexed,) = connection.execute(
        f"SELECT count(*) FROM {unit}s JOIN {unit}_words_docsize USING (id)"
    ).fetchone()
    (words,) = connection.execute(f"SELECT count(*) FROM {unit}_words_docsize").fetchone()
    if not rows == indexed == words:
        yield f"{rows} {unit}s, but the words of {words} are indexed ({indexed} of them match)"


def _faults_of_vectors(
    connection: sqlite3.Connection, unit: Unit, vectors: VectorIndex
) -> Iterator[str]:
    import faiss

    index = vectors.indexes[unit]
    (rows,) = connection.execute(f"SELECT count(*) FROM {unit}s").fetchone()
    if rows != index.ntotal:
        yield f"{rows} {unit}s, but {index.ntotal} vectors in the index"
    found = connection.execute(f"SELECT id, vector FROM {unit}s ORDER BY id")
    known = set(faiss.vector_to_array(index.id_map).tolist())
    while batch := found.fetchmany(10_000):
        stored = decode([row["vector"] for row in batch], index.d)
        lengths = np.linalg.norm(stored, axis=1)
        for row, vector, length in zip(batch, stored, lengths, strict=True):
            if abs(length - 1.0) > 1e-3:
                yield f"the vector of {unit} {row['id']} has length {length:.3f}, not 1"
            elif row["id"] not in known:
                yield f"{unit} {row['id']} is missing from the vector index"
            elif not np.array_equal(index.reconstruct(row["id"]), vector):
                yield f"the vector of {unit} {row['id']} differs between SQLite and FAISS"
