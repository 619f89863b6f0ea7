"""Articles and statements as rows of SQLite, and back."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from index.errors import ArchiveDamaged
from index.stores import SentenceRow
from index.types import Article, SaidOn, Span, Statement, Zone, ZoneKind

ARTICLE_COLUMNS = (
    "id, version, title, title_derived, source, authors, published, published_basis,"
    " url, zones, origin, published_at, updated, updated_at, updated_basis, language, text"
)


def article_to_row(article: Article) -> tuple[object, ...]:
    """The values of `ARTICLE_COLUMNS`."""
    zones = [[zone.kind, zone.span.start, zone.span.end] for zone in article.zones]
    return (
        article.id,
        article.version,
        article.title,
        article.title_derived,
        article.source,
        json.dumps(article.authors),
        article.published.isoformat() if article.published else None,
        article.published_basis,
        article.url,
        json.dumps(zones),
        article.origin,
        article.published_at.isoformat() if article.published_at else None,
        article.updated.isoformat() if article.updated else None,
        article.updated_at.isoformat() if article.updated_at else None,
        article.updated_basis,
        article.language,
        article.text,
    )


# What is raised where a damaged file gives a row that makes no sense.
_SENSELESS = (ValueError, TypeError, KeyError, AttributeError)


@contextmanager
def making_sense(of: str) -> Iterator[None]:
    """Tell of damage where the values of a row make no sense to whoever reads them.

    Raises:
        ArchiveDamaged: Something inside failed on a value.
    """
    try:
        yield
    except _SENSELESS as exc:
        raise _damaged(of) from exc


def _damaged(what: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"{what} in 'archive.sqlite' was changed or damaged: restore the file from a copy, or "
        "index the articles again into another folder with --archive"
    )


def intact_article(row: sqlite3.Row | None) -> Article:
    """An article from a row that holds `ARTICLE_COLUMNS`, its text being what was indexed.

    Raises:
        ArchiveDamaged: There is no such row, or its text is another.
    """
    if row is None:
        raise _damaged("an article")
    article = article_from_row(row)
    if article.version != row["version"]:
        raise _damaged(f"the text of '{article.id}'")
    return article


def article_from_row(row: sqlite3.Row) -> Article:
    """An article from a row that holds `ARTICLE_COLUMNS`."""
    with making_sense("an article"):
        return _article(row)


def _article(row: sqlite3.Row) -> Article:
    return Article(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        title_derived=bool(row["title_derived"]),
        source=row["source"],
        authors=tuple(json.loads(row["authors"])),
        published=_day(row["published"]),
        published_basis=row["published_basis"],
        url=row["url"],
        zones=tuple(
            Zone(ZoneKind(kind), Span(start, end)) for kind, start, end in json.loads(row["zones"])
        ),
        origin=row["origin"],
        published_at=_moment(row["published_at"]),
        updated=_day(row["updated"]),
        updated_at=_moment(row["updated_at"]),
        updated_basis=row["updated_basis"],
        language=row["language"],
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


SENTENCE_COLUMNS = "id, passage, article, start, end"

STATEMENT_COLUMNS = (
    "start, end, words, cue, mention, speaker, kind, confidence, topics, manner, polarity,"
    " modality, basis, speaker_kind, role, reported_by, said_on, said_on_basis, said_on_phrase"
)


def statement_to_row(statement: Statement) -> tuple[object, ...]:
    """The values of `STATEMENT_COLUMNS`."""
    said_on = statement.said_on
    return (
        statement.extent.start,
        statement.extent.end,
        json.dumps([[span.start, span.end] for span in statement.words]),
        _written(statement.cue),
        _written(statement.mention),
        statement.speaker,
        statement.kind,
        statement.confidence,
        json.dumps(statement.topics),
        statement.manner,
        statement.polarity,
        statement.modality,
        statement.basis,
        statement.speaker_kind,
        statement.role,
        statement.reported_by,
        said_on.day.isoformat() if said_on else None,
        said_on.basis if said_on else None,
        _written(said_on.phrase) if said_on else None,
    )


def statement_from_row(row: sqlite3.Row) -> Statement:
    """A statement from a row that holds `STATEMENT_COLUMNS`."""
    try:
        return _statement(row)
    except _SENSELESS as exc:
        raise _damaged("a statement") from exc


def sentences_from_rows(rows: Iterable[sqlite3.Row]) -> list[SentenceRow]:
    """Sentences from rows that hold `SENTENCE_COLUMNS`."""
    with making_sense("a sentence"):
        found = list(rows)
        if not all(0 <= start <= end for _, _, _, start, end in found):
            raise ValueError("no place in a text")
        return [
            SentenceRow(row, passage, article, Span(start, end))
            for row, passage, article, start, end in found
        ]


def _statement(row: sqlite3.Row) -> Statement:
    day = _day(row["said_on"])
    places = (row["cue"], row["mention"], row["said_on_phrase"])
    # One call for all: a question reads hundreds of statements.
    words, topics, *spans = json.loads(
        f"[{row['words']},{row['topics']},{','.join(place or 'null' for place in places)}]"
    )
    cue, mention, phrase = (_placed(*span) if span else None for span in spans)
    return Statement(
        extent=_placed(row["start"], row["end"]),
        words=tuple(_placed(start, end) for start, end in words),
        cue=cue,
        mention=mention,
        speaker=row["speaker"],
        kind=row["kind"],
        confidence=row["confidence"],
        topics=tuple(topics),
        manner=row["manner"],
        polarity=row["polarity"],
        modality=row["modality"],
        basis=row["basis"],
        speaker_kind=row["speaker_kind"],
        role=row["role"],
        reported_by=row["reported_by"],
        said_on=SaidOn(day, row["said_on_basis"], phrase) if day else None,
    )


def _written(span: Span | None) -> str | None:
    return json.dumps([span.start, span.end]) if span else None


def _placed(start: int, end: int) -> Span:
    if not 0 <= start <= end:
        raise ValueError(f"no place in a text: {start} to {end}")
    return Span(start, end)


def digest(text: str) -> bytes:
    """Eight bytes that tell whether a stored span still holds the text it held."""
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
