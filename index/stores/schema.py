"""The tables of an archive and its manifest."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from index.errors import ArchiveDamaged, ArchiveMismatch
from index.stores.journal import JOURNAL, new_mark

# 2: statements tell roles and manner. 3: passages' vectors are pooled from their sentences'.
FORMAT = 3

_STEMS = "tokenize='porter unicode61 remove_diacritics 2'"

_KEPT = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a version; the one that answers is not superseded.
CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    title_derived INTEGER NOT NULL,
    source TEXT,
    authors TEXT NOT NULL,
    published TEXT,
    published_basis TEXT NOT NULL,
    url TEXT,
    zones TEXT NOT NULL,
    origin TEXT NOT NULL,
    published_at TEXT,
    updated TEXT,
    updated_at TEXT,
    updated_basis TEXT NOT NULL,
    language TEXT,
    text TEXT NOT NULL,
    UNIQUE (id, version)
);
CREATE UNIQUE INDEX articles_that_answer ON articles (id) WHERE NOT superseded;

"""

_DERIVED = f"""
-- What is asked of all articles is read without their texts.
CREATE INDEX IF NOT EXISTS articles_by_day ON articles (published, source) WHERE NOT superseded;

-- digest: of the text at the span, so that a span that moved is noticed.
-- vector: float16, little-endian; in format 1, float32.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    digest BLOB NOT NULL,
    generation INTEGER NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX passages_of_article ON passages (article);
CREATE INDEX passages_by_generation ON passages (generation);

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (key),
    passage INTEGER NOT NULL REFERENCES passages (id),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    digest BLOB NOT NULL,
    generation INTEGER NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX sentences_of_article ON sentences (article);
CREATE INDEX sentences_of_passage ON sentences (passage);
CREATE INDEX sentences_by_generation ON sentences (generation);

CREATE TABLE statements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    words TEXT NOT NULL,
    cue TEXT,
    mention TEXT,
    speaker TEXT,
    kind TEXT NOT NULL,
    confidence REAL NOT NULL,
    topics TEXT NOT NULL,
    manner TEXT NOT NULL,
    polarity TEXT NOT NULL,
    modality TEXT NOT NULL,
    basis TEXT NOT NULL,
    speaker_kind TEXT NOT NULL,
    role TEXT,
    reported_by TEXT,
    said_on TEXT,
    said_on_basis TEXT,
    said_on_phrase TEXT
);
CREATE INDEX statements_of_article ON statements (article);
CREATE INDEX statements_by_speaker ON statements (speaker, said_on);

CREATE TABLE spoken (
    statement INTEGER NOT NULL REFERENCES statements (id),
    sentence INTEGER NOT NULL REFERENCES sentences (id),
    PRIMARY KEY (statement, sentence)
) WITHOUT ROWID;
CREATE INDEX spoken_in_sentence ON spoken (sentence);

-- The words alone: the text itself stays in articles.
CREATE VIRTUAL TABLE passage_words USING fts5 (text, title, content='', {_STEMS});
CREATE VIRTUAL TABLE sentence_words USING fts5 (text, content='', {_STEMS});

-- Articles that answer: the first article of each one's story, and what tells the story.
CREATE TABLE stories (
    article INTEGER PRIMARY KEY REFERENCES articles (key),
    story INTEGER NOT NULL,
    signature BLOB NOT NULL
);
CREATE INDEX stories_by_first ON stories (story);

CREATE TABLE story_bands (
    band INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, hash, article)
) WITHOUT ROWID;

-- Row ids that left at some generation, for vectors that are kept elsewhere.
CREATE TABLE departed (
    generation INTEGER NOT NULL,
    unit TEXT NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY (generation, unit, row)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive was made with.

    `generation` counts its commits; `epoch` is the one at which all rows were last made anew.
    `mark` tells it from other archives; empty where an older program made it.
    """

    format: int
    embedder: str
    fingerprint: str
    dimensions: int
    program: str
    generation: int
    epoch: int
    built: str
    mark: str = ""


def create(
    connection: sqlite3.Connection, *, embedder: str, fingerprint: str, dimensions: int
) -> None:
    """Make the tables of an empty archive, in one transaction."""
    values = {
        "format": FORMAT,
        "embedder": embedder,
        "fingerprint": fingerprint,
        "dimensions": dimensions,
        "program": program(),
        "generation": 0,
        "epoch": 0,
        "built": "",
        "mark": new_mark(),
    }
    connection.executescript(f"BEGIN IMMEDIATE; {_KEPT} {JOURNAL} {_DERIVED}")
    connection.executemany("INSERT INTO manifest VALUES (?, ?)", values.items())
    connection.execute("COMMIT")


def make_derived_anew(connection: sqlite3.Connection) -> None:
    """Empty all that is derived from the articles, whatever format it had.

    Within the caller's transaction: until that ends, what was there answers.
    """
    # What points to others goes first; a table of words takes its own tables with it.
    for table in (
        *("spoken", "statements", "sentence_words", "passage_words", "sentences", "passages"),
        *("story_bands", "stories", "departed"),
    ):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    # executescript() would commit first.
    for statement in _statements(_DERIVED):
        connection.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one at a time."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def note_wiping(connection: sqlite3.Connection) -> None:
    """Note that words of what is removed are on disk until they were wiped."""
    connection.execute("INSERT OR IGNORE INTO manifest VALUES ('wiping', '')")


def is_wiping(connection: sqlite3.Connection) -> bool:
    """Whether something is still to be wiped."""
    return bool(connection.execute("SELECT 1 FROM manifest WHERE key = 'wiping'").fetchone())


def note_wiped(connection: sqlite3.Connection) -> None:
    """Note that nothing is to be wiped any more."""
    connection.execute("DELETE FROM manifest WHERE key = 'wiping'")


def read_manifest(connection: sqlite3.Connection) -> Manifest:
    """What the archive says of itself.

    Raises:
        ArchiveMismatch: The file is no archive, or of a newer format.
        ArchiveDamaged: The manifest does not say what it should.
    """
    try:
        values = dict(connection.execute("SELECT key, value FROM manifest"))
    except sqlite3.DatabaseError as exc:
        raise ArchiveMismatch(
            "'archive.sqlite' is not an archive of On Record, or damaged: "
            "name another folder with --archive, or restore it from a copy"
        ) from exc
    try:
        manifest = Manifest(
            format=int(values["format"]),
            embedder=str(values["embedder"]),
            fingerprint=str(values["fingerprint"]),
            dimensions=int(values["dimensions"]),
            program=str(values["program"]),
            generation=int(values["generation"]),
            epoch=int(values["epoch"]),
            built=str(values["built"]),
            mark=str(values.get("mark", "")),
        )
    except (KeyError, ValueError) as exc:
        raise ArchiveDamaged(
            f"the manifest in 'archive.sqlite' is damaged ({exc}): restore it from a copy, or "
            "index the articles again into another folder with --archive"
        ) from exc
    if manifest.format > FORMAT:
        raise ArchiveMismatch(
            f"the archive has format {manifest.format} (onrecord {manifest.program}), this is "
            f"onrecord {program()} with format {FORMAT}: install the newer onrecord"
        )
    return manifest


def program() -> str:
    """The version of this program."""
    # Only writers tell it, and importing what knows takes a while.
    from importlib.metadata import version

    return version("onrecord")


def write_manifest(connection: sqlite3.Connection, made_with: Manifest, *, epoch: int) -> None:
    """Name the embedder that all rows were made with from a generation on."""
    values = {
        "format": FORMAT,
        "embedder": made_with.embedder,
        "fingerprint": made_with.fingerprint,
        "dimensions": made_with.dimensions,
        "program": program(),
        "epoch": epoch,
    }
    connection.executemany(
        "UPDATE manifest SET value = ? WHERE key = ?",
        [(str(value), key) for key, value in values.items()],
    )
