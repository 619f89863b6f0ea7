"""An article's text cut where something begins or ends: paragraphs, zones, extracts."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from index.segmentation import paragraphs
from index.types import Article, Span, ZoneKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph that is the same throughout.

    Attributes:
        numbers: of the extracts that hold it.
        first_of: of those extracts, the ones that begin with it.
        spoken: whether it belongs to the spoken words of an extract.
    """

    span: Span
    zone: ZoneKind | None
    numbers: tuple[int, ...]
    first_of: tuple[int, ...]
    spoken: bool


def cut(
    article: Article, extracts: Mapping[int, Span], spoken: tuple[Span, ...] = ()
) -> list[list[Piece]]:
    """The paragraphs of an article in order, each as its pieces.

    Together the pieces hold every character but the white space between paragraphs.
    """
    spans = [*extracts.values(), *spoken, *(zone.span for zone in article.zones)]
    bounds = sorted({bound for span in spans for bound in (span.start, span.end)})
    begun: set[int] = set()
    found: list[list[Piece]] = []
    for paragraph in paragraphs(article.text, Span(0, len(article.text))):
        inside = [b for b in bounds if paragraph.start < b < paragraph.end]
        edges = [paragraph.start, *inside, paragraph.end]
        pieces: list[Piece] = []
        for start, end in pairwise(edges):
            span = Span(start, end)
            numbers = tuple(n for n, extract in extracts.items() if extract.overlaps(span))
            first_of = tuple(n for n in numbers if n not in begun)
            begun.update(first_of)
            zone = next((z.kind for z in article.zones if z.span.overlaps(span)), None)
            said = any(words.overlaps(span) for words in spoken)
            pieces.append(Piece(span, zone, numbers, first_of, said))
        found.append(pieces)
    return found
