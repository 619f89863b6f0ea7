"""What a cited extract says, in the forms in which sentences are compared with it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rag.types import Extract
from rag.understanding.words import fold, words_of

_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
     "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " "}
)  # fmt: skip


def plain(text: str) -> str:
    """A text with its typographic differences levelled: marks, dashes, spaces, case."""
    levelled = text.translate(_ALIKE).replace("…", "...").replace("--", "-")
    # Wire copy writes quotation marks as two apostrophes or as two grave accents.
    levelled = levelled.replace("''", '"').replace("``", '"')
    return re.sub(r"\s+", " ", levelled).casefold().strip()


@dataclass(frozen=True)
class Source:
    """A cited extract with its article's title, outlet, authors and dates."""

    extract: Extract

    @cached_property
    def text(self) -> str:
        """The levelled words of the extract."""
        return plain(self.extract.text)

    @cached_property
    def about(self) -> str:
        """The levelled names of outlet, authors and speaker."""
        extract = self.extract
        known = [extract.source, *extract.authors, extract.speaker]
        return plain(" ".join(word for word in known if word))

    @cached_property
    def title(self) -> frozenset[str]:
        """The folded words of the article's title."""
        return frozenset(fold(word) for word in words_of(plain(self.extract.title)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of both."""
        return frozenset(fold(word) for word in words_of(f"{self.text} {self.about}"))

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The extract, and the spoken words in it, each part by itself and all together."""
        extract = self.extract
        start = extract.span.start
        spoken = [extract.text[mark.start - start : mark.end - start] for mark in extract.marks]
        return tuple(
            dict.fromkeys(unit for unit in (extract.text, *spoken, " ".join(spoken)) if unit)
        )

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The day on record: of saying where the text tells it, else of publication."""
        day = self.extract.said_on or self.extract.published
        return (day,) if day is not None else ()
