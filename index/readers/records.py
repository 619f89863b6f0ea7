"""An article from a record: one object of JSON, one row of a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from index.dates import find_date, first_dated
from index.errors import ReadError
from index.readers.columns import find_columns
from index.readers.documents import MOST_ARTICLE_CHARS, ReadOptions
from index.readers.layout import find_layout
from index.readers.titles import derive_title
from index.stems import is_unicode
from index.types import Article, Refusal

Record: TypeAlias = Mapping[str, object]
"""The values of one article by column; values are whatever the format gave."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A record, or why there is none, with its place in its file."""

    where: str
    number: int
    found: Record | ReadError


def articles_of(
    records: Iterable[Numbered], *, name: str, origin: str, options: ReadOptions
) -> Iterator[Article | Refusal]:
    """One article a record; a record that is none is refused alone."""
    known: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}
    for record in records:
        place = f"{name}, {record.where} {record.number}"
        try:
            if isinstance(record.found, ReadError):
                raise record.found
            keys = tuple(record.found)
            if keys not in known:
                known[keys] = find_columns(keys, options.mapping)
            yield article_of(
                record.found,
                known[keys],
                name=f"{name}#{record.number}",
                origin=f"{origin}, {record.where} {record.number}",
            )
        except ReadError as exc:
            yield Refusal(place, str(exc))


def article_of(
    record: Record, columns: Mapping[str, tuple[str, ...]], *, name: str, origin: str
) -> Article:
    """An article from a record; `name` is its id where it brings none.

    Raises:
        ReadError: It has no text, or a value is of another type.
    """
    text = _text_value(record, columns, "text")
    if not text.strip():
        raise ReadError(_no_text(columns))
    if len(text) > MOST_ARTICLE_CHARS:
        raise ReadError(f"is longer than {MOST_ARTICLE_CHARS:,} characters: split it into articles")
    layout = find_layout(text)
    title = _text_value(record, columns, "title").strip()
    url = _text_value(record, columns, "url").strip() or None
    published = find_date(_value(record, columns, "published"), "record")
    published = first_dated(published, layout.dated)
    updated = find_date(_value(record, columns, "updated"), "record")
    return Article(
        id=_text_value(record, columns, "id") or url or name,
        text=text,
        title=title or derive_title(text, layout.body(text)),
        title_derived=not title,
        source=_text_value(record, columns, "source").strip() or layout.source or _host(url),
        authors=_authors(record, columns) or layout.authors,
        published=published.day,
        published_basis=published.basis,
        url=url,
        zones=layout.zones,
        origin=origin,
        published_at=published.at,
        updated=updated.day,
        updated_at=updated.at,
        updated_basis=updated.basis,
        language=_language(record, columns),
    )


def _no_text(columns: Mapping[str, tuple[str, ...]]) -> str:
    if columns["text"]:
        return f"has no text in '{columns['text'][0]}': put the article's words there"
    return "has no text: give it a 'text' or 'body' with the article's words"


def _value(record: Record, columns: Mapping[str, tuple[str, ...]], field: str) -> object:
    for name in columns[field]:
        value = record.get(name)
        if value is not None and value != "":
            return value
    return ""


def _text_value(record: Record, columns: Mapping[str, tuple[str, ...]], field: str) -> str:
    value = _value(record, columns, field)
    if isinstance(value, int) and field == "id":
        return str(value)
    if field == "source" and isinstance(value, Mapping):
        value = value.get("name") or ""
    if not isinstance(value, str):
        raise ReadError(f"has a '{field}' that is no text: write it as a string")
    if not is_unicode(value):
        raise ReadError(f"has a '{field}' with half a character in it: save it as UTF-8")
    return value


def _authors(record: Record, columns: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    value = _value(record, columns, "authors")
    names = value if isinstance(value, list) else [value]
    named = (name.get("name") if isinstance(name, Mapping) else name for name in names)
    found = (name.strip() for name in named if isinstance(name, str))
    return tuple(name for name in found if name and is_unicode(name))


def _language(record: Record, columns: Mapping[str, tuple[str, ...]]) -> str | None:
    value = _value(record, columns, "language")
    code = value.strip().lower()[:2] if isinstance(value, str) else ""
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None
