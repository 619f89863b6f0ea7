"""Plain text as agencies send it: a date and a photo caption, a byline, paragraphs.

    date 2025-02-28 The president arrives in Washington. REUTERS/Jane Doe

    By Ann Author and Bob Writer

    The first sentence of the story ...

Every part may be missing. What is recognised is marked, never cut out of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.errors import ReadError
from index.readers.decoding import decode_text
from index.readers.titles import derive_title
from index.segmentation import paragraphs
from index.types import Article, Refusal, Span, Zone, ZoneKind

_DATE = re.compile(r"\s*date[:\s]\s*(\d{4}-\d{2}-\d{2})\s*")

# A photo credit ends a caption: "REUTERS/Kevin Example", "(AP Photo/Jane Doe)".
_CREDIT = re.compile(r"\(?(?P<agency>REUTERS|Reuters|AP Photo|AP|AFP)/[^/\n]{2,80}$")
_AGENCIES = {"REUTERS": "Reuters", "Reuters": "Reuters", "AP Photo": "AP", "AP": "AP", "AFP": "AFP"}

_BYLINE = re.compile(r"By (?P<names>[^\n.!?]*(?:\b[A-Z]\.[^\n.!?]*)*)$")
_BETWEEN_NAMES = re.compile(r",\s*and\s+|\s+and\s+|,\s*")
_MOST_HEADLINE_CHARS = 150


class TextReader:
    """Reads .txt and .md files, one article each."""

    def can_read(self, path: Path) -> bool:
        """Whether the name ends as text does."""
        return path.suffix.lower() in (".txt", ".text", ".md")

    def read(self, path: Path, name: str) -> Iterator[Article | Refusal]:
        """The article in the file."""
        try:
            yield parse_article(decode_text(path.read_bytes()), name=name, origin=str(path))
        except ReadError as exc:
            yield Refusal(name, str(exc))


def parse_article(text: str, *, name: str, origin: str) -> Article:
    """Recognise date, caption, byline, outlet and headline of a plain text.

    Raises:
        ReadError: Nothing but header lines is left.
    """
    zones: list[Zone] = []
    published = source = None
    authors: tuple[str, ...] = ()
    dated = _DATE.match(text)
    if dated:
        published = _parse_date(dated.group(1))
        zones.append(Zone(ZoneKind.HEADER, Span(0, dated.end())))
    top = paragraphs(text, Span(dated.end() if dated else 0, len(text)))[:4]
    for paragraph in list(top):
        words = paragraph.of(text)
        if credit := _CREDIT.search(words):
            source = source or _AGENCIES[credit.group("agency")]
            zones.append(Zone(ZoneKind.CAPTION, paragraph))
        elif byline := _BYLINE.match(words):
            authors = authors or tuple(_BETWEEN_NAMES.split(byline.group("names").strip()))
            zones.append(Zone(ZoneKind.BYLINE, paragraph))
        else:
            continue
        top.remove(paragraph)
    article = Article(
        id=name,
        text=text,
        title="",
        source=source,
        authors=authors,
        published=published,
        published_basis="header" if published else "unknown",
        zones=tuple(zones),
        origin=origin,
    )
    return _titled(article, top)


def _titled(article: Article, top: list[Span]) -> Article:
    if not top:
        raise ReadError("holds no text beside its header lines: add the article's body")
    first = top[0].of(article.text)
    if len(top) > 1 and _is_headline(first):
        return replace(article, title=first.lstrip("# "))
    return replace(article, title=derive_title(article.text, article.body), title_derived=True)


def _is_headline(line: str) -> bool:
    return "\n" not in line and len(line) <= _MOST_HEADLINE_CHARS and line[-1] not in ".!?:;,\"'”’"


def _parse_date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
