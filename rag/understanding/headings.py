"""Headings that stand for a question: "Maren and Lindqvist on the ferry"."""

import re
from dataclasses import dataclass

from index.stems import fold
from rag.understanding.grammar import describes_a_role
from rag.understanding.people import People
from rag.understanding.words import STOP_WORDS, words_of

_HEADING = re.compile(
    r"(?:compare\s+)?(?P<who>\S.*?)\s+(?:on|about|regarding)\s+(?P<topic>\S.*?)[?.!\s]*", re.I
)
_PARTS = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|or|vs\.?|versus|with|against|&)\s+", re.I)

# Who may be nobody here, beside others who are.
_NAME = re.compile(r"(?:[A-Z][\w.’'-]+ )*[A-Z][\w.’'-]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """Who stand before "on", each as written, and what after it."""

    parts: tuple[str, ...]
    topic: str


def find_heading(text: str) -> Heading | None:
    """What a text is a heading of; None where nothing stands on either side of "on"."""
    found = _HEADING.fullmatch(text.strip())
    parts = tuple(part for part in _PARTS.split(found["who"]) if part) if found else ()
    return Heading(parts, found["topic"]) if found and parts else None


def as_question(text: str, people: People) -> str:
    """A heading of people as the question that it stands for; any other text as it is."""
    heading = find_heading(text)
    if heading is None:
        return text
    others = [part for part in heading.parts if not _names_somebody(part, people)]
    if len(others) == len(heading.parts) or not all(_NAME.fullmatch(part) for part in others):
        return text
    return f"What did {' and '.join(heading.parts)} say about {heading.topic}?"


def _names_somebody(part: str, people: People) -> bool:
    """Whether a part is a name: "is Maren" in "is Maren on the list?" is none."""
    words = {fold(word) for word in words_of(part)}
    return not (words & STOP_WORDS or describes_a_role(part) or people.find(part) is None)
