"""Whether a source says something itself, or only within something larger."""

import re

from index.stems import stem, stems
from rag.checking.attribution import roles_of, speakers_of
from rag.checking.sources import Source
from rag.understanding.words import content_words

_ENDS = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9])")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|''.*?''")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")


def frame_before(sentence: str, sources: list[Source]) -> str | None:
    """What a source says before the words that a sentence states as a plain fact.

    "Anyone would think that the pumps failed" does not say that the pumps failed. A
    sentence that names a speaker is judged by what that one said instead.
    """
    if speakers_of(sentence) or roles_of(sentence):
        return None
    written = stems(content_words(sentence))
    for source in sources:
        told = _ENDS.split(source.extract.text)
        nearest = max(told, key=lambda part: len(written & stems(content_words(part))))
        before = _unmatched_opening(nearest, written) or _opening_of_quotation(nearest, written)
        if before:
            return before
    return None


def _unmatched_opening(told: str, written: frozenset[str]) -> str:
    """The words before the first that was written, where any of them carries a matter."""
    for word in _WORD.finditer(told):
        if stem(_levelled(word.group())) in written:
            before = told[: word.start()].strip(" \"“‘'([")
            return before if content_words(before) or re.search(r"[:\"“>\]]", before) else ""
    return ""


def _opening_of_quotation(told: str, written: frozenset[str]) -> str:
    """The words before a quotation that alone holds most of what was written."""
    outside = _QUOTED.sub(" ", told)
    if 2 * len(written & stems(content_words(outside))) >= len(written):
        return ""
    quoted = _QUOTED.search(told)
    return told[: quoted.start() + 1] if quoted else ""


def _levelled(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")
