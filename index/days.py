"""Which day words such as "on Thursday", "a day earlier" or "Feb. 27" mean."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from index.types import SaidOn, Span

DayBasis: TypeAlias = Literal["explicit", "resolved"]
"""A day written with its month, or one that must be counted from another."""

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_NUMBERS = {
    word: number
    for number, words in enumerate(
        "zero|a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
        "fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty".split("|")
    )
    for word in words.split()
}

_WEEKDAY = r"(?P<weekday>" + "|".join(_WEEKDAYS) + r")"
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\b\.?|"
    r"July?\b\.?|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_DATE = (
    rf"(?:(?:{'|'.join(_WEEKDAYS).title()}),?\s+)?(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|"
    r"(?P<day_first>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"{_MONTH.replace('month', 'month_last')})"
    r"(?![\d:%-])(?:,?\s+(?P<year>(?:19|20)\d{2})\b)?"
)
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?P<unit>hour|day|week|month|year)s?"

# In this order: the first that matches at a place is taken.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern if name == "date" else rf"\b{pattern}\b", flags))
    for name, pattern, flags in (
        ("date", _DATE, 0),
        ("weekday", rf"(?:(?P<which>last|next|this|past)\s+)?{_WEEKDAY}{_PART}", re.I),
        ("near", r"(?P<near>yesterday|today|tonight|tomorrow)", re.I),
        ("today", r"this\s+(?:morning|afternoon|evening)", re.I),
        ("last night", r"last\s+night", re.I),
        ("ago", rf"{_COUNT}(?:\s?\])?\s+{_UNIT}\s+ago", re.I),
        ("shift", rf"{_COUNT}\s+{_UNIT}\s+(?P<way>earlier|before|later|after)", re.I),
        ("beside", r"the\s+(?P<side>previous|next|following)\s+day|the\s+day\s+before", re.I),
        ("weekend", r"(?:the|(?P<which>last|this|next|past))\s+weekend", re.I),
        (
            "period",
            r"(?:(?P<early>earlier|later)\s+)?(?P<which>last|this\s+past|this|next|past)\s+"
            r"(?P<unit>week|month|year)",
            re.I,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Words that mean a day, and how to tell which.

    Attributes:
        span: Where they stand in the text that was searched.
        basis: Whether day and month are written.
        is_day: False for weeks, months and years, which are told by their first day.
        is_long: Whether it is a year or more, of which no day can be told.
    """

    span: Span
    basis: DayBasis
    is_day: bool
    is_long: bool
    _kind: str
    _parts: dict[str, str]

    def on(self, published: date, *, future: bool = False, last: date | None = None) -> date | None:
        """The day, seen from the day of publication.

        Args:
            published: When the text appeared.
            future: Whether the clause is about what is to come.
            last: The day that was spoken of before, from which "a day earlier" counts.

        Returns:
            None for what is no day of the calendar.
        """
        try:
            return _RESOLVERS[self._kind](self._parts, published, future, last or published)
        except (ValueError, OverflowError):
            return None


def find_days(text: str) -> list[Mentioned]:
    """All words of a text that mean a day or a period, in order, none inside another."""
    found = sorted(_all(text), key=lambda day: (day.span.start, -day.span.end))
    kept: list[Mentioned] = []
    for day in found:
        if not kept or day.span.start >= kept[-1].span.end:
            kept.append(day)
    return kept


def _all(text: str) -> Iterator[Mentioned]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = {name: value for name, value in match.groupdict().items() if value}
            unit = parts.get("unit", "day")
            is_day = kind not in ("weekend", "period") and unit in ("hour", "day")
            yield Mentioned(
                Span(match.start(), match.end()),
                "explicit" if kind == "date" else "resolved",
                is_day,
                unit == "year",
                kind,
                parts,
            )


def _written(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    name = (parts.get("month") or parts["month_last"]).lower().rstrip(".")
    month = next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))
    day = int(parts.get("day") or parts["day_first"])
    if "year" in parts:
        return date(int(parts["year"]), month, day)
    found = date(published.year, month, day)
    if future and found < published:
        return found.replace(year=found.year + 1)
    if not future and found > published:
        return found.replace(year=found.year - 1)
    return found


def _weekday(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    wanted = _WEEKDAYS.index(parts["weekday"].lower())
    which = parts.get("which", "").lower()
    if which == "next" or (future and which != "last"):
        return published + timedelta((wanted - published.weekday() - 1) % 7 + 1)
    back = (published.weekday() - wanted) % 7
    return published - timedelta(back or (7 if which == "last" else 0))


def _near(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    days = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
    return published + timedelta(days[parts["near"].lower()])


def _ago(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    return _shifted(published, parts["unit"], -_count(parts["count"]))


def _shift(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    sign = 1 if parts["way"].lower() in ("later", "after") else -1
    return _shifted(last, parts["unit"], sign * _count(parts["count"]))


def _beside(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    forward = parts.get("side", "previous").lower() in ("next", "following")
    return last + timedelta(1 if forward else -1)


def _weekend(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    which = parts.get("which", "").lower()
    saturday = published - timedelta((published.weekday() - 5) % 7)
    if which == "next" or (future and published.weekday() < 5):
        return saturday + timedelta(7)
    if which == "last" and published.weekday() >= 5:
        return saturday - timedelta(7)
    return saturday


def _period(parts: dict[str, str], published: date, future: bool, last: date) -> date:
    unit, which = parts["unit"].lower(), parts["which"].lower()
    steps = -1 if which.endswith(("last", "past")) else {"this": 0, "next": 1}[which]
    if unit == "week":
        return published - timedelta(published.weekday()) + timedelta(7 * steps)
    first = published.replace(day=1)
    if unit == "month":
        return _shifted(first, "month", steps)
    return date(published.year + steps, 1, 1)


def _shifted(day: date, unit: str, count: int) -> date:
    unit = unit.lower()
    if unit == "hour":
        return day + timedelta(hours=count)
    if unit in ("day", "week"):
        return day + timedelta(count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, min(day.day, 28))


def _count(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS[written.lower()]


_Resolver: TypeAlias = Callable[[dict[str, str], date, bool, date], date]

_RESOLVERS: dict[str, _Resolver] = {
    "date": _written,
    "weekday": _weekday,
    "near": _near,
    "today": lambda parts, published, future, last: published,
    "last night": lambda parts, published, future, last: published - timedelta(1),
    "ago": _ago,
    "shift": _shift,
    "beside": _beside,
    "weekend": _weekend,
    "period": _period,
}


def on_one_day(said_on: SaidOn | None, text: str) -> SaidOn | None:
    """When something was said; None where the text tells a week, a month or a year alone."""
    if said_on is None or said_on.phrase is None:
        return said_on
    mentioned = find_days(said_on.phrase.of(text))
    return None if mentioned and not mentioned[0].is_day else said_on
