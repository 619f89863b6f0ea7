"""Sentences that give a number, and whether two of them are of one thing."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.archive import SentenceRow, Snapshot
from index.stems import fold, stem
from index.types import RowId, Span, Vector
from rag.understanding.words import STOP_WORDS, content_words
from rag.views.accounts.quantities import Quantity, agree, quantities

_LONGEST = 600
_HAS_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")

# How many words before and after a number tell what it is of.
_AROUND = 6

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_TITLES = frozenset("mr mrs ms sen rep gov dr president secretary senator".split())

# What is counted as it comes in gives another number every day.
_RUNNING = re.compile(
    r"\b(?:now|currently|as of|still|latest|remaining|short of|needs?|needed)\b", re.I
)
_WEEKDAYS = frozenset("Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split())
_PERIOD = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|daily|weekly|monthly"
    r"|annual(?:ly)?|year|month|week|quarter|hour|night)s?\b"
)

# Bounds set by reading what they let in over saidqa: cosine of the sentences; share of the
# words that either has, the rare ones counting more, in all, around the number, and of names.
_LEAST_NEAR = 0.45
_LEAST_SHARED = 0.14
_LEAST_AROUND = 0.16
_LEAST_NAMES = 0.25
_SURE_NAMES = 0.5
_LEAST_WORDS = 2
_LEAST_SCORE = 1.2

# Numbers further apart are of different things far more often than of one.
_MOST_APART = 3.0
_MOST_APART_BESIDE = 10.0
_DAYS = 3
_WEEK = 6
_MOST_DAYS = 150

# In one article it takes more: other numbers of the same matter stand beside each.
_NEAR_BESIDE = 0.5
_SHARED_BESIDE = 0.3
_AROUND_BESIDE = 0.4

# Small numbers are of many things: they take more to be of one.
_SMALL = 10
_SMALL_NEAR = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A sentence with one number of its unit.

    Attributes:
        words: stems of all its content words but the unit.
        around: those near the number.
        names: stems of its names.
    """

    sentence: SentenceRow
    text: str
    quantity: Quantity
    words: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]

    @property
    def mark(self) -> Span:
        """Where the number stands, in the article's offsets."""
        start = self.sentence.span.start
        return Span(start + self.quantity.span.start, start + self.quantity.span.end)


def claims_in(sentence: SentenceRow, text: str) -> Iterator[Claim]:
    """The numbers of a sentence; of a unit that stands twice in it none."""
    if len(text) > _LONGEST or not _HAS_NUMBER.search(text):
        return
    found = list(quantities(text))
    units = [quantity.unit for quantity in found]
    for quantity in found:
        if units.count(quantity.unit) == 1:
            yield Claim(
                sentence,
                text,
                quantity,
                stems_of(text) - {quantity.unit},
                stems_around(text, quantity.span) - {quantity.unit},
                names_in(text),
            )


class Judge:
    """Tells whether two claims are of one thing, by words, names, days and meaning."""

    def __init__(self, snapshot: Snapshot, days: dict[RowId, date | None]) -> None:
        """Take the archive's view, and the day of publication of each article."""
        self._passages = snapshot.size().passages
        self._frequency = lru_cache(maxsize=None)(snapshot.frequency)
        self._days = days

    def score(self, one: Claim, other: Claim, vectors: tuple[Vector, Vector]) -> float | None:
        """How sure it is that both are of one thing, in [0, 1]; None where they are not."""
        if len(one.words & other.words) < _LEAST_WORDS or not self._may_be_one(one, other):
            return None
        near = float(vectors[0] @ vectors[1])
        is_small = min(one.quantity.value, other.quantity.value) < _SMALL
        if near < (_SMALL_NEAR if is_small else _LEAST_NEAR):
            return None
        if is_small and self._days_between(one, other) > _DAYS:
            return None
        names = self._shared(one.names, other.names)
        apart = one.names - other.names and other.names - one.names
        if names < (_SURE_NAMES if apart else _LEAST_NAMES):
            return None
        words = self._shared(one.words, other.words)
        around = self._shared(one.around, other.around)
        if words < _LEAST_SHARED or around < _LEAST_AROUND:
            return None
        score = near + words + around + names / 2
        return round(min(score / 3, 1.0), 3) if score >= _LEAST_SCORE else None

    def score_beside(
        self, one: Claim, other: Claim, vectors: tuple[Vector, Vector]
    ) -> float | None:
        """The same for two claims of one article that differ; None where they do not."""
        low, high = sorted((one.quantity.value, other.quantity.value))
        if agree(one.quantity, other.quantity) or high > _MOST_APART_BESIDE * low:
            return None
        words = self._shared(one.words, other.words)
        around = self._shared(one.around, other.around)
        near = float(vectors[0] @ vectors[1])
        if near < _NEAR_BESIDE or words < _SHARED_BESIDE or around < _AROUND_BESIDE:
            return None
        return round(min((near + words + around) / 3, 1.0), 3)

    def differ(self, one: Claim, other: Claim) -> bool:
        """Whether both numbers cannot be right, and are not an old and a newer one."""
        low, high = sorted((one.quantity.value, other.quantity.value))
        if agree(one.quantity, other.quantity) or high > _MOST_APART * low:
            return False
        first, second = (self._days.get(c.sentence.article_key) for c in (one, other))
        if first is None or second is None or abs((second - first).days) <= _DAYS:
            return True
        if _RUNNING.search(one.text) or _RUNNING.search(other.text):
            return False
        # A number that rises over the days is brought up to date more often than disputed.
        rises = (second > first) == (other.quantity.value > one.quantity.value)
        return not rises

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of either's stems that both have, the rare ones counting more."""
        return self._shared(one, other)

    def weight(self, term: str) -> float:
        """How rare a stem is."""
        return math.log(1 + self._passages / (1 + self._frequency(term)))

    def _may_be_one(self, one: Claim, other: Claim) -> bool:
        between = self._days_between(one, other)
        periods = [frozenset(_PERIOD.findall(claim.text)) for claim in (one, other)]
        if between > _MOST_DAYS or not all(periods):
            return between <= _MOST_DAYS
        both = periods[0] & periods[1]
        # "On Tuesday" is another day in another week.
        return bool(both - _WEEKDAYS) or (bool(both) and between <= _WEEK)

    def _days_between(self, one: Claim, other: Claim) -> int:
        first, second = (self._days.get(c.sentence.article_key) for c in (one, other))
        return abs((second - first).days) if first and second else 0

    def _shared(self, one: Iterable[str], other: Iterable[str]) -> float:
        both, either = set(one) & set(other), set(one) | set(other)
        total = sum(map(self.weight, either))
        return sum(map(self.weight, both)) / total if total else 0.0


def names_in(text: str) -> frozenset[str]:
    """The stems of words with a capital that does not only begin the sentence."""
    words = [match.group() for match in _WORD.finditer(text)]
    found = []
    for place, written in enumerate(words):
        word = re.sub(r"[’']s?$", "", written.strip("-'’"))
        folded = fold(word)
        if not word[:1].isupper() or folded in STOP_WORDS or folded in _TITLES:
            continue
        if _PERIOD.fullmatch(word):
            continue
        # The first word has a capital whatever it is: another beside it makes it a name.
        if place == 0 and not (len(words) > 1 and words[1][:1].isupper()):
            continue
        found.append(stem(folded))
    return frozenset(found)


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning, numbers left out."""
    return frozenset(_stem(word) for word in content_words(text) if not word[0].isdigit())


def stems_around(text: str, span: Span, *, reach: int = _AROUND) -> frozenset[str]:
    """Those of the nearest few words before and after a span."""
    before = content_words(text[: span.start])[-reach:]
    after = content_words(text[span.end :])[:reach]
    return frozenset(_stem(word) for word in (*before, *after) if not word[0].isdigit())


_stem = lru_cache(maxsize=50_000)(stem)
