"""What the tests of the readers share: bytes in, articles and refusals out."""

from collections.abc import Mapping
from types import MappingProxyType

from index.readers import ReadOptions, read_document
from index.readers.compressed import suffix_of
from index.readers.documents import document_of
from index.types import Article, Refusal, ZoneKind

NO_MAPPING: Mapping[str, str] = MappingProxyType({})


def read(
    content: bytes, name: str, *, mapping: Mapping[str, str] = NO_MAPPING
) -> list[Article | Refusal]:
    """What the table of readers makes of bytes under a name."""
    document = document_of(content, name=name, suffix=suffix_of(name), origin=name)
    return list(read_document(document, ReadOptions(mapping=mapping)))


def one(content: bytes, name: str, *, mapping: Mapping[str, str] = NO_MAPPING) -> Article:
    """The one article in the bytes."""
    (article,) = read(content, name, mapping=mapping)
    assert isinstance(article, Article), article
    return article


def reason(content: bytes, name: str) -> str:
    """Why the bytes are no article."""
    (refusal,) = read(content, name)
    assert isinstance(refusal, Refusal), refusal
    return refusal.reason


def zones(article: Article) -> list[tuple[ZoneKind, str]]:
    """The zones of an article with their words."""
    return [(zone.kind, zone.span.of(article.text)) for zone in article.zones]
