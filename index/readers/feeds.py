"""RSS and Atom feeds: their entries, and the articles that stand in them whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.dates import Dated, first_date
from index.errors import ReadError
from index.readers.documents import MEGABYTE, Document, ReadOptions
from index.readers.html import block_text
from index.readers.layout import find_layout
from index.readers.page_metadata import host_of
from index.readers.sniffing import is_feed, is_sitemap
from index.readers.titles import derive_title
from index.types import Article, Refusal

_MOST_BYTES = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article; empty where it does not.

    `text` is the article as the feed has it, which may be no more than a summary.
    """

    link: str
    identity: str
    title: str
    text: str
    authors: tuple[str, ...]
    published: Dated
    updated: Dated
    source: str
    language: str


class FeedReader:
    """Reads .xml, .rss and .atom files, without fetching what they link to."""

    suffixes = frozenset({".xml", ".rss", ".atom"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """One article an entry, with the text that the feed itself holds."""
        try:
            content = document.content(_MOST_BYTES)
            if is_sitemap(content):
                raise ReadError("is a sitemap, which holds no articles: name its web address")
            entries = parse_feed(content)
        except ReadError as exc:
            yield Refusal(document.name, str(exc))
            return
        for number, entry in enumerate(entries, 1):
            place = f"{document.name}, entry {number}"
            try:
                origin = f"{document.origin}, entry {number}"
                yield article_of_entry(entry, name=f"{document.name}#{number}", origin=origin)
            except ReadError as exc:
                yield Refusal(place, str(exc))


def parse_feed(content: bytes) -> tuple[Entry, ...]:
    """The entries of a feed.

    Raises:
        ReadError: It is no feed, or declares entities.
    """
    import feedparser

    if b"<!ENTITY" in content[:100_000] or b"<\0!\0E\0N\0T" in content[:100_000]:
        raise ReadError("declares entities of its own, as no feed needs to: it is not read")
    if not is_feed(content.replace(b"\0", b"")):
        raise ReadError("is XML, but no RSS or Atom feed: save its articles as text or HTML")
    try:
        found = feedparser.parse(content, sanitize_html=True, resolve_relative_uris=True)
    except Exception as exc:  # feedparser does not say what it raises
        fault = type(exc).__name__
        raise ReadError(f"is no feed that can be read ({fault}): save it as text") from exc
    told = found.get("feed", {})
    return tuple(_entry(entry, told) for entry in found.get("entries", []))


def article_of_entry(entry: Entry, *, name: str, origin: str) -> Article:
    """The article as the feed has it; `name` is its id where it has neither link nor id.

    Raises:
        ReadError: It has no text.
    """
    layout = find_layout(entry.text)
    if not layout.body(entry.text):
        raise ReadError("has no text in the feed: name the address of its page")
    published = entry.published if entry.published.day else layout.dated
    return Article(
        id=entry.link or entry.identity or name,
        text=entry.text,
        title=entry.title or derive_title(entry.text, layout.body(entry.text)),
        title_derived=not entry.title,
        source=entry.source or layout.source or host_of(entry.link),
        authors=entry.authors or layout.authors,
        published=published.day,
        published_basis=published.basis,
        url=entry.link or None,
        zones=layout.zones,
        origin=origin,
        published_at=published.at,
        updated=entry.updated.day,
        updated_at=entry.updated.at,
        updated_basis=entry.updated.basis,
        language=entry.language or None,
    )


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:  # feedparser's dicts
    contents = [part.get("value", "") for part in entry.get("content", [])]
    longest = max([*contents, entry.get("summary", "") or ""], key=len)
    link = _line(entry.get("link"))
    people = [person.get("name", "") for person in entry.get("authors", []) if person]
    language = (_line(entry.get("language")) or _line(feed.get("language")))[:2].lower()
    return Entry(
        link=link if link.startswith(("http://", "https://")) else "",
        identity=_line(entry.get("id")),
        title=block_text(_line(entry.get("title"))).replace("\n", " "),
        text=block_text(longest),
        authors=tuple(dict.fromkeys(filter(None, map(_line, people)))),
        published=first_date(_written(entry, "published") + _written(entry, "created")),
        updated=first_date(_written(entry, "updated")),
        source=_line((entry.get("source") or {}).get("title")) or _line(feed.get("title")),
        language=language if len(language) == 2 and language.isalpha() else "",
    )


def _written(entry: Mapping[str, Any], field: str) -> list[tuple[object, str]]:
    # feedparser answers for `updated` with `published`, and warns, when asked by get.
    return [(entry[field], "feed")] if field in entry.keys() else []  # noqa: SIM118


def _line(value: object) -> str:
    """One line without half characters; empty for what is no string."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words.encode("utf-8", "ignore").decode()
