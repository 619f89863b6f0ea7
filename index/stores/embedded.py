"""An archive in one folder: SQLite is the truth, FAISS a cache of its vectors."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.embedders import Embedder
from index.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveMismatch,
    ArchiveUnwritable,
    NoArchive,
)
from index.stores import UNITS, Unit
from index.stores.health import find_faults
from index.stores.rows import (
    ARTICLE_COLUMNS,
    STATEMENT_COLUMNS,
    article_from_row,
    article_to_row,
    digest,
    statement_to_row,
)
from index.stores.schema import Manifest, create, read_manifest
from index.stores.snapshot import SqliteSnapshot
from index.stores.vectors import VectorCache, decode, encode
from index.types import Article, IndexedArticle, RowId, Vector

DATABASE = "archive.sqlite"
LOCK = "write.lock"


class EmbeddedStore:
    """SQLite and FAISS in one folder; any number of threads and processes may read."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Use `open_store` or `create_store`."""
        self._folder = folder
        self._manifest = manifest
        self._vectors = VectorCache(folder, manifest.dimensions)
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._writing = threading.Lock()

    @property
    def manifest(self) -> Manifest:
        """What the archive says of itself, as of now."""
        return read_manifest(self._connection)

    @contextmanager
    def snapshot(self) -> Iterator[SqliteSnapshot]:
        """Open a view of one generation that later commits do not change."""
        connection = self._connection
        connection.execute("BEGIN")
        try:
            generation = read_manifest(connection).generation
            yield SqliteSnapshot(connection, self._vectors.at(connection, generation))
        finally:
            connection.execute("ROLLBACK")

    def versions(self) -> dict[str, str]:
        """The version of each article that answers, by article id."""
        rows = self._connection.execute("SELECT id, version FROM articles WHERE NOT superseded")
        return {row["id"]: row["version"] for row in rows}

    def known_vectors(self, article_id: str) -> dict[tuple[Unit, str], Vector]:
        """Vectors of the article as it stands, by unit and text."""
        article = self.find(article_id)
        if article is None:
            return {}
        found: dict[tuple[Unit, str], Vector] = {}
        for unit in UNITS:
            rows = self._connection.execute(
                f"SELECT start, end, vector FROM {unit}s WHERE article ="
                " (SELECT key FROM articles WHERE id = ? AND NOT superseded)",
                (article_id,),
            )
            for row in rows:
                (vector,) = decode([row["vector"]], self._manifest.dimensions)
                found[unit, article.text[row["start"] : row["end"]]] = vector
        return found

    def upsert(self, indexed: IndexedArticle) -> None:
        """Commit one article in one transaction; an older version is superseded."""
        with self._transaction() as (connection, generation):
            article = indexed.article
            older = connection.execute(
                "SELECT key FROM articles WHERE id = ? AND NOT superseded", (article.id,)
            ).fetchone()
            if older is not None:
                _forget_derived(connection, older["key"], generation)
                connection.execute(
                    "UPDATE articles SET superseded = 1 WHERE key = ?", (older["key"],)
                )
            # A text that comes back after another version is the newest once more.
            connection.execute(
                "DELETE FROM articles WHERE id = ? AND version = ?", (article.id, article.version)
            )
            _insert(connection, indexed, generation)

    def iterate(self) -> Iterator[Article]:
        """Every article that answers, in order of arrival."""
        rows = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE NOT superseded ORDER BY key"
        )
        for row in rows:
            yield article_from_row(row)

    def find(self, article_id: str, version: str | None = None) -> Article | None:
        """An article by its id; the version that answers, unless one is named."""
        which = "NOT superseded" if version is None else "version = ?"
        row = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ? AND {which}",
            (article_id,) if version is None else (article_id, version),
        ).fetchone()
        return article_from_row(row) if row else None

    def publish(self) -> None:
        """Write the vector index of the newest generation to disk."""
        with self.snapshot() as snapshot:
            try:
                self._vectors.publish(self._connection, snapshot.generation)
            except (OSError, RuntimeError) as exc:
                raise ArchiveUnwritable(
                    f"the vector index cannot be written ({exc}); every article is safe in "
                    f"'{DATABASE}': make room and run 'onrecord index' again"
                ) from exc

    def health(self) -> list[str]:
        """What is wrong with the archive, a sentence each; empty when all is well."""
        connection = self._connection
        connection.execute("BEGIN")
        try:
            generation = read_manifest(connection).generation
            return find_faults(connection, self._vectors.at(connection, generation))
        finally:
            connection.execute("ROLLBACK")

    def close(self) -> None:
        """Release files and memory."""
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._own = threading.local()

    @property
    def _connection(self) -> sqlite3.Connection:
        """The connection of the calling thread."""
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = _connect(self._folder / DATABASE)
            self._own.connection = connection
            self._opened.append(connection)
        return connection

    @contextmanager
    def _transaction(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """One commit: all of it counts, at the next generation, or none of it."""
        with self._writing:
            connection = self._connection
            try:
                connection.execute("BEGIN IMMEDIATE")
                generation = read_manifest(connection).generation + 1
                yield connection, generation
                now = datetime.now(UTC).isoformat(timespec="seconds")
                connection.executemany(
                    "UPDATE manifest SET value = ? WHERE key = ?",
                    [(str(generation), "generation"), (now, "built")],
                )
                connection.execute("COMMIT")
            except sqlite3.OperationalError as exc:
                raise ArchiveUnwritable(
                    f"the archive cannot be written ({exc}); what was committed is safe: "
                    "make room or check the folder's rights, then run it again"
                ) from exc
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")


def open_store(folder: Path, embedder: Embedder) -> EmbeddedStore:
    """Open the archive in a folder.

    Raises:
        NoArchive: There is none.
        ArchiveMismatch: Another embedder or a newer format made it, or it is damaged.
    """
    if not is_archive(folder):
        raise NoArchive(
            f"there is no archive in '{folder}' yet: run 'onrecord index PATH' with a file or a "
            "folder of articles"
        )
    with closing(_connect(folder / DATABASE)) as connection:
        manifest = read_manifest(connection)
    if manifest.fingerprint != embedder.fingerprint:
        raise ArchiveMismatch(
            f"archive '{folder}' was built with embedder {manifest.embedder} "
            f"({manifest.dimensions} dimensions, {manifest.fingerprint[:12]}…); settings name "
            f"{embedder.name} ({embedder.dimensions}, {embedder.fingerprint[:12]}…): use the "
            "first, or index into another folder with --archive"
        )
    return EmbeddedStore(folder, manifest)


def is_archive(folder: Path) -> bool:
    """Whether a folder holds an archive, of whatever format."""
    return (folder / DATABASE).is_file()


@contextmanager
def writing_store(folder: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    """Open the archive in a folder as its one writer; make it where there is none.

    Raises:
        ArchiveUnwritable: The folder cannot be written, or holds something else.
        ArchiveBusy: Another process is writing.
        ArchiveMismatch: Another embedder or a newer format made it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = sorted(p.name for p in folder.iterdir() if p.name != LOCK)
    except OSError as exc:
        raise ArchiveUnwritable(
            f"the archive folder '{folder}' cannot be made or read ({exc.strerror}): name another "
            "with --archive"
        ) from exc
    if strangers and not is_archive(folder):
        raise ArchiveUnwritable(
            f"'{folder}' holds other files ('{strangers[0]}') and no archive: name an empty or a "
            "new folder with --archive"
        )
    with _locked(folder):
        if not is_archive(folder):
            with closing(_connect(folder / DATABASE)) as connection:
                create(
                    connection,
                    embedder=embedder.name,
                    fingerprint=embedder.fingerprint,
                    dimensions=embedder.dimensions,
                )
        store = open_store(folder, embedder)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as exc:
        raise ArchiveBusy(
            f"another process is writing to the archive '{folder}': wait until it is done, then "
            "run this again"
        ) from exc
    except OSError as exc:
        raise ArchiveUnwritable(
            f"the archive folder '{folder}' cannot be written ({exc.strerror}): check its rights, "
            "or name another with --archive"
        ) from exc
    try:
        yield
    finally:
        lock.release()


def _connect(path: Path) -> sqlite3.Connection:
    try:
        # Python opens in any thread and closes in another; each is used by one at a time.
        connection = sqlite3.connect(
            path, isolation_level=None, timeout=30.0, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        # What is removed is overwritten with zeros.
        connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.DatabaseError as exc:
        raise ArchiveError(
            f"'{path}' cannot be opened as an archive ({exc}): restore it from a copy, or name "
            "another folder with --archive"
        ) from exc
    return connection


def _insert(connection: sqlite3.Connection, indexed: IndexedArticle, generation: int) -> None:
    article, segments = indexed.article, indexed.segments
    marks = ", ".join("?" * len(article_to_row(article)))
    key = connection.execute(
        f"INSERT INTO articles ({ARTICLE_COLUMNS}) VALUES ({marks})", article_to_row(article)
    ).lastrowid
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


def _forget_derived(connection: sqlite3.Connection, key: RowId, generation: int) -> None:
    """Remove everything derived from an article; its own row stays."""
    article = article_from_row(
        connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key = ?", (key,)
        ).fetchone()
    )
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
