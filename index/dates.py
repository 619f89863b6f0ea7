"""When an article was published or updated: what is written into a day and a moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|"
        "sep sept september|oct october|nov november|dec december".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"

# Hours from UTC. BST is British, as in news; what is not here gives a day and no moment.
_ZONES = {
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "bst": 1,
    "cet": 1,
    "cest": 2,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
_TIME = (
    r"(?:,?\s+(?:at\s+|[|·•]\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*\(?(?P<zone>[a-z]{1,4})\)?)?)?"
)

# Day and month as a person writes them: "Thursday, February 27, 2025, 5:03 PM EST".
_WORDED = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY},?\s+{_YEAR}|"
    rf"{_DAY}\s+{_MONTH},?\s+{_YEAR})".replace("?P<day>", "?P<day_first>", 1)
    .replace("?P<month>", "?P<month_first>", 1)
    .replace("?P<year>", "?P<year_first>", 1)
    + _TIME,
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{2,4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3}, *)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d{2}")
_EPOCH = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")
_IN_A_NAME = re.compile(
    r"(?<![0-9A-Za-z])(\d{4})(?:([-_/.])(\d{2})\2(\d{2})|(\d{2})(\d{2}))(?![0-9A-Za-z])"
)

_YEARS = range(1600, 2101)
_MOST_CHARS = 80


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as written, its moment in UTC where time and zone are told, and the basis."""

    day: date | None = None
    at: datetime | None = None
    basis: str = "unknown"


UNDATED = Dated()


def find_date(written: object, basis: str) -> Dated:
    """The date in a value of a record, a page or a feed; UNDATED where it tells none.

    The day is the one written, in the zone it is written in. Numbers are seconds or
    milliseconds since 1970. Days such as 02/03/2025, which two continents read
    differently, tell nothing.
    """
    if isinstance(written, datetime):
        return _dated(written, basis)
    if isinstance(written, date):
        return Dated(written, None, basis) if written.year in _YEARS else UNDATED
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _from_epoch(float(written), basis)
    if not isinstance(written, str) or len(written) > _MOST_CHARS:
        return UNDATED
    text = " ".join(written.split())
    for parse in (_from_iso, _from_rfc_2822, _from_words, _from_numbers, _from_epoch_text):
        dated = parse(text, basis)
        if dated.day:
            return dated
    return UNDATED


def first_date(candidates: Iterable[tuple[object, str]]) -> Dated:
    """The first of several (value, basis) that tells a date."""
    return first_dated(*(find_date(value, basis) for value, basis in candidates))


def first_dated(*candidates: Dated) -> Dated:
    """The first that has a day, else UNDATED."""
    return next((dated for dated in candidates if dated.day), UNDATED)


def date_in_name(name: str) -> Dated:
    """The date in a file's name or path: 2025-02-27, 2025/02/27 or 20250227."""
    for found in _IN_A_NAME.finditer(name):
        year, _, month, day, packed_month, packed_day = found.groups()
        dated = _on(year, month or packed_month, day or packed_day, "file name")
        if dated.day:
            return dated
    return UNDATED


def _dated(moment: datetime, basis: str) -> Dated:
    if moment.year not in _YEARS:
        return UNDATED
    aware = moment.tzinfo is not None and moment.utcoffset() is not None
    return Dated(moment.date(), moment.astimezone(UTC) if aware else None, basis)


def _on(year: str, month: str, day: str, basis: str) -> Dated:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return UNDATED
    return Dated(found, None, basis) if found.year in _YEARS else UNDATED


def _from_iso(text: str, basis: str) -> Dated:
    if not re.match(r"\d{4}-?\d{2}-?\d{2}", text) or _EPOCH.fullmatch(text):
        return UNDATED
    zoned = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", text, flags=re.IGNORECASE)
    try:
        return _dated(datetime.fromisoformat(zoned), basis)
    except ValueError:
        pass
    if _ISO_DAY.match(text):
        return _on(text[:4], text[5:7], text[8:10], basis)
    return UNDATED


def _from_rfc_2822(text: str, basis: str) -> Dated:
    if not _RFC_2822.match(text):
        return UNDATED
    try:
        return _dated(parsedate_to_datetime(text), basis)
    except (ValueError, TypeError, OverflowError):
        return UNDATED


def _from_words(text: str, basis: str) -> Dated:
    found = _WORDED.fullmatch(text)
    if not found:
        return UNDATED
    month = _MONTHS[(found["month"] or found["month_first"]).lower()]
    dated = _on(
        found["year"] or found["year_first"], str(month), found["day"] or found["day_first"], basis
    )
    zone = (found["zone"] or "").lower()
    if not dated.day or not found["hour"] or zone not in _ZONES:
        return dated
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        moment = datetime(
            dated.day.year, dated.day.month, dated.day.day, hour, int(found["minute"]),
            tzinfo=timezone(timedelta(hours=_ZONES[zone])),
        )  # fmt: skip
    except ValueError:
        return dated
    return _dated(moment, basis)


def _from_numbers(text: str, basis: str) -> Dated:
    found = _NUMBERED.match(text)
    if not found:
        return UNDATED
    first, second, third = found.groups()
    if len(first) == 4:
        return _on(first, second, third, basis)
    if len(third) != 4 or len(first) > 2:
        return UNDATED
    if int(first) > 12:
        return _on(third, second, first, basis)
    if int(second) > 12 or first == second:
        return _on(third, first, second, basis)
    return UNDATED


def _from_epoch_text(text: str, basis: str) -> Dated:
    return _from_epoch(float(text), basis) if _EPOCH.fullmatch(text) else UNDATED


def _from_epoch(number: float, basis: str) -> Dated:
    seconds = number / 1000 if number >= 1e11 else number
    # Below 1980 a number is a year, a count or nothing rather than seconds.
    if not 3.2e8 <= seconds <= 4.1e9:
        return UNDATED
    return _dated(datetime.fromtimestamp(seconds, UTC), basis)
