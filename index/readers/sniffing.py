"""The format of bytes that have no name to tell it."""

import re

from index.readers.columns import NAMES

SNIFFED_BYTES = 65_536

_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"PAR1", ".parquet"),
    (b"\x1f\x8b", ".gz"),
    (b"\xfd7zXZ\0", ".xz"),
    (b"PK\x03\x04", ".zip"),
)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|meta)\b", re.IGNORECASE)


def find_suffix(start: bytes) -> str:
    """The suffix that a file starting with these bytes would have; ".txt" where in doubt."""
    for magic, suffix in _MAGIC:
        if start.startswith(magic):
            return suffix
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        if is_feed(text):
            return ".xml"
        if _MARKUP.search(text[:4096]):
            return ".html"
    if text.startswith(b"{"):
        return ".json" if text.split(b"\n", 1)[0].strip() == b"{" else ".jsonl"
    if re.match(rb"\[\s*[{\]]", text):
        return ".json"
    return ".csv" if _is_table(text.split(b"\n", 1)[0]) else ".txt"


def is_feed(start: bytes) -> bool:
    """Whether the first element is a feed's."""
    return bool(_FEED.search(start[:4096]))


def is_sitemap(start: bytes) -> bool:
    """Whether the first element is a sitemap's."""
    return bool(re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", start[:4096]))


def _is_table(line: bytes) -> bool:
    """Whether a line names a text column and one more."""
    if len(line) > 4096:
        return False
    cells = {
        re.sub(r"[\s_\-\"']", "", cell).lower()
        for cell in re.split("[,;\t|]", line.decode("utf-8", "replace"))
    }
    known = {name for names in NAMES.values() for name in names}
    return bool(cells & set(NAMES["text"])) and len(cells & known) >= 2
