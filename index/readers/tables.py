"""Articles as records: JSON Lines, one object a line."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

from index.errors import ReadError
from index.readers.titles import derive_title
from index.types import Article, Refusal, Span

Record: TypeAlias = dict[str, object]

# What the columns of news collections are called, the usual name first.
_NAMES = {
    "id": ("id", "key"),
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "outlet", "domain"),
    "published": ("published", "published_at", "publish_date", "date"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link"),
}


class JsonLinesReader:
    """Reads .jsonl files; `id` and `text` are kept to the letter."""

    def can_read(self, path: Path) -> bool:
        """Whether the name ends as JSON Lines does."""
        return path.suffix.lower() in (".jsonl", ".ndjson")

    def read(self, path: Path, name: str) -> Iterator[Article | Refusal]:
        """One article a line; a line that is none is refused alone."""
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                where = f"{name}, line {number}"
                if not line.strip():
                    continue
                try:
                    yield article_of(_parse_record(line), name=f"{name}#{number}", origin=where)
                except ReadError as exc:
                    yield Refusal(where, str(exc))


def article_of(record: Record, *, name: str, origin: str) -> Article:
    """An article from a record; `name` is its id where it brings none.

    Raises:
        ReadError: It has no text, or a value is of another type.
    """
    text = _text_value(record, "text")
    if not text.strip():
        raise ReadError("has no text: give it a 'text' or 'body' with the article's words")
    title = _text_value(record, "title").strip()
    url = _text_value(record, "url") or None
    published = _date_value(record)
    return Article(
        id=_text_value(record, "id") or url or name,
        text=text,
        title=title or derive_title(text, (Span(0, len(text)),)),
        title_derived=not title,
        source=_text_value(record, "source") or None,
        authors=_authors(record),
        published=published,
        published_basis="record" if published else "unknown",
        url=url,
        origin=origin,
    )


def _parse_record(line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:
        raise ReadError(f"is not JSON ({exc}): write one object a line in UTF-8") from exc
    if not isinstance(record, dict):
        raise ReadError("is JSON, but not an object: write one object a line")
    return record


def _value(record: Record, field: str) -> object:
    for name in _NAMES[field]:
        if record.get(name) is not None:
            return record[name]
    return ""


def _text_value(record: Record, field: str) -> str:
    value = _value(record, field)
    if isinstance(value, int) and field == "id":
        return str(value)
    if not isinstance(value, str):
        raise ReadError(f"has a '{field}' that is no text: write it as a string")
    try:
        value.encode()
    except UnicodeEncodeError as exc:
        raise ReadError(f"has a '{field}' with half a character in it: save it again") from exc
    return value


def _date_value(record: Record) -> date | None:
    try:
        return date.fromisoformat(_text_value(record, "published")[:10])
    except ValueError:
        return None


def _authors(record: Record) -> tuple[str, ...]:
    value = _value(record, "authors")
    names = value if isinstance(value, list) else [value]
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())
