"""Days, weeks, months and seasons as questions count them."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

_FULL = (
    "january february march april may june july august september october november december"
).split()
MONTHS = (
    {name: number for number, name in enumerate(_FULL, 1)}
    | {name[:3]: number for number, name in enumerate(_FULL, 1)}
    | {"sept": 9}
)

# Of the northern half of the world: the month that each begins with.
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}

# A collection that begins in March may speak of February.
_BEFORE_THE_FIRST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both included; None leaves a side open."""

    start: date | None
    end: date | None

    def week(self) -> "Days":
        """The week, from Monday, that the first day lies in."""
        if self.start is None:
            return self
        monday = self.start - timedelta(days=self.start.weekday())
        return Days(monday, monday + timedelta(days=6))


def resolve(
    *,
    iso: str | None,
    year: int | None,
    month: int | None,
    day: int | None,
    part: str,
    today: date,
    held: tuple[date, date] | None,
) -> tuple[Days, bool] | None:
    """The days of a date that may lack its year, day or month; None where there are none.

    Without a year it is the last such time before today that the collection covers, or the
    last one at all; the second value tells whether the collection made the difference.
    """
    try:
        if iso:
            on = date.fromisoformat(iso)
            return Days(on, on), False
        if year is not None:
            return _part_of(_days_in(year, month, day), part), False
        found = []
        for each in range(today.year, today.year - 120, -1):
            # A leap day is not in every year.
            if day is None or month is None or day <= calendar.monthrange(each, month)[1]:
                found.append(_part_of(_days_in(each, month, day), part))
            elif day > 29 or month != 2:
                return None
    except ValueError:
        return None
    past = [days for days in found if days.start and days.start <= today]
    for days in past if held else ():
        if held and days.start and days.end and _overlap(days, held):
            return days, days != past[0]
    return (past[0], False) if past else None


def last_unit(unit: str, which: str, today: date, *, month: int | None = None) -> Days | None:
    """The unit that "last week", "this month" or "on Monday" names, up to today."""
    this = which == "this"
    if unit in WEEKDAYS or unit in ("week", "weekend"):
        return _week_unit(unit, which, today)
    if unit == "month":
        first = today.replace(day=1)
        last = first - timedelta(1)
        return Days(first, today) if this else Days(last.replace(day=1), last)
    if unit == "year":
        year = today.year if this else today.year - 1
        return Days(date(year, 1, 1), today if this else date(year, 12, 31))
    years = (today.year, today.year - 1, today.year - 2)
    found = [season(unit, y) if month is None else _days_in(y, month, None) for y in years]
    ended = [days for days in found if days.end and days.end < today]
    begun = [days for days in found if days.start and days.start <= today]
    return (begun if this else ended)[0]


def ago(number: int, unit: str, today: date, *, whole: bool) -> Days:
    """That week of "three weeks ago" (`whole`), or the stretch of "the last three weeks"."""
    if unit == "hour":
        return Days(today - timedelta(days=-(-number // 24)), today)
    if unit in ("day", "week"):
        start = today - timedelta(days=number * (7 if unit == "week" else 1))
    else:
        months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
        year, month = max(months // 12, 1), months % 12 + 1
        start = date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    if not whole:
        return Days(start, today)
    if unit == "day":
        return Days(start, start)
    if unit == "week":
        return Days(start, start).week()
    return _days_in(start.year, None if unit == "year" else start.month, None)


def season(name: str, year: int) -> Days:
    """The three months of a season; a winter belongs to the year it begins in."""
    first = _SEASONS[name]
    end_year, end_month = (year + 1, 2) if first == 12 else (year, first + 2)
    return Days(
        date(year, first, 1),
        date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]),
    )


def _week_unit(unit: str, which: str, today: date) -> Days:
    this = which == "this"
    monday = today - timedelta(days=today.weekday())
    if unit == "week":
        return Days(monday, today) if this else Days(monday - timedelta(7), monday - timedelta(1))
    if unit == "weekend":
        saturday = monday + timedelta(5) if this and today.weekday() > 4 else monday - timedelta(2)
        return Days(saturday, saturday + timedelta(1))
    back = (today.weekday() - WEEKDAYS.index(unit)) % 7
    on = today - timedelta(days=back or (0 if which in ("on", "this") else 7))
    return Days(on, on)


def _days_in(year: int, month: int | None, day: int | None) -> Days:
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Days(date(year, month, day), date(year, month, day))


def _part_of(days: Days, part: str) -> Days:
    """The first, middle or last third: "early", "mid", "late"."""
    if not part or days.start is None or days.end is None:
        return days
    third = (days.end - days.start + timedelta(days=1)) // 3
    third = timedelta(days=third.days)
    if part in ("early", "beginning", "start"):
        return Days(days.start, days.start + third)
    if part in ("mid", "middle"):
        return Days(days.start + third, days.end - third)
    return Days(days.end - third, days.end)


def _overlap(days: Days, held: tuple[date, date]) -> bool:
    first, last = held
    start, end = days.start or date.min, days.end or date.max
    return end >= first - _BEFORE_THE_FIRST and start <= last
