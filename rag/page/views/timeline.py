"""Statements under the days on which they were said, and the chart of how many fall on which."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from rag.page.views.items import Item, item_of_quote, number_items, render_item
from rag.page.views.shape import Bar, Shape, extracts_of, render_nothing
from rag.page.wording import format_count, format_day, format_weekday
from rag.types import Extract
from rag.views.types import Bin, BinUnit, Day, Timeline

_MOST_BARS = 62
_FEW = 0.03


def draw_timeline(
    timeline: Timeline,
    key: str,
    known: Sequence[Extract] = (),
    *,
    days: tuple[date, date] | None = None,
    newest_first: bool = False,
) -> Shape:
    """A timeline as it is shown; `days` are those of the bar that was chosen in its chart."""
    if not timeline.days:
        note = timeline.note or "Nothing is on record for this."
        return Shape(key, render_nothing(note), note, ())
    shown = _newest_first(timeline.days) if newest_first else timeline.days
    items = [item_of_quote(quote) for day in shown for quote in day.statements]
    numbered = number_items(items, known)
    left = iter(numbered)
    groups = [_group(day, _take(left, len(day.statements)), key) for day in shown]
    count = _count(timeline)
    when = f" {_within(*days)}" if days else ""
    back = '<button type="button" class="all-days plain">All days</button>' if days else ""
    said = f"{count}{when}"
    html = (
        f'<p class="tally"><span>{escape(said)}</span>{back}</p>'
        f'<ol class="days-said">{"".join(groups)}</ol>'
    )
    bars = tuple(_bar(bin_, timeline.unit) for bin_ in _without_stragglers(timeline.bins))
    return Shape(key, html, said, extracts_of(numbered), bars)


def _newest_first(days: Sequence[Day]) -> list[Day]:
    """The latest day first, still with what nothing dates at the end."""
    return sorted(days, key=lambda day: -(day.day or date.min).toordinal())


def _take(items: Iterator[Item], count: int) -> list[Item]:
    return [next(items) for _ in range(count)]


def _count(timeline: Timeline) -> str:
    total = format_count(timeline.total, "statement")
    shown = f"{timeline.shown:,} of " if timeline.shown < timeline.total else ""
    repeats = " without repeats" if timeline.total > 1 else ""
    return f"{shown}{total}{repeats}"


def _within(start: date, end: date) -> str:
    if start == end:
        return f"on {format_day(start)}"
    return f"from {format_day(start)} to {format_day(end)}"


def _group(day: Day, items: Sequence[Item], key: str) -> str:
    heading = format_weekday(day.day) if day.day else "Day unknown"
    if day.day and day.until:
        heading = f"{format_day(day.day)} to {format_day(day.until)}"
    published = all(item.extract.said_on_basis == "published" for item in items)
    basis = "<span>day of publication</span>" if day.day and published else ""
    entries = "".join(render_item(item, key) for item in items)
    return f'<li class="day-said"><h3>{heading}{basis}</h3><ol class="extracts">{entries}</ol></li>'


def _without_stragglers(bins: Sequence[Bin]) -> Sequence[Bin]:
    """The bins of a long chart from where nearly all statements begin.

    A few recalled from years before would leave no width for the bars of the rest; they
    stand in the list all the same.
    """
    left_out = sum(bin_.statements for bin_ in bins) * _FEW
    for at, bin_ in enumerate(bins):
        left_out -= bin_.statements
        if len(bins) - at <= _MOST_BARS or left_out < 0:
            return bins[at:]
    return bins


def _bar(bin_: Bin, unit: BinUnit) -> Bar:
    if unit == "day":
        when = format_weekday(bin_.start)
    elif unit == "week":
        when = f"week from {format_day(bin_.start)}"
    else:
        when = format_day(bin_.start).split(maxsplit=1)[1]
    counts = f"{format_count(bin_.statements, 'statement')} in "
    label = f"{when}: {counts}{format_count(bin_.articles, 'article')}"
    return Bar(bin_.start.isoformat(), bin_.end.isoformat(), bin_.statements, bin_.articles, label)
