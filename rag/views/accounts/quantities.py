"""Counts and sums of money in a sentence, with what they count, and whether two agree."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.stems import fold, stem
from index.types import Span
from rag.understanding.words import STOP_WORDS

Bound: TypeAlias = Literal["exact", "about", "least", "most"]

_WORDS = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

_NUMBER = re.compile(
    r"(?<![\w.,/'’:#-])(?P<sign>[$£€])?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{'|'.join(_WORDS)})\b)"
    rf"(?:[ -](?P<scale>{'|'.join(_SCALES)})\b)?(?P<money> (?:dollars|pounds|euros)\b)?"
    r"(?![\w/:%-]|[.,]\d)",
    re.I,
)
_MONEY = {"dollars": "$", "pounds": "£", "euros": "€"}

# What stands right before a number and makes it less than exact.
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("least", r"more than|over|at least|above|upwards? of|north of|no fewer than|exceeding"),
    ("most", r"up to|as many as|as much as|less than|fewer than|under|below|at most|within"),
    ("about", r"about|around|roughly|nearly|almost|approximately|some|an? estimated|close to|"
              r"approaching|or so|maybe|perhaps|another|additional|first|last|past|next|other"),
)  # fmt: skip
_BEFORE = tuple(
    (bound, re.compile(rf"\b(?:{words})\s+(?:[$£€]|an?\s|the\s|its\s|their\s)*$", re.I))
    for bound, words in _BOUNDS
)
_NOT_A_COUNT = re.compile(
    r"\b(?:no\.|number|page|section|article|title|chapter|route|channel|highway|interstate|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:jan|feb|aug|sept?|oct|nov|dec)\.?|age|aged|top|at|by|one in|out of)\s*$",
    re.I,
)

_AFTER = re.compile(r"(?:\s+[A-Za-z][A-Za-z’'-]*){1,4}")
_PEOPLE = frozenset("people men women children police".split())
_NO_PLURALS = frozenset(
    "this was has is as his hers its us plus versus across unless previous various was does says "
    "perhaps always sometimes besides politics news series species means yes gas percent per among "
    "to versus vs cents".split()
)

# What is counted everywhere tells little of what is meant.
_IDLE_UNITS = frozenset(
    stem(word)
    for word in "seconds minutes hours days weeks months years decades times points degrees ways "
    "things terms questions reasons ones parts others words steps halves thirds quarters sides "
    "percentages minutes nights cycles seasons".split()
)

_LEAST = 2.0
_NEAR = 0.15


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `span` holds both in the text that was read.

    Attributes:
        unit: the stem of what is counted, or the sign of a currency.
        written: the number and what it counts, as written.
        digits: how many of the number's digits mean something.
    """

    span: Span
    value: float
    unit: str
    written: str
    bound: Bound
    digits: int


def quantities(text: str) -> Iterator[Quantity]:
    """The counts of things and the sums of money in a text, in order."""
    for match in _NUMBER.finditer(text):
        before = text[: match.start()]
        if _NOT_A_COUNT.search(before):
            continue
        value = _value(match["number"]) * _SCALES.get(fold(match["scale"] or ""), 1.0)
        if value < _LEAST:
            continue
        sign = match["sign"] or _MONEY.get(fold((match["money"] or "").strip()), "")
        unit, end = (sign, match.end()) if sign else _counted(text, match.end())
        if not unit or (not sign and _is_year(match)):
            continue
        span = Span(match.start(), end)
        yield Quantity(span, value, unit, span.of(text), _bound(before), _digits(match["number"]))


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may both be right of the same thing.

    One may be the other rounded, or a bound that the other keeps; "about" allows 15 %.
    """
    if one.value == other.value:
        return True
    for rough, fine in ((one, other), (other, one)):
        if rough.bound == "least" and fine.value >= rough.value:
            return True
        if rough.bound == "most" and fine.value <= rough.value:
            return True
        is_round = _rounded(fine.value, rough.digits) == rough.value
        if is_round and rough.bound in ("exact", "about") and _are_near(one, other):
            return True
    exact = one.bound == other.bound == "exact"
    return not exact and _are_near(one, other) and "most" not in (one.bound, other.bound)


def _are_near(one: Quantity, other: Quantity) -> bool:
    return abs(one.value - other.value) <= _NEAR * max(one.value, other.value)


def _value(written: str) -> float:
    word = fold(written)
    return float(_WORDS[word]) if word in _WORDS else float(written.replace(",", ""))


def _digits(written: str) -> int:
    plain = str(_WORDS.get(fold(written), written)).replace(",", "")
    whole = plain.replace(".", "").lstrip("0")
    return max(1, len(whole if "." in plain else whole.rstrip("0")))


def _rounded(value: float, digits: int) -> float:
    if not value:
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def _is_year(match: re.Match[str]) -> bool:
    number = match["number"]
    return len(number) == 4 and number.isdigit() and "1800" <= number <= "2100"


def _counted(text: str, start: int) -> tuple[str, int]:
    """The first plural noun after a number, as its stem, and where it ends; empty for none."""
    after = _AFTER.match(text, start)
    for word in re.finditer(r"[A-Za-z’'-]+", after.group()) if after else ():
        folded = fold(word.group())
        if folded in STOP_WORDS or folded in _NO_PLURALS or folded.endswith(("ss", "'s", "’s")):
            break
        if folded in _PEOPLE or (folded.endswith("s") and len(folded) > 3):
            unit = stem(folded)
            return ("", start) if unit in _IDLE_UNITS else (unit, start + word.end())
    return "", start


def _bound(before: str) -> Bound:
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    return "exact"
