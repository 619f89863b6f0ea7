"""Whether a quotation says another thing than the words it is like: a "not", a number."""

import re
from collections.abc import Sequence

from index.types import Span
from rag.quotes.types import Contradiction, Difference

_NOT = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|cannot|without|hardly)\b|n[’']t\b", re.I
)
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d.,]*")
_CLAUSE_END = re.compile(r"[.?!;:]\s|\n")
_PREFIXES = ("un", "in", "im", "ir", "dis", "non")


def contradiction_of(
    text: str, place: Span, differences: Sequence[Difference]
) -> Contradiction | None:
    """In what a quotation contradicts the words of an article that it is like.

    Args:
        text: The article's.
        place: Where the words stand that it is like.
        differences: Between the two.
    """
    pairs = [(difference.quoted, difference.written) for difference in differences]
    if _begins_otherwise(place, differences):
        pairs[0] = (pairs[0][0], Span(clause_start(text, place), place.start).of(text))
    if any(
        _nots(quoted) != _nots(written) or _is_prefixed(quoted, written)
        for quoted, written in pairs
    ):
        return "negation"
    return "number" if any(_are_numbers(quoted, written) for quoted, written in pairs) else None


def clause_start(text: str, place: Span) -> int:
    """Where the clause begins that a place stands in."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, 0, place.start)]
    return ends[-1] if ends else 0


def _begins_otherwise(place: Span, differences: Sequence[Difference]) -> bool:
    """Whether the quotation's first words are none of the place's.

    Then what the article has instead of them stands before the place.
    """
    first = differences[0] if differences else None
    return first is not None and first.change == "added" and first.span.start <= place.start


def _nots(text: str) -> int:
    return len(_NOT.findall(text))


def _is_prefixed(quoted: str, written: str) -> bool:
    """Whether one word is the other with "un-" before it."""
    words = [_WORD.findall(side.lower()) for side in (quoted, written)]
    if any(len(side) != 1 for side in words):
        return False
    short, long = sorted((side[0] for side in words), key=len)
    return any(long == prefix + short for prefix in _PREFIXES)


def _are_numbers(quoted: str, written: str) -> bool:
    """Whether a number stands in place of another."""
    numbers = [_NUMBER.findall(side) for side in (quoted, written)]
    return all(numbers) and numbers[0] != numbers[1]
