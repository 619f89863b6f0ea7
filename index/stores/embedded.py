"""An archive in one folder: SQLite is the truth, FAISS a cache of its vectors."""

import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakSet

from index.errors import ArchiveBusy, ArchiveDamaged, ArchiveMismatch, ArchiveUnwritable
from index.stores import UNITS, Unit
from index.stores.connection import DATABASE, STAGING, Held, explained, telling_damage
from index.stores.derived import Derived
from index.stores.journal import begin_journal, note_commit
from index.stores.listing import Extent, Listing, Order, list_articles, read_extent
from index.stores.policy import DEFAULT_POLICY, IndexFacts, IndexPolicy
from index.stores.rows import ARTICLE_COLUMNS, article_from_row, intact_article
from index.stores.saving import find_saved_faults
from index.stores.schema import (
    Manifest,
    is_wiping,
    make_derived_anew,
    note_wiped,
    note_wiping,
    read_manifest,
    write_manifest,
)
from index.stores.snapshot import SqliteSnapshot
from index.stores.vector_cache import VectorCache
from index.stores.vectors import decode
from index.stores.writing import (
    forget_article,
    forget_derived,
    insert_article,
    insert_derived,
    merge_words,
    read_indexed,
)
from index.types import Article, IndexedArticle, Vector


class EmbeddedStore:
    """SQLite and FAISS in one folder; any number of threads and processes may read."""

    def __init__(
        self, folder: Path, manifest: Manifest, *, policy: IndexPolicy = DEFAULT_POLICY
    ) -> None:
        """Use `index.stores.opening`."""
        self._folder = folder
        self._manifest = manifest
        self._vectors = VectorCache(folder, manifest.dimensions, policy)
        self._derived = Derived()
        self._own = threading.local()
        self._opened: WeakSet[Held] = WeakSet()
        self._writing = threading.Lock()

    @property
    def manifest(self) -> Manifest:
        """What the archive says of itself, as of now."""
        return read_manifest(self._connection)

    @contextmanager
    def snapshot(self) -> Iterator[SqliteSnapshot]:
        """Open a view of one generation that later commits do not change."""
        with self._reading() as connection:
            vectors = self._vectors.at(connection, self._same_model())
            yield SqliteSnapshot(connection, vectors, self._derived, policy=self._vectors.policy)

    def versions(self) -> dict[str, str]:
        """The version of each article that answers, by article id."""
        with self._telling() as connection:
            rows = connection.execute("SELECT id, version FROM articles WHERE NOT superseded")
            return {row["id"]: row["version"] for row in rows}

    def known_vectors(self, article_id: str) -> dict[str, Vector]:
        """Vectors of the sentences of the article as it stands, by their text."""
        article = self.find(article_id)
        if article is None:
            return {}
        with self._telling() as connection:
            rows = connection.execute(
                "SELECT start, end, vector FROM sentences WHERE article ="
                " (SELECT key FROM articles WHERE id = ? AND NOT superseded)",
                (article_id,),
            ).fetchall()
            vectors = decode([row["vector"] for row in rows], self._manifest.dimensions)
        texts = [article.text[row["start"] : row["end"]] for row in rows]
        return dict(zip(texts, vectors, strict=True))

    def read_indexed(self, article_id: str) -> IndexedArticle:
        """An article that answers, with everything derived from it as it is stored."""
        with self._telling() as connection:
            return read_indexed(connection, article_id, self._manifest.dimensions)

    def adopt(self, other: "EmbeddedStore") -> None:
        """Take over what another store derived from the same articles, in one transaction.

        Until it is committed, what was there before answers. The other store's embedder and
        format become this one's. The index is to be published afterwards.
        """
        with self._transaction() as (connection, generation):
            make_derived_anew(connection)
            for row in connection.execute(
                "SELECT key, id FROM articles WHERE NOT superseded ORDER BY key"
            ).fetchall():
                insert_derived(connection, row["key"], other.read_indexed(row["id"]), generation)
            write_manifest(connection, other.manifest, epoch=generation)
        self._manifest = self.manifest
        self._vectors = VectorCache(self._folder, self._manifest.dimensions, self._vectors.policy)
        self._vectors.forget()
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def upsert(self, indexed: IndexedArticle) -> None:
        """Commit one article in one transaction; an older version is superseded."""
        with self._transaction() as (connection, generation):
            article = indexed.article
            older = connection.execute(
                "SELECT key FROM articles WHERE id = ? AND NOT superseded", (article.id,)
            ).fetchone()
            if older is not None:
                forget_derived(connection, older["key"], generation)
                connection.execute(
                    "UPDATE articles SET superseded = 1 WHERE key = ?", (older["key"],)
                )
            # A text that comes back after another version is the newest once more.
            connection.execute(
                "DELETE FROM articles WHERE id = ? AND version = ?", (article.id, article.version)
            )
            before = older["key"] if older is not None else None
            insert_article(connection, indexed, generation, before=before)

    def move(self, before: str, *, article_id: str, origin: str) -> None:
        """Give an article with all its versions another id and origin; all else stays."""
        with self._transaction() as (connection, _):
            connection.execute("UPDATE articles SET id = ? WHERE id = ?", (article_id, before))
            connection.execute(
                "UPDATE articles SET origin = ? WHERE id = ? AND NOT superseded",
                (origin, article_id),
            )

    def remove(self, article_ids: Iterable[str]) -> int:
        """Remove articles with all their versions; gives how many there were.

        When it returns, no file of the archive holds their text, words or vectors.
        """
        with self._transaction() as (connection, generation):
            removed = sum(forget_article(connection, i, generation) for i in article_ids)
            merge_words(connection)
            note_wiping(connection)
        self.publish()
        return removed

    def iterate(self) -> Iterator[Article]:
        """Every article that answers, in order of arrival."""
        with self._telling() as connection:
            rows = connection.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE NOT superseded ORDER BY key"
            )
            for row in rows:
                yield article_from_row(row)

    def find(self, article_id: str, version: str | None = None) -> Article | None:
        """An article by its id; the version that answers, unless one is named."""
        which = "NOT superseded" if version is None else "version = ?"
        with self._telling() as connection:
            row = connection.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ? AND {which}",
                (article_id,) if version is None else (article_id, version),
            ).fetchone()
            return intact_article(row) if row else None

    def history(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first; the last one answers."""
        with self._telling() as connection:
            rows = connection.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ? ORDER BY key", (article_id,)
            )
            return [intact_article(row) for row in rows]

    def list_articles(self, words: str, *, order: Order, limit: int, offset: int) -> Listing:
        """Some of the articles whose title, outlet, authors or id hold all of the words."""
        return list_articles(self._connection, words, order=order, limit=limit, offset=offset)

    def extent(self) -> Extent:
        """The days and outlets of all articles that answer."""
        return read_extent(self._connection)

    def publish(self) -> None:
        """Write the index of vectors and words of the newest generation to disk.

        What a removal has left there is wiped, also of one that was stopped.
        """
        with self._reading() as connection:
            wiping = is_wiping(connection)
            again = "onrecord verify --repair" if wiping else "onrecord index"
            try:
                self._vectors.publish(connection, self._same_model(), wiping=wiping)
            except (OSError, RuntimeError) as exc:
                raise ArchiveUnwritable(
                    f"the vector index cannot be written ({exc}); every article is safe in "
                    f"'{DATABASE}': make room and run '{again}' again"
                ) from exc
        if wiping:
            self._wipe()

    def _wipe(self) -> None:
        # What an interrupted rebuild left holds the same words.
        shutil.rmtree(self._folder / STAGING, ignore_errors=True)
        busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise ArchiveBusy(
                "what was removed answers no longer, but a reader still holds an old page of "
                f"'{DATABASE}-wal': close the other programs, and 'onrecord verify --repair' "
                "wipes it"
            )
        note_wiped(self._connection)

    @property
    def is_published(self) -> bool:
        """Whether all that was committed is in the index on disk, and nothing is to be wiped."""
        with self._reading() as connection:
            newest = self._vectors.newest_saved()
            return newest == self.manifest.generation and not is_wiping(connection)

    def drop_later(self) -> None:
        """Drop saved indexes of generations that are not yet: the file is an older copy."""
        self._vectors.drop_later(self.manifest.generation)

    def health(self) -> list[str]:
        """What is wrong with the archive, a sentence each; empty when all is well."""
        from index.stores.health import find_faults

        try:
            with self._reading() as connection:
                vectors = self._vectors.at(connection, self._same_model())
                faults = find_faults(connection, vectors, self._vectors.policy)
                if is_wiping(connection):
                    faults.append(
                        "a removal was stopped before its words were off the disk: "
                        "'onrecord verify --repair' wipes them"
                    )
        except ArchiveDamaged as exc:
            return [str(exc)]
        return [*faults, *find_saved_faults(self._folder)]

    def index_facts(self) -> dict[Unit, IndexFacts]:
        """What the vector index of each unit is, and how well it finds."""
        with self._reading() as connection:
            index = self._vectors.at(connection, self._same_model())
            return {unit: index.units[unit].facts for unit in UNITS}

    def repair(self) -> None:
        """Make the vector index again from SQLite, whatever state its files are in."""
        self._vectors.forget()
        self.publish()

    def close(self) -> None:
        """Release files and memory."""
        for held in list(self._opened):
            held.connection.close()
        self._opened.clear()
        self._own = threading.local()

    def _same_model(self) -> Manifest:
        """The manifest of now.

        Raises:
            ArchiveMismatch: The archive was rebuilt with another embedder meanwhile.
        """
        manifest = self.manifest
        if manifest.fingerprint != self._manifest.fingerprint:
            raise ArchiveMismatch(
                f"the archive was rebuilt with embedder {manifest.embedder}, and this program "
                f"still has {self._manifest.embedder}: start it again"
            )
        return manifest

    @contextmanager
    def _telling(self) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection; damage to its file is told in one sentence."""
        connection = self._connection
        with telling_damage(connection, self._folder / DATABASE):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One read transaction: all that is read in it is of one generation."""
        with self._telling() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @property
    def _connection(self) -> sqlite3.Connection:
        """The connection of the calling thread."""
        held: Held | None = getattr(self._own, "held", None)
        if held is None:
            # It goes with the thread: a server has many, one after the other.
            held = self._own.held = Held(self._folder / DATABASE)
            self._opened.add(held)
        return held.connection

    @contextmanager
    def _transaction(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """One commit: all of it counts, at the next generation, or none of it."""
        with self._writing, self._telling() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                begin_journal(connection)
                generation = read_manifest(connection).generation + 1
                yield connection, generation
                note_commit(connection, generation)
                now = datetime.now(UTC).isoformat(timespec="seconds")
                connection.executemany(
                    "UPDATE manifest SET value = ? WHERE key = ?",
                    [(str(generation), "generation"), (now, "built")],
                )
                connection.execute("COMMIT")
            except sqlite3.Error as exc:
                raise explained(exc, self._folder / DATABASE, in_writing=True) from exc
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
