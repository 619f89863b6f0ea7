"""What several speakers or outlets have on one topic, in columns."""

from collections import defaultdict
from datetime import date

from index.archive import Archive
from rag.quotes.types import Quote
from rag.types import Constraints, Query
from rag.views.asking import query_of
from rag.views.gathering import Gathered, gather
from rag.views.types import NO_CONSTRAINTS, Column, SideBy, Sides, ViewRequest

MOST_COLUMNS = 6
_MOST_IN_COLUMN = 5
_NO_NAME = "outlet not told"


def find_sides(
    archive: Archive,
    request: ViewRequest,
    *,
    by: SideBy = "speaker",
    as_of: date | None = None,
) -> Sides:
    """What a request asks for, side by side; `request.most` is for each column.

    Raises:
        UnknownName: The archive has no such speaker or outlet.
        QuestionError: The request cannot be met as it stands.
    """
    query = query_of(archive, request, as_of=as_of)
    constraints = Constraints(direct=request.direct)
    return sides_of(archive, query, constraints, by=by, most=request.most)


def sides_of(
    archive: Archive,
    query: Query,
    constraints: Constraints = NO_CONSTRAINTS,
    *,
    by: SideBy = "speaker",
    most: int = _MOST_IN_COLUMN,
) -> Sides:
    """What a query asks for, side by side, as of an answer's `query` and `constraints`."""
    gathered = gather(archive, query, constraints)
    columns: dict[str, list[Quote]] = defaultdict(list)
    asked = query.speakers if by == "speaker" else query.sources
    for name in asked:
        columns[name] = []
    for quote in gathered.quotes:
        for name in _columns_of(quote, by, gathered):
            columns[name].append(quote)
    names = list(asked) or sorted(columns, key=lambda n: (-len(columns[n]), n))[:MOST_COLUMNS]
    return Sides(
        subject=gathered.subject,
        by=by,
        columns=tuple(_column(name, columns[name], most) for name in names),
        generation=gathered.generation,
        note=gathered.note,
    )


def _columns_of(quote: Quote, by: SideBy, gathered: Gathered) -> list[str]:
    if by == "source":
        return list(dict.fromkeys((quote.source or _NO_NAME, *quote.also_sources)))
    return [gathered.heading(quote.speaker, quote.speaker_kind)] if quote.speaker else []


def _column(name: str, quotes: list[Quote], most: int) -> Column:
    shown = sorted(quotes[:most], key=lambda q: (q.said_on or date.max, q.article_id, q.span))
    days = [quote.said_on for quote in quotes if quote.said_on]
    return Column(
        name=name,
        statements=tuple(shown),
        total=len(quotes),
        first=min(days, default=None),
        last=max(days, default=None),
        note="" if quotes else f"Not in this collection: no statement of {name} on this.",
    )
