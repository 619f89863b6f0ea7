"""Statements in the order of the days on which they were said, and how many fall on which."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from index.archive import Archive
from rag.quotes.types import Quote
from rag.types import Constraints, Query
from rag.views.asking import query_of
from rag.views.gathering import gather
from rag.views.types import NO_CONSTRAINTS, Bin, BinUnit, Day, Timeline, ViewRequest

MOST_SHOWN = 100

# A chart of more bars than this tells less than one of weeks or months.
_MOST_BINS = 62


def find_timeline(archive: Archive, request: ViewRequest, *, as_of: date | None = None) -> Timeline:
    """What a request asks for, by day.

    Raises:
        UnknownName: The archive has no such speaker or outlet.
        QuestionError: The request cannot be met as it stands.
    """
    query = query_of(archive, request, as_of=as_of)
    constraints = Constraints(direct=request.direct)
    return timeline_of(archive, query, constraints, most=request.most)


def timeline_of(
    archive: Archive,
    query: Query,
    constraints: Constraints = NO_CONSTRAINTS,
    *,
    most: int = MOST_SHOWN,
) -> Timeline:
    """What a query asks for, as of an answer's `query` and `constraints`, by day."""
    gathered = gather(archive, query, constraints)
    shown = gathered.quotes[:most]
    unit, bins = count_by_day(gathered.quotes)
    return Timeline(
        subject=gathered.subject,
        days=by_day(shown),
        bins=bins,
        unit=unit,
        total=len(gathered.quotes),
        shown=len(shown),
        generation=gathered.generation,
        reason=gathered.reason,
        note=gathered.note,
    )


def by_day(quotes: Iterable[Quote]) -> tuple[Day, ...]:
    """Statements by the day they were said, the earliest day first, undated ones last."""
    days: dict[tuple[date, date | None], list[Quote]] = defaultdict(list)
    undated = []
    for quote in quotes:
        if quote.said_on is None:
            undated.append(quote)
        else:
            days[quote.said_on, quote.said_until].append(quote)
    dated = sorted(days.items(), key=lambda item: (item[0][0], item[0][1] or date.min))
    found = [Day(day, tuple(said), until) for (day, until), said in dated]
    return (*found, *([Day(None, tuple(undated))] if undated else ()))


def count_by_day(quotes: Iterable[Quote]) -> tuple[BinUnit, tuple[Bin, ...]]:
    """How many statements and articles fall on each day, week or month, without gaps."""
    dated = [(quote.said_on, quote) for quote in quotes if quote.said_on]
    if not dated:
        return "day", ()
    first, last = min(d for d, _ in dated), max(d for d, _ in dated)
    unit = _unit_for((last - first).days + 1)
    statements: dict[date, int] = defaultdict(int)
    articles: dict[date, set[str]] = defaultdict(set)
    for day, quote in dated:
        start = _start_of(day, unit)
        if quote.said_until and quote.said_until >= _after(start, unit):
            continue
        statements[start] += 1
        articles[start].update((quote.article_id, *quote.also_in))
    bins = []
    start = _start_of(first, unit)
    while start <= last:
        following = _after(start, unit)
        end = following - timedelta(days=1)
        bins.append(Bin(start, end, statements[start], len(articles[start])))
        start = following
    return unit, tuple(bins)


def _unit_for(days: int) -> BinUnit:
    if days <= _MOST_BINS:
        return "day"
    return "week" if days <= 7 * _MOST_BINS else "month"


def _start_of(day: date, unit: BinUnit) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _after(start: date, unit: BinUnit) -> date:
    if unit == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start + timedelta(days=7 if unit == "week" else 1)
