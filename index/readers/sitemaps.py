"""Sitemaps: the addresses a site lists, and when it published them."""

from dataclasses import dataclass

from index.dates import UNDATED, Dated, find_date
from index.errors import ReadError


@dataclass(frozen=True, slots=True)
class Listed:
    """An address in a sitemap; `is_sitemap` where it is of another sitemap."""

    address: str
    is_sitemap: bool
    published: Dated = UNDATED
    modified: Dated = UNDATED


def parse_sitemap(content: bytes) -> tuple[Listed, ...]:
    """What a sitemap lists, in its order; entities are not expanded and nothing is loaded.

    Raises:
        ReadError: It is not XML, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as exc:
        raise ReadError(f"is no sitemap that can be read ({str(exc)[:100]}): check it") from exc
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise ReadError("declares entities of its own, as no sitemap needs to: it is not read")
    found: list[Listed] = []
    for element in root:
        if not isinstance(element.tag, str):
            continue
        kind = etree.QName(element).localname
        values = {
            etree.QName(inner).localname: (inner.text or "").strip()
            for inner in element.iter()
            if isinstance(inner.tag, str)
        }
        if kind in ("url", "sitemap") and values.get("loc"):
            found.append(
                Listed(
                    address=values["loc"],
                    is_sitemap=kind == "sitemap",
                    published=find_date(values.get("publication_date"), "sitemap"),
                    modified=find_date(values.get("lastmod"), "sitemap"),
                )
            )
    return tuple(found)
