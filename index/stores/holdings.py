"""What an archive holds, counted over all of it: speakers, offices, outlets, days, size.

Counting takes seconds in a large archive, and a fresh process needs it for one question: what was
counted is saved beside the vectors of the same generation.
"""

import json
import sqlite3
from contextlib import suppress
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from index.stores import Office, Size, Standing
from index.stores.filtering import IN_LIST
from index.stores.rows import making_sense
from index.stores.speaker_names import CountedNames, SavedNames, SpeakerNames, write_names

Held: TypeAlias = Literal["offices", "outlets", "days", "size"]
"""What is counted; each is a file, and so are the speakers."""

_SPEAKERS = "speakers.sqlite"


class Holdings:
    """What the archive of one generation holds, as it was saved or counted now."""

    def __init__(self, connection: sqlite3.Connection, saved: Path | None) -> None:
        """Read from `saved`, a folder of this generation, or count where there is none."""
        self._connection = connection
        self._saved = saved

    def speakers(self) -> dict[str, int]:
        """Every speaker with the number of their statements."""
        saved = self._saved_names()
        return count_speakers(self._connection) if saved is None else saved.counts()

    def speaker_names(self) -> SpeakerNames:
        """The same speakers, to look them up by a word of their name."""
        return self._saved_names() or CountedNames(count_speakers(self._connection))

    def offices(self) -> list[Office]:
        """Who is said to hold which role, in order of role and speaker."""
        saved = self._read("offices")
        if saved is None:
            return read_offices(self._connection)
        return [Office(*values) for values in saved]

    def outlets(self) -> dict[str, int]:
        """Every outlet with the number of its articles that answer."""
        saved = self._read("outlets")
        return count_outlets(self._connection) if saved is None else saved

    def days(self) -> tuple[date, date] | None:
        """The first and the last day of publication; None where nothing is dated."""
        first, last = self._read("days") or count_days(self._connection)
        with making_sense("a date"):
            return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None

    def size(self) -> Size:
        """How much there is of everything."""
        saved = self._read("size")
        return count_all(self._connection) if saved is None else Size(*saved)

    def _saved_names(self) -> SavedNames | None:
        # As in `_read`; an older version of this program wrote another file.
        if self._saved is not None and (self._saved / _SPEAKERS).exists():
            with suppress(sqlite3.Error):
                return SavedNames(self._saved / _SPEAKERS)
        return None

    def _read(self, held: Held) -> Any:  # JSON, as `write_holdings` wrote it
        if self._saved is None:
            return None
        # A writer drops what it has replaced; this reader still sees what was there before.
        with suppress(FileNotFoundError):
            return json.loads(_file_of(self._saved, held).read_text(encoding="utf-8"))
        return None


def write_holdings(folder: Path, connection: sqlite3.Connection) -> None:
    """Count everything and write it into a new folder."""
    folder.mkdir()
    values: dict[Held, object] = {
        "offices": [astuple(office) for office in read_offices(connection)],
        "outlets": count_outlets(connection),
        "days": count_days(connection),
        "size": astuple(count_all(connection)),
    }
    for held, value in values.items():
        _file_of(folder, held).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    write_names(folder / _SPEAKERS, count_speakers(connection))


def _file_of(folder: Path, held: Held) -> Path:
    return folder / f"{held}.json"


def count_speakers(connection: sqlite3.Connection) -> dict[str, int]:
    """Every speaker with the number of their statements."""
    rows = connection.execute(
        "SELECT speaker, count(*) AS statements FROM statements"
        " WHERE speaker IS NOT NULL GROUP BY speaker"
    )
    return {row["speaker"]: row["statements"] for row in rows}


def read_offices(
    connection: sqlite3.Connection, article_ids: list[str] | None = None
) -> list[Office]:
    """Who is said to hold which role, in order of role and speaker; where, if it is told."""
    limit: str = ""
    values: tuple[str, ...] = ()
    if article_ids is not None:
        limit, values = f" AND articles.id {IN_LIST}", (json.dumps(article_ids),)
    rows = connection.execute(
        "SELECT role, speaker, count(*), min(published), max(published),"
        " count(DISTINCT article) FROM articles"
        " JOIN statements ON articles.key = statements.article"
        f" WHERE role IS NOT NULL AND speaker IS NOT NULL AND NOT superseded{limit}"
        " GROUP BY role, speaker",
        values,
    )
    return [Office(*row) for row in rows]


def count_outlets(connection: sqlite3.Connection) -> dict[str, int]:
    """Every outlet with the number of its articles that answer."""
    rows = connection.execute(
        "SELECT source, count(*) FROM articles"
        " WHERE source IS NOT NULL AND NOT superseded GROUP BY source"
    )
    return dict(rows.fetchall())


def count_days(connection: sqlite3.Connection) -> list[str | None]:
    """The first and the last day of publication, in ISO form."""
    return list(
        connection.execute(
            "SELECT min(published), max(published) FROM articles WHERE NOT superseded"
        ).fetchone()
    )


def read_standings(connection: sqlite3.Connection) -> dict[str, Standing]:
    """The version that answers of every article, by article id."""
    rows = connection.execute(
        "SELECT id, key, version, published FROM articles WHERE NOT superseded"
    )
    with making_sense("a date"):
        return {
            article_id: Standing(key, version, date.fromisoformat(day) if day else None)
            for article_id, key, version, day in rows
        }


def count_all(connection: sqlite3.Connection) -> Size:
    """How much there is of everything."""
    articles, newest = connection.execute(
        "SELECT count(*), max(published) FROM articles WHERE NOT superseded"
    ).fetchone()
    passages, sentences, statements = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("passages", "sentences", "statements")
    )
    return Size(articles, passages, sentences, statements, newest)
