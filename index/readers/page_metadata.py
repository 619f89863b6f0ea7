"""What a page says of its article: JSON-LD first, then meta elements, then the page."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from index.dates import UNDATED, Dated, find_date, first_date

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|LiveBlogPosting)$")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified")
_TITLE = ("og:title", "twitter:title", "headline", "dc.title")
_SOURCE = ("og:site_name", "application-name", "dc.publisher")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")
_MOST_JSON_CHARS = 2_000_000
_MOST_VALUE_CHARS = 1_000
_MOST_DEPTH = 12


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the markup of a page tells; empty, None or UNDATED where it does not."""

    title: str
    source: str | None
    authors: tuple[str, ...]
    published: Dated
    updated: Dated
    url: str | None
    language: str | None


def read_metadata(tree: HtmlElement, address: str | None) -> PageMetadata:
    """What the markup tells; `address` is where the page came from, if it came from one."""
    linked = _article_object(tree)
    metas = _meta_values(tree)
    url = _canonical(tree, metas, linked, address)
    published = first_date(
        [(linked.get("datePublished"), "JSON-LD"), (linked.get("dateCreated"), "JSON-LD")]
        + [(metas.get(name), "meta") for name in _PUBLISHED]
    )
    updated = first_date(
        [(linked.get("dateModified"), "JSON-LD")] + [(metas.get(name), "meta") for name in _UPDATED]
    )
    return PageMetadata(
        title=_title(tree, metas, linked),
        source=_source(metas, linked, url),
        authors=_authors(metas, linked),
        published=published if published.day else _date_on_page(tree, url),
        updated=updated,
        url=url,
        language=_language(tree, metas, linked),
    )


def _article_object(tree: HtmlElement) -> Mapping[str, object]:
    """The first JSON-LD object that is an article; empty for none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        content = (script.text or "")[:_MOST_JSON_CHARS].strip()
        content = content.removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
        try:
            # Pages write line ends inside strings, which strict JSON forbids.
            value = json.loads(content, strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(value, 0):
            types = found.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names):
                return found
    return {}


def _objects(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for inner in (value.get("@graph"), value.get("mainEntity"), value.get("mainEntityOfPage")):
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def _meta_values(tree: HtmlElement) -> dict[str, str]:
    """Contents of meta elements by their names, the first of each."""
    values: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = _words(meta.get("content"))
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if key and content:
                values.setdefault(key.strip().lower(), content)
    for time in tree.iter("time"):
        if (time.get("itemprop") or "").lower() == "datepublished" and time.get("datetime"):
            values.setdefault("datepublished", _words(time.get("datetime")))
    return values


def _title(tree: HtmlElement, metas: Mapping[str, str], linked: Mapping[str, object]) -> str:
    for found in (linked.get("headline"), *(metas.get(name) for name in _TITLE)):
        if title := _words(found):
            return title
    headings = [_words(heading.text_content()) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    element = tree.find(".//title")
    return _words(element.text_content()) if element is not None else ""


def _source(metas: Mapping[str, str], linked: Mapping[str, object], url: str | None) -> str | None:
    named = [metas.get(name) for name in _SOURCE[:1]] + _people(linked.get("publisher"))
    named += [metas.get(name) for name in _SOURCE[1:]]
    found = next((words for name in named if (words := _words(name))), None)
    return found or host_of(url)


def host_of(url: str | None) -> str | None:
    """The domain of an address, without `www.`."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def _authors(metas: Mapping[str, str], linked: Mapping[str, object]) -> tuple[str, ...]:
    named = _people(linked.get("author"))
    for name in _AUTHORS:
        if not named and name in metas:
            named = list(re.split(r",\s*and\s+|\s+and\s+|,\s*|;\s*", metas[name]))
    cleaned = (re.sub(r"^(?i:by)\s+", "", words) for words in map(_words, named))
    return tuple(
        dict.fromkeys(name for name in cleaned if name and "://" not in name and len(name) < 100)
    )


def _people(value: object) -> list[str | None]:
    """The names in a JSON-LD person, organisation, list of them, or plain string."""
    if isinstance(value, list):
        return [name for item in value[:50] if not isinstance(item, list) for name in _people(item)]
    if isinstance(value, dict):
        name = value.get("name")
        return _people(name) if not isinstance(name, dict) else []
    return [value] if isinstance(value, str) else []


def _canonical(
    tree: HtmlElement,
    metas: Mapping[str, str],
    linked: Mapping[str, object],
    address: str | None,
) -> str | None:
    named = [
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for found in (*named, metas.get("og:url"), linked.get("url")):
        try:
            url = urljoin(address or "", _words(found))
            parts = urlsplit(url)
        except ValueError:
            continue
        # A home page as the canonical address of every article would make them all one.
        if parts.scheme in ("http", "https") and parts.hostname and parts.path.strip("/"):
            return url.split("#")[0]
    return None


def _language(
    tree: HtmlElement, metas: Mapping[str, str], linked: Mapping[str, object]
) -> str | None:
    for found in (linked.get("inLanguage"), tree.get("lang"), metas.get("og:locale")):
        code = _words(found)[:2].lower()
        if len(code) == 2 and code.isascii() and code.isalpha():
            return code
    return None


def _date_on_page(tree: HtmlElement, url: str | None) -> Dated:
    """What htmldate reads off the page; it takes days from addresses too."""
    import logging

    from htmldate import find_date as date_of_page

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        written = date_of_page(tree, original_date=True, url=url, deferred_url_extractor=True)
    except Exception:  # noqa: BLE001  # htmldate does not say what it raises; a date is a bonus
        return UNDATED
    return find_date(written, "page")


def _words(value: object) -> str:
    """One line of at most 1,000 whole characters; empty for what is no string."""
    line = " ".join(value.split())[:_MOST_VALUE_CHARS] if isinstance(value, str) else ""
    return line.encode("utf-8", "ignore").decode()
