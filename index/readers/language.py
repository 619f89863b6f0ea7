"""Which language an article is in, where it does not say."""

from dataclasses import replace

from index.errors import ModelError
from index.types import Article

_SAMPLE_CHARS = 1_000
_FEWEST_CHARS = 40


def with_language(article: Article) -> Article:
    """The article with its language by py3langid, where none is told."""
    if article.language:
        return article
    return replace(article, language=find_language(article.text))


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's start; None for fewer than 40 characters.

    Raises:
        ModelError: The library's model cannot be unpacked.
    """
    sample = text[:_SAMPLE_CHARS].strip()
    if len(sample) < _FEWEST_CHARS:
        return None
    import py3langid

    try:
        code, _ = py3langid.classify(sample)
    except OSError as exc:
        # It unpacks its model into a temporary file.
        raise ModelError(
            f"the language model cannot be unpacked ({exc.strerror}): make room in the folder "
            "for temporary files"
        ) from exc
    return str(code)
