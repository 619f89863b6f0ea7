"""The grammar of time in questions: which days "last week" or "since January" are."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from index.errors import QuestionError
from rag.understanding.days import (
    MONTHS,
    WEEKDAYS,
    Days,
    ago,
    last_unit,
    resolve,
    season,
)

_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"a": 1, "an": 1, "couple of": 2, "couple": 2, "few": 3, "dozen": 12}

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_WEEKDAY = "|".join(WEEKDAYS)
_NUMBER = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DAY = r"(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = r"(?:the )?(?:(?P<part>early|mid|late|beginning|start|middle|end)(?:[ -]| of ))?"
_TIME_OF_DAY = r"(?: (?:morning|afternoon|evening|night))?"

# A point or stretch of time. Flags: b = may stand without a preposition, r = counted from
# today, f = what follows decides whether it is a time at all ("in March", "in march order").
_POINTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (flags, re.compile(pattern + r"(?![\w/-])", re.I))
    for flags, pattern in (
        ("b", r"(?P<iso>\d{4}-\d\d-\d\d)"),
        ("br", r"(?P<named>the day before yesterday|yesterday|today)" + _TIME_OF_DAY),
        ("br", r"(?P<named>last night|tonight|this (?:morning|afternoon|evening))"),
        (
            "br",
            rf"(?P<the>the )?(?:last|past|previous) (?P<number>{_NUMBER}) (?P<unit>hour|day|week"
            r"|month|year)s?",
        ),
        (
            "br",
            r"(?P<the>the )?(?P<which>last|past|previous|this) (?P<unit>week|weekend|month|year"
            rf"|{_WEEKDAY}|spring|summer|fall|autumn|winter|{_MONTH})" + _TIME_OF_DAY,
        ),
        ("br", rf"(?:about )?(?P<ago>{_NUMBER}) (?P<unit>day|week|month|year)s? ago"),
        ("b", rf"(?:the )?week (?:of|beginning|starting) (?P<month>{_MONTH}) {_DAY}"),
        ("b", rf"(?P<month>{_MONTH}) {_DAY}(?:(?:,| of)? {_YEAR})?"),
        ("b", rf"{_DAY} (?:of )?(?P<month>{_MONTH})(?:,? {_YEAR})?"),
        ("b", rf"{_PART}(?P<month>{_MONTH})(?:,| of)? {_YEAR}"),
        ("b", rf"(?:the )?(?P<season>spring|summer|fall|autumn|winter)(?: of)? {_YEAR}"),
        ("rf", rf"(?P<weekday>{_WEEKDAY})" + _TIME_OF_DAY),
        ("f", rf"{_PART}(?P<month>{_MONTH})"),
        ("f", _PART + _YEAR),
    )
)
_RANGES = tuple(
    re.compile(pattern + r"(?![\w/-])", re.I)
    for pattern in (
        rf"(?:the )?(?P<first>[0-3]?\d)(?:st|nd|rd|th)?(?: ?[-–] ?| and | to | through | until )"
        rf"{_DAY} (?:of )?(?P<month>{_MONTH})(?:,? {_YEAR})?",
        rf"(?P<month>{_MONTH}) (?P<first>[0-3]?\d)(?:st|nd|rd|th)?(?: ?[-–] ?| and | to | through "
        rf"| until ){_DAY}(?:,? {_YEAR})?",
    )
)
_PREPOSITION = re.compile(
    r"(?P<word>between|from|since|after|before|until|till|up to|through|throughout|during|back in"
    r"|as of|in|on|over|within|for|at)\s+",
    re.I,
)
_TO = re.compile(r"(?: and | to | until | till | through | ?[-–] ?)", re.I)
_WORD_START = re.compile(r"(?<![\w/.,'’-])[A-Za-z0-9]")

# Names and words that are months too: taken for a month only where the next word cannot
# belong to a name ("since May took office") or a phrase ("in march order").
_ALSO_WORDS = frozenset("may march april june august jan mar".split())
_MAY_FOLLOW = frozenset(
    """
    about on of at to with in from by after before regarding concerning over for against
    under into between during did does do has have had is was were are would could can will
    should what who whom how why when where which and but or that say says said not
    """.split()
)
_LONG_AGO = timedelta(days=31)
_NEXT_WORD = re.compile(r"\s+(?P<word>[\w’'-]+)")
_POSSESSIVE = re.compile(r"[’']s?\b|[’'](?=\s)")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """The days that words of a question name.

    Attributes:
        begin: where the words begin in the question, with their preposition.
        end: where they end.
        strong: whether, at the end of a question, they date what is asked for and not only
            the noun before them: "last week", "since May", "between 2 and 5 May".
        days: as far as the words bind them.
        relative: whether they count from today.
        assumed: whether the year is not in the words and was taken from the collection.
    """

    begin: int
    end: int
    days: Days
    strong: bool
    relative: bool
    assumed: bool


def find_time(
    question: str, today: date, held: tuple[date, date] | None = None
) -> TimeExpression | None:
    """The first time that a question names; None where it names none.

    Args:
        question: As it was typed.
        today: What "last week" counts from.
        held: The first and last day of the collection, for a month without its year.

    Raises:
        QuestionError: It names a day that is in no calendar, or a range that ends before it begins.
    """
    for start in _WORD_START.finditer(question):
        try:
            found = _time_at(question, start.start(), today, held)
        except OverflowError:
            continue  # Days before the first that a calendar has.
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Point:
    end: int
    flags: str
    days: Days
    assumed: bool = False


def _time_at(
    text: str, at: int, today: date, held: tuple[date, date] | None
) -> TimeExpression | None:
    preposition = _PREPOSITION.match(text, at)
    word = preposition.group("word").lower() if preposition else ""
    first = preposition.end() if preposition else at
    ranged = _range_at(text, first, today, held)
    if ranged:
        return TimeExpression(at, ranged.end, ranged.days, True, False, ranged.assumed)
    point = _point_at(text, first, today, held, year=None)
    if point is None or (not word and "b" not in point.flags):
        return None
    if word in ("between", "from"):
        joined = _TO.match(text, point.end)
        last = joined and _point_at(text, joined.end(), today, held, year=None)
        if joined and last:
            year = last.days.start.year if last.days.start else None
            again = _point_at(text, first, today, held, year=year) or point
            if _is_reversed(again, last) and year:
                # "From November to March 2025": November is of the year before.
                again = _point_at(text, first, today, held, year=year - 1) or point
            if _is_reversed(again, last):
                raise _reversed(text[first : last.end])
            if again.days.start and last.days.end:
                days = Days(again.days.start, last.days.end)
                return TimeExpression(at, last.end, days, True, False, last.assumed)
        if word == "between":
            return None
    if not _is_time(text, first, point, preposition=word, today=today):
        return None
    days = _bound(point.days, word)
    strong = "r" in point.flags or word in ("since", "from")
    return TimeExpression(at, point.end, days, strong, "r" in point.flags, point.assumed)


def _point_at(
    text: str, at: int, today: date, held: tuple[date, date] | None, *, year: int | None
) -> _Point | None:
    for flags, pattern in _POINTS:
        match = pattern.match(text, at)
        if match is None:
            continue
        parts = match.groupdict()
        if "r" in flags:
            days = _relative(parts, today)
            if parts.get("weekday") and days and days.start and held:
                # "On Friday" is no Friday of this month to a collection that ended long ago.
                days = days if days.start - held[1] < _LONG_AGO else None
        elif parts.get("season"):
            days = season(parts["season"].lower(), int(parts["year"]))
        else:
            days, assumed = resolve(
                iso=parts.get("iso"),
                year=int(parts["year"]) if parts.get("year") else year,
                month=_month(parts.get("month")),
                day=int(parts["day"]) if parts.get("day") else None,
                part=(parts.get("part") or "").lower(),
                today=today,
                held=held,
            ) or (None, False)
            if days and match.group().lower().split(" of ")[0].endswith("week"):
                days = days.week()
            if days is None and (parts.get("iso") or (parts.get("day") and parts.get("year"))):
                raise QuestionError(f"“{match.group()}” is in no calendar: ask for another day")
            return _Point(match.end(), flags, days, assumed) if days else None
        return _Point(match.end(), flags, days) if days else None
    return None


def _range_at(text: str, at: int, today: date, held: tuple[date, date] | None) -> _Point | None:
    """Two days of one month: "20-28 February 2025", "between 20 and 28 February"."""
    for pattern in _RANGES:
        match = pattern.match(text, at)
        if match is None:
            continue
        year = int(match.group("year")) if match.group("year") else None
        month, last = _month(match.group("month")), int(match.group("day"))
        end = resolve(iso=None, year=year, month=month, day=last, part="", today=today, held=held)
        if end is None or end[0].start is None:
            return None
        try:
            start = end[0].start.replace(day=int(match.group("first")))
        except ValueError:
            return None
        if start > end[0].start and year is not None:
            raise _reversed(match.group())
        if start <= end[0].start:
            return _Point(match.end(), "b", Days(start, end[0].end), end[1])
    return None


def _is_reversed(first: _Point, last: _Point) -> bool:
    start, end = first.days.start, last.days.end
    return start is not None and end is not None and start > end


def _reversed(words: str) -> QuestionError:
    return QuestionError(f"“{words}” ends before it begins: turn the days round")


def _relative(parts: dict[str, str | None], today: date) -> Days | None:
    """Days that count from today."""
    unit = (parts.get("unit") or "").lower()
    which = (parts.get("which") or "").lower()
    named = (parts.get("named") or "").lower()
    is_span = unit in ("week", "month", "year") and which in ("last", "past")
    if named:
        back = {"the day before yesterday": 2, "yesterday": 1, "last night": 1}.get(named, 0)
        days: Days | None = Days(today - timedelta(days=back), today - timedelta(days=back))
    elif parts.get("weekday"):
        days = last_unit((parts["weekday"] or "").lower(), "on", today)
    elif parts.get("ago") or parts.get("number"):
        number = _number(parts.get("ago") or parts.get("number"))
        days = ago(number, unit, today, whole=bool(parts.get("ago")))
    elif is_span and (parts.get("the") or which == "past"):
        days = ago(1, unit, today, whole=False)  # "in the last week" ends today
    else:
        month = _month(unit) if unit not in ("month", "weekend") else None
        days = last_unit(unit, which, today, month=month)
    return days


def _is_time(text: str, begin: int, point: _Point, *, preposition: str, today: date) -> bool:
    """Whether words that look like a time are one, by what stands around them."""
    if point.days.start and point.days.start > today:
        return False
    if _POSSESSIVE.match(text, point.end):
        return False  # "last week's debate" is a debate
    following = _NEXT_WORD.match(text, point.end)
    after = following.group("word") if following else ""
    phrase = text[begin : point.end]
    if "f" in point.flags:
        return preposition not in ("for", "at", "over") and _is_followed_well(phrase, after)
    if phrase.startswith("may ") and not preposition:
        return False  # "how many may 3 ships carry"
    if phrase == "Today" and text[:begin].endswith("USA "):
        return False
    return not (after == "of" and re.match(r"(?:the )?(?:last|past)\b", phrase, re.I))


def _is_followed_well(phrase: str, after: str) -> bool:
    """Whether the next word leaves a month, a year or a weekday alone.

    "In September Maren said", but not "in August Wilson's play" or "in 2016 Olympics".
    """
    if not after or after.lower() in _MAY_FOLLOW:
        return True
    last = phrase.rsplit(maxsplit=1)[-1].strip(".").lower()
    is_safe = (last in MONTHS and last not in _ALSO_WORDS) or last in WEEKDAYS
    return after[0].isupper() and is_safe


def _bound(days: Days, preposition: str) -> Days:
    """The days as a preposition bounds them."""
    one = timedelta(days=1)
    if preposition in ("since", "from"):
        return Days(days.start, None)
    if preposition == "after" and days.end:
        return Days(days.end + one, None)
    if preposition in ("until", "till", "up to", "through"):
        return Days(None, days.end)
    if preposition == "before" and days.start:
        return Days(None, days.start - one)
    return days


def _month(word: str | None) -> int | None:
    return MONTHS.get(word.lower().rstrip(".")) if word else None


def _number(word: str | None) -> int:
    word = (word or "").lower()
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 1)
