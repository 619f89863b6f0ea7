"""HTML pages: the article's body by trafilatura, what is said of it from the markup."""

import logging
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from index.dates import date_in_name, first_dated
from index.errors import ReadError
from index.readers.decoding import decode_text
from index.readers.documents import MEGABYTE, MOST_ARTICLE_CHARS, Document, ReadOptions
from index.readers.layout import Layout, find_layout
from index.readers.page_metadata import read_metadata
from index.readers.titles import derive_title
from index.types import Article, Refusal, Zone, ZoneKind

_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{1,30})", re.I)
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
    if not any(not stretch.of(text).isspace() for stretch in layout.body(text)):
        raise ReadError("holds no article: name the page of one article, or save its text")
    zones = _with_headline(layout, metadata.title, text)
    url = metadata.url or address
    published = first_dated(metadata.published, layout.dated, date_in_name(url or name))
    updated = first_dated(metadata.updated, layout.updated)
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
        zones=zones,
        origin=origin,
        published_at=published.at,
        updated=updated.day,
        updated_at=updated.at,
        updated_basis=updated.basis,
        language=metadata.language,
    )


def _with_headline(layout: Layout, title: str, text: str) -> tuple[Zone, ...]:
    """The zones, with one for the headline where trafilatura keeps it above the story."""
    if not title or len(layout.story) < 2:
        return layout.zones
    first = layout.story[0]
    if " ".join(first.of(text).split()) != title:
        return layout.zones
    return tuple(sorted((*layout.zones, Zone(ZoneKind.HEADER, first)), key=lambda z: z.span))


def parse_html(content: bytes) -> HtmlElement:
    """The tree of a page.

    Raises:
        ReadError: It is no page, or larger than any article's.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    declared = _CHARSET.search(content, 0, 4096)
    text = decode_text(content, declared=declared[1].decode("ascii") if declared else None)
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


def block_text(markup: str) -> str:
    """The words of a piece of HTML, a block a line; what is no markup stays as it is."""
    from lxml import etree
    from lxml.html import fragment_fromstring

    if "<" not in markup and "&" not in markup:
        return markup.translate(_NOT_XML).strip()
    clean = markup[:_MOST_PIECE_CHARS].translate(_NOT_XML)
    try:
        root = fragment_fromstring(clean, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return clean.strip()
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            pieces += ["\n" if element.tag in _BLOCKS else "", element.text or ""]
        else:
            pieces += ["\n" if element.tag in _BLOCKS else "", element.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote table tr section article figure figcaption "
    "pre hr".split()
)
_MOST_PIECE_CHARS = 2_000_000
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535])
