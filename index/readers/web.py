"""Web addresses: a page, a file, a feed or a sitemap, and the articles they lead to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from urllib.parse import urlsplit

from index.dates import Dated
from index.errors import ReadError
from index.readers.compressed import suffix_of
from index.readers.documents import Document, document_of
from index.readers.feeds import Entry, article_of_entry, parse_feed
from index.readers.fetching import Fetched, FetchLimits, fetch, unpack_gzip
from index.readers.sitemaps import Listed, parse_sitemap
from index.readers.sniffing import SNIFFED_BYTES, find_suffix, is_feed, is_sitemap
from index.types import Article, Refusal

Read: TypeAlias = Callable[[Document], Iterator[Article | Refusal]]

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/zip": ".zip",
}
# Less of an article than this stands in a feed only as a teaser.
_FEWEST_FEED_CHARS = 500


@dataclass(frozen=True, slots=True)
class WebReader:
    """Reads what is at an address.

    Attributes:
        read: reads the articles of a document that was fetched.
        can_read: whether a name ends as a format that can be read.
        most_pages: how many pages are fetched for one feed or sitemap.
        most_sitemaps: how many further sitemaps are fetched for one.
    """

    read: Read
    can_read: Callable[[str], bool]
    allow_private: bool = False
    limits: FetchLimits = field(default_factory=FetchLimits)
    most_pages: int = 500
    most_sitemaps: int = 20

    def read_address(self, address: str) -> Iterator[Article | Refusal]:
        """The articles at an address; those of a feed or a sitemap page by page."""
        try:
            fetched = self._fetch(address)
            if is_sitemap(fetched.content):
                yield from self._pages_of_sitemap(address, fetched.content)
            elif is_feed(fetched.content[:SNIFFED_BYTES]) and not _is_page(fetched):
                yield from self._pages_of_feed(address, fetched.content)
            else:
                yield from self._articles(fetched)
        except ReadError as exc:
            yield Refusal(address, str(exc))

    def _fetch(self, address: str) -> Fetched:
        return fetch(address, allow_private=self.allow_private, limits=self.limits)

    def _articles(self, fetched: Fetched) -> Iterator[Article | Refusal]:
        suffix = _SUFFIXES.get(fetched.media_type, "")
        path = urlsplit(fetched.address).path
        if suffix != ".html" and self.can_read(path):
            suffix = suffix_of(path)
        if fetched.content[:6].startswith((b"\x1f\x8b", b"\xfd7zXZ\0")):
            suffix = suffix_of(path)
        document = document_of(
            fetched.content,
            name=fetched.address,
            suffix=suffix or find_suffix(fetched.content[:SNIFFED_BYTES]),
            origin=fetched.address,
            address=fetched.address,
        )
        for item in self.read(document):
            if isinstance(item, Article) and item.id == fetched.address:
                yield replace(item, url=item.url or fetched.address)
            else:
                yield item

    def _pages_of_feed(self, address: str, content: bytes) -> Iterator[Article | Refusal]:
        entries = parse_feed(content)
        if not entries:
            raise ReadError("is a feed without entries: try later")
        for number, entry in enumerate(entries[: self.most_pages], 1):
            yield from self._entry(entry, name=f"{address}#{number}")
        yield from self._left_out(address, len(entries))

    def _entry(self, entry: Entry, *, name: str) -> Iterator[Article | Refusal]:
        reason = "links to no page: name the address of the page"
        if entry.link:
            found = self._page(entry.link)
            if isinstance(found, Article):
                yield _with_feed(found, entry)
                return
            reason = found.reason
        if len(entry.text) < _FEWEST_FEED_CHARS:
            yield Refusal(entry.link or name, reason)
            return
        try:
            yield article_of_entry(
                entry, name=name, origin=f"{name}: the text in the feed; its page {reason}"
            )
        except ReadError as exc:
            yield Refusal(entry.link or name, str(exc))

    def _page(self, address: str) -> Article | Refusal:
        """The one article at an address."""
        try:
            found = list(self._articles(self._fetch(address)))
        except ReadError as exc:
            return Refusal(address, str(exc))
        if len(found) != 1:
            return Refusal(address, "is a collection and no article: name it by itself")
        item = found[0]
        return item if isinstance(item, Article) else Refusal(address, item.reason)

    def _pages_of_sitemap(self, address: str, content: bytes) -> Iterator[Article | Refusal]:
        listed: list[Listed] = []
        waiting = list(parse_sitemap(content))
        sitemaps = 0
        while waiting:
            item = waiting.pop(0)
            if not item.is_sitemap:
                listed.append(item)
                continue
            sitemaps += 1
            if sitemaps > self.most_sitemaps:
                reason = f"leads to more than {self.most_sitemaps} sitemaps: name them one by one"
                yield Refusal(address, reason)
                waiting = [other for other in waiting if not other.is_sitemap]
                continue
            try:
                waiting += parse_sitemap(self._sitemap(item.address))
            except ReadError as exc:
                yield Refusal(item.address, str(exc))
        if not listed and not sitemaps:
            raise ReadError("is a sitemap without addresses: try later")
        # Stable, so that a site's own order counts among equals; the newest come first.
        listed.sort(key=_newest, reverse=True)
        for item in listed[: self.most_pages]:
            found = self._page(item.address)
            yield _dated(found, item.published) if isinstance(found, Article) else found
        yield from self._left_out(address, len(listed))

    def _sitemap(self, address: str) -> bytes:
        fetched = self._fetch(address)
        if not fetched.content.startswith(b"\x1f\x8b"):
            return fetched.content
        return unpack_gzip(fetched.content, self.limits.most_bytes)

    def _left_out(self, address: str, count: int) -> Iterator[Refusal]:
        if count > self.most_pages:
            reason = (
                f"lists {count:,} pages, of which {self.most_pages} were read: name the others "
                "themselves"
            )
            yield Refusal(address, reason)


def _newest(item: Listed) -> str:
    return str(item.modified.day or item.published.day or "")


def _is_page(fetched: Fetched) -> bool:
    return find_suffix(fetched.content[:SNIFFED_BYTES]) == ".html"


def _with_feed(article: Article, entry: Entry) -> Article:
    """The article of a page, with what only the feed tells."""
    named = replace(
        article,
        title=article.title if not article.title_derived else entry.title or article.title,
        title_derived=article.title_derived and not entry.title,
        authors=article.authors or entry.authors,
        source=article.source or entry.source or None,
        language=article.language or entry.language or None,
    )
    return _dated(named, entry.published)


def _dated(article: Article, told: Dated) -> Article:
    """The article with a date it was told, where its page has none of its own.

    What htmldate makes out on a page ("page") is worth less than what a feed says.
    """
    weak = article.published is None or article.published_basis in ("page", "file name")
    if told.day is None or not weak:
        return article
    return replace(article, published=told.day, published_at=told.at, published_basis=told.basis)
