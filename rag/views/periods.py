"""Where a text tells a week, a month or a year alone, no single day is shown for it."""

import re
from datetime import date, timedelta

from index.days import find_days
from index.types import Span, Statement

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_IN_MONTH = re.compile(
    r"\b(?i:in|back in|early in|late in|during)\s+(?:early |late |mid-)?"
    rf"(?P<month>{'|'.join(_MONTHS)})"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d))?(?!\s*\d|,?\s+\d{1,2}\b)"
)
_IN_YEAR = re.compile(r"\b(?i:in|back in)\s+(?P<year>(?:19|20)\d\d)\b")
_EARLIER = re.compile(r"\bearlier\s+(?:this|in the)\s+(?P<unit>week|month|year)\b", re.I)


# Between the day and the reporting verb these begin a clause of its own, of another time.
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:who|whom|whose|which|that|when|after|before|since)\b")
_OPENING = re.compile(r"\W*(?:(?:and|but|then|also)\W+)?", re.I)


def period_of(statement: Statement, text: str, published: date | None) -> tuple[date, date] | None:
    """The first and the last day of the period in which it was said; None for a day, or nothing."""
    said_on = statement.said_on
    if said_on is not None and said_on.basis != "published":
        if said_on.phrase is None:
            return None
        phrase = said_on.phrase.of(text)
        mentioned = find_days(phrase)
        if not mentioned or mentioned[0].is_day:
            return None
        return _until_published((said_on.day, _end(said_on.day, phrase)), published)
    return _told_beside(statement, text, published) if published else None


def _told_beside(statement: Statement, text: str, published: date) -> tuple[date, date] | None:
    """A month or a year in the words that report the statement, before publication."""
    extent = statement.extent
    for pattern in (_IN_MONTH, _EARLIER, _IN_YEAR):
        for match in pattern.finditer(text, extent.start, extent.end):
            place = Span(match.start(), match.end())
            if any(place.overlaps(words) for words in statement.words):
                continue
            if not _dates_the_saying(statement, text, place):
                continue
            return _until_published(_read(match, published), published)
    return None


def _dates_the_saying(statement: Statement, text: str, place: Span) -> bool:
    """Whether a time opens the sentences or stands by the verb: no "who was elected in 2024"."""
    opening = _OPENING.match(text, statement.extent.start)
    if opening and opening.end() >= place.start:
        return True
    if statement.cue is None:
        return False
    after = statement.cue.end <= place.start
    between = (statement.cue.end, place.start) if after else (place.end, statement.cue.start)
    subject = statement.mention.end if statement.mention else statement.extent.start
    before = (subject, place.start) if subject < place.start and not after else (0, 0)
    return not any(_OTHER_CLAUSE.search(text, *gap) for gap in (between, before))


def _read(match: re.Match[str], published: date) -> tuple[date, date]:
    parts = match.groupdict()
    if "unit" in parts:
        unit = parts["unit"].lower()
        if unit == "week":
            return published - timedelta(published.weekday()), published
        start = published.replace(day=1)
        return (start if unit == "month" else start.replace(month=1)), published
    if "month" not in parts:
        year = int(parts["year"])
        return date(year, 1, 1), date(year, 12, 31)
    month = _MONTHS.index(parts["month"]) + 1
    year = int(parts["year"] or published.year)
    start = date(year, month, 1)
    if start > published and not parts["year"]:
        start = start.replace(year=year - 1)
    return start, _last_of_month(start)


def _end(start: date, phrase: str) -> date:
    """The last day of "last month", or of "two weeks ago", which means about then."""
    words = phrase.lower()
    if "weekend" in words:
        return start + timedelta(1)
    if "year" in words:
        return start.replace(month=12, day=31) if start.day == 1 else start + timedelta(365)
    if "month" in words:
        return _last_of_month(start) if start.day == 1 else start + timedelta(30)
    return start + timedelta(6)


def _until_published(period: tuple[date, date], published: date | None) -> tuple[date, date] | None:
    start, end = period
    if published is not None:
        end = min(end, published)
    return (start, end) if start < end else None


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
