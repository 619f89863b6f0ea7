"""The citation marks of a written sentence."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\s*\[\s*(\d{1,4}(?:\s*(?:,|;|and|-|–)\s*\[?\d{1,4})*)\s*\]")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_LINK = re.compile(r"\]\s*\(|<\s*[a-z!/]|https?://|www\.|javascript:", re.I)
_WIDEST = 50


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence without its marks, and the numbers they held, each once, in order."""

    text: str
    numbers: tuple[int, ...]


def read_citations(sentence: str) -> Cited:
    """Take the marks "[1]", "[1, 3]" and "[2-4]" out of a sentence."""
    numbers: dict[int, None] = {}
    for match in _MARK.finditer(sentence):
        written = match.group(1)
        for first, last in _RANGE.findall(written):
            if int(first) <= int(last) < int(first) + _WIDEST:
                numbers.update(dict.fromkeys(range(int(first), int(last) + 1)))
        numbers.update(dict.fromkeys(int(n) for n in re.findall(r"\d+", written)))
    return Cited(_MARK.sub("", sentence).strip(), tuple(numbers))


def holds_link(sentence: str) -> bool:
    """Whether it holds an address, markup or a Markdown link or image."""
    return bool(_LINK.search(sentence))
