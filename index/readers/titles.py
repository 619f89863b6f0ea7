"""A title for an article that comes without one."""

from index.segmentation import paragraphs, sentences_of
from index.types import Span

_MOST_CHARS = 90


def derive_title(text: str, body: tuple[Span, ...]) -> str:
    """The first sentence of the body, shortened at a word; empty for an empty body."""
    for stretch in body:
        for paragraph in paragraphs(text, stretch):
            sentence = sentences_of(text, paragraph)[0].of(text)
            words = " ".join(sentence.split())
            if len(words) <= _MOST_CHARS:
                return words
            return words[: _MOST_CHARS + 1].rsplit(" ", 1)[0].rstrip(",;:-–— ") + "…"
    return ""
