"""Plain text and Markdown, one article each, in the layouts that agencies use."""

from collections.abc import Iterator

from index.dates import UNDATED, Dated, date_in_name, first_dated
from index.errors import ReadError
from index.readers.decoding import decode_text
from index.readers.documents import MEGABYTE, MOST_ARTICLE_CHARS, Document, ReadOptions
from index.readers.layout import Layout, find_layout
from index.readers.titles import derive_title
from index.types import Article, Refusal

_MOST_BYTES = 20 * MEGABYTE
_MOST_HEADLINE_CHARS = 150


class TextReader:
    """Reads .txt and .md files, one article each."""

    suffixes = frozenset({".txt", ".text", ".md", ".markdown"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """The article in the file."""
        try:
            text = decode_text(document.content(_MOST_BYTES))
            yield parse_article(text, name=document.name, origin=document.origin)
        except ReadError as exc:
            yield Refusal(document.name, str(exc))


def parse_article(text: str, *, name: str, origin: str, fallback: Dated = UNDATED) -> Article:
    """An article of plain text, with date, authors, outlet and headline of its layout.

    Where the text has no date, the one in `name` counts, then `fallback`.

    Raises:
        ReadError: It is too long, or nothing but header lines is left.
    """
    if len(text) > MOST_ARTICLE_CHARS:
        raise ReadError(f"is longer than {MOST_ARTICLE_CHARS:,} characters: split it into articles")
    layout = find_layout(text)
    if not layout.story:
        raise ReadError("holds no text beside its header lines: add the article's body")
    published = first_dated(layout.dated, date_in_name(name), fallback)
    headline = _headline(text, layout)
    return Article(
        id=name,
        text=text,
        title=headline or derive_title(text, layout.body(text)),
        title_derived=not headline,
        source=layout.source,
        authors=layout.authors,
        published=published.day,
        published_basis=published.basis,
        zones=layout.zones,
        origin=origin,
        published_at=published.at,
        updated=layout.updated.day,
        updated_at=layout.updated.at,
        updated_basis=layout.updated.basis,
    )


def _headline(text: str, layout: Layout) -> str:
    """The first line of the story, where it is one and more follows; else empty."""
    first = layout.story[0].of(text)
    starts_story = any(zone.span.start == layout.story[0].start for zone in layout.zones)
    return (
        first.lstrip("# ")
        if len(layout.story) > 1 and not starts_story and _is_headline(first)
        else ""
    )


def _is_headline(line: str) -> bool:
    return "\n" not in line and len(line) <= _MOST_HEADLINE_CHARS and line[-1] not in ".!?:;,\"'”’"
