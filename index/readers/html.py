"""HTML pages: the article's body by trafilatura, what is said of it from the markup."""

import logging
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from index.dates import date_in_name
from index.errors import ReadError
from index.readers.decoding import decode_text
from index.readers.documents import MEGABYTE, MOST_ARTICLE_CHARS, Document, ReadOptions
from index.readers.layout import find_layout
from index.readers.page_metadata import read_metadata
from index.readers.titles import derive_title
from index.types import Article, Refusal

_MOST_BYTES = 10 * MEGABYTE

# trafilatura takes quadratic time in the number of elements: 5 s at 50,000. News pages
# have 1,000 to 10,000.
_MOST_ELEMENTS = 25_000


class HtmlReader:
    """Reads .html files, one article each."""

    suffixes = frozenset({".html", ".htm", ".xhtml"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """The article on the page."""
        try:
            yield read_page(
                document.content(_MOST_BYTES),
                name=document.name,
                origin=document.origin,
                address=document.address,
            )
        except ReadError as exc:
            yield Refusal(document.name, str(exc))


def read_page(content: bytes, *, name: str, origin: str, address: str | None) -> Article:
    """The article on a page; its id is its canonical address, else `address`, else `name`.

    Raises:
        ReadError: No article is found on it.
    """
    tree = parse_html(content)
    metadata = read_metadata(tree, address)
    text = extract_body(tree)
    if len(text) > MOST_ARTICLE_CHARS:
        raise ReadError(f"is longer than {MOST_ARTICLE_CHARS:,} characters: split it into articles")
    layout = find_layout(text)
    if not layout.body(text):
        raise ReadError("holds no article: name the page of one article, or save its text")
    url = metadata.url or address
    published = metadata.published
    if not published.day:
        published = layout.dated if layout.dated.day else date_in_name(urlsplit(url or name).path)
    updated = metadata.updated if metadata.updated.day else layout.updated
    return Article(
        id=url or name,
        text=text,
        title=metadata.title or derive_title(text, layout.body(text)),
        title_derived=not metadata.title,
        source=metadata.source or layout.source,
        authors=metadata.authors or layout.authors,
        published=published.day,
        published_basis=published.basis,
        url=url,
        zones=layout.zones,
        origin=origin,
        published_at=published.at,
        updated=updated.day,
        updated_at=updated.at,
        updated_basis=updated.basis,
        language=metadata.language,
    )


def parse_html(content: bytes) -> HtmlElement:
    """The tree of a page.

    Raises:
        ReadError: It is no page, or larger than any article's.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    text = decode_text(content)
    # Characters that XML cannot hold stop lxml when a tree is changed.
    clean = text.translate(_NOT_XML)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as exc:
        raise ReadError("is no HTML that can be read: save the page again") from exc
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise ReadError(
            f"has more than {_MOST_ELEMENTS:,} elements, as no article has: save its text alone"
        )
    return tree


def extract_body(tree: HtmlElement) -> str:
    """The article's text, a paragraph a line; empty where there is none.

    Raises:
        ReadError: trafilatura fails on the page.
    """
    import trafilatura

    # It logs each page it finds nothing on, which is told as a refusal.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    except Exception as exc:  # trafilatura does not say what it raises
        raise ReadError(f"cannot be read as a page ({type(exc).__name__}): save its text") from exc
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535])
