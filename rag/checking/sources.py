"""What a cited extract says, in the forms in which sentences are compared with it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from index.stems import fold
from rag.types import Extract
from rag.understanding.words import words_of

_WEEKDAYS = tuple(name.casefold() for name in calendar.day_name)
_ANOTHER_DAY = re.compile(
    r"\b(?:yesterday|last (?:week|month|year|night)|ago|earlier|later|previously|had)\b", re.I
)
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
        """The days on record: of saying where the text tells it, else of publication."""
        extract = self.extract
        if extract.said_on is not None:
            return (extract.said_on,)
        published = extract.published
        if published is None or _ANOTHER_DAY.search(self._frame):
            return ()
        # "said on Thursday": the latest one on or before publication, not publication itself.
        named = {word.casefold() for word in words_of(self._frame)} & set(_WEEKDAYS)
        ago = ((published.weekday() - _WEEKDAYS.index(name)) % 7 for name in sorted(named))
        return tuple(published - timedelta(days=days) for days in ago) or (published,)

    @cached_property
    def _frame(self) -> str:
        """The extract without the spoken words."""
        extract = self.extract
        frame = extract.text
        for mark in sorted(extract.marks, key=lambda mark: mark.start, reverse=True):
            start, end = mark.start - extract.span.start, mark.end - extract.span.start
            frame = f"{frame[:start]} {frame[end:]}"
        return frame
