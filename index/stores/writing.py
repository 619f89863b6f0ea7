"""The rows of an article: all that is written and all that is forgotten."""

import sqlite3

from index.stores import UNITS
from index.stores.journal import note_change
from index.stores.rows import (
    ARTICLE_COLUMNS,
    STATEMENT_COLUMNS,
    article_from_row,
    article_to_row,
    digest,
    statement_from_row,
    statement_to_row,
)
from index.stores.stories import join_story, leave_story, signature_of
from index.stores.vectors import decode, encode
from index.types import IndexedArticle, RowId, Segments, Span


def insert_article(
    connection: sqlite3.Connection,
    indexed: IndexedArticle,
    generation: int,
    *,
    before: RowId | None = None,
) -> None:
    """Write an article with everything derived from it; `before` is its row until now."""
    article = indexed.article
    marks = ", ".join("?" * len(article_to_row(article)))
    key = connection.execute(
        f"INSERT INTO articles ({ARTICLE_COLUMNS}) VALUES ({marks})", article_to_row(article)
    ).lastrowid
    assert key is not None, "an insert has a row id"
    note_change(connection, generation, after=key, before=before)
    insert_derived(connection, key, indexed, generation)


def insert_derived(
    connection: sqlite3.Connection, key: RowId, indexed: IndexedArticle, generation: int
) -> None:
    """Write everything derived from an article whose own row is there."""
    article, segments = indexed.article, indexed.segments
    join_story(connection, key, indexed.signature)
    passages: list[RowId] = []
    for span, vector in zip(segments.passages, indexed.passage_vectors, strict=True):
        text = span.of(article.text)
        row = connection.execute(
            "INSERT INTO passages (article, start, end, digest, generation, vector)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (key, span.start, span.end, digest(text), generation, encode(vector)),
        ).lastrowid
        assert row is not None, "an insert has a row id"
        passages.append(row)
        connection.execute(
            "INSERT INTO passage_words (rowid, text, title) VALUES (?, ?, ?)",
            (row, text, article.title),
        )
    sentences: list[RowId] = []
    for i, (span, vector) in enumerate(
        zip(segments.sentences, indexed.sentence_vectors, strict=True)
    ):
        text, passage = span.of(article.text), passages[segments.passage_of[i]]
        row = connection.execute(
            "INSERT INTO sentences (article, passage, start, end, digest, generation, vector)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, passage, span.start, span.end, digest(text), generation, encode(vector)),
        ).lastrowid
        assert row is not None, "an insert has a row id"
        sentences.append(row)
        connection.execute("INSERT INTO sentence_words (rowid, text) VALUES (?, ?)", (row, text))
    for statement in indexed.statements:
        values = (key, *statement_to_row(statement))
        row = connection.execute(
            f"INSERT INTO statements (article, {STATEMENT_COLUMNS})"
            f" VALUES ({', '.join('?' * len(values))})",
            values,
        ).lastrowid
        connection.executemany(
            "INSERT INTO spoken VALUES (?, ?)",
            [
                (row, sentence)
                for sentence, span in zip(sentences, segments.sentences, strict=True)
                if span.overlaps(statement.extent)
            ],
        )


def forget_derived(connection: sqlite3.Connection, key: RowId, generation: int) -> None:
    """Remove everything derived from an article; its own row stays."""
    article = article_from_row(
        connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key = ?", (key,)
        ).fetchone()
    )
    leave_story(connection, key)
    connection.execute(
        "DELETE FROM spoken WHERE statement IN (SELECT id FROM statements WHERE article = ?)",
        (key,),
    )
    connection.execute("DELETE FROM statements WHERE article = ?", (key,))
    for unit in reversed(UNITS):
        rows = connection.execute(
            f"SELECT id, start, end FROM {unit}s WHERE article = ?", (key,)
        ).fetchall()
        # Without content of its own, FTS5 wants back the words it is to forget.
        columns, title = ("text, title", (article.title,)) if unit == "passage" else ("text", ())
        connection.executemany(
            f"INSERT INTO {unit}_words ({unit}_words, rowid, {columns})"
            f" VALUES ('delete', ?, ?{', ?' * len(title)})",
            [(r["id"], article.text[r["start"] : r["end"]], *title) for r in rows],
        )
        connection.executemany(
            "INSERT INTO departed VALUES (?, ?, ?)", [(generation, unit, r["id"]) for r in rows]
        )
        connection.execute(f"DELETE FROM {unit}s WHERE article = ?", (key,))


def read_indexed(
    connection: sqlite3.Connection, article_id: str, dimensions: int
) -> IndexedArticle:
    """An article that answers, with everything derived from it."""
    row = connection.execute(
        f"SELECT key, {ARTICLE_COLUMNS} FROM articles WHERE id = ? AND NOT superseded",
        (article_id,),
    ).fetchone()
    passages, sentences = (
        connection.execute(f"SELECT * FROM {unit}s WHERE article = ? ORDER BY id", (row["key"],))
        .fetchall()
        for unit in UNITS
    )  # fmt: skip
    position = {passage["id"]: i for i, passage in enumerate(passages)}
    statements = connection.execute(
        f"SELECT {STATEMENT_COLUMNS} FROM statements WHERE article = ? ORDER BY id", (row["key"],)
    )
    return IndexedArticle(
        article=article_from_row(row),
        segments=Segments(
            passages=tuple(Span(p["start"], p["end"]) for p in passages),
            sentences=tuple(Span(s["start"], s["end"]) for s in sentences),
            passage_of=tuple(position[s["passage"]] for s in sentences),
        ),
        statements=tuple(statement_from_row(statement) for statement in statements),
        passage_vectors=decode((p["vector"] for p in passages), dimensions),
        sentence_vectors=decode((s["vector"] for s in sentences), dimensions),
        signature=signature_of(connection, row["key"]),
    )


def forget_article(connection: sqlite3.Connection, article_id: str, generation: int) -> bool:
    """Remove an article with all its versions; tells whether there was one."""
    keys = connection.execute(
        "SELECT key, superseded FROM articles WHERE id = ?", (article_id,)
    ).fetchall()
    for row in keys:
        forget_derived(connection, row["key"], generation)
        if not row["superseded"]:
            note_change(connection, generation, after=None, before=row["key"])
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    return bool(keys)


def merge_words(connection: sqlite3.Connection) -> None:
    """Write the index of words anew without what was forgotten.

    FTS5 only marks forgotten words as such until the parts that hold them are merged.
    """
    for unit in UNITS:
        connection.execute(f"INSERT INTO {unit}_words ({unit}_words) VALUES ('optimize')")
