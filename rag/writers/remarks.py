"""What is said beside the extracts: how a question was read, what it leaves open."""

from collections.abc import Sequence
from datetime import date, timedelta

from rag.types import Extract, Query, Receipt
from rag.writers.extractive import day, write_lead

_WEEK = timedelta(days=6)


def write_notes(query: Query, extracts: Sequence[Extract], receipt: Receipt) -> tuple[str, ...]:
    """Sentences for people about an answer, the line before its extracts first."""
    corrected = [f"“{typed}” was read as “{right}”." for typed, right in query.corrected]
    offices = [f"“{role}” was read as {name}." for role, name in query.offices]
    notes = [
        write_lead(query, extracts),
        *corrected,
        *offices,
        *query.notes,
        _beyond_the_newest(query, receipt),
        _outside(query, extracts),
    ]
    return tuple(note for note in notes if note)


def choices_in(query: Query, extracts: Sequence[Extract]) -> tuple[str, ...]:
    """The speakers to choose from, where neither the question nor its answer decides."""
    spoken = {extract.speaker for extract in extracts if extract.role != "related"}
    return () if extracts and len(spoken) == 1 else query.choices


def write_clarification(query: Query, choices: Sequence[str]) -> str | None:
    """Ask who is meant; None where there is nothing to ask."""
    if not choices:
        return None
    names = " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))
    by = f" by “{query.ambiguous}”" if query.ambiguous else ""
    return f"Who is meant{by}: {names}?"


def _beyond_the_newest(query: Query, receipt: Receipt) -> str:
    """That the question's days begin after the newest article, and which days are there."""
    newest = date.fromisoformat(receipt.newest) if receipt.newest else None
    if newest is None or query.since is None or query.since <= newest:
        return ""
    first = newest - _WEEK
    return (
        f"“{query.when}” begins on {day(query.since)}; the newest article here is of "
        f"{day(newest)}. Its own last week: “between {day(first)} and {day(newest)}”."
    )


def _outside(query: Query, extracts: Sequence[Extract]) -> str:
    """Which extracts are of other days than the question names."""
    # What happened "in 2015" may well be told by an article of 2016.
    if query.window is None or query.kind == "any":
        return ""
    other = [e for e in extracts if not _is_inside(query, e)]
    if not other:
        return ""
    numbers = ", ".join(f"[{extract.number}]" for extract in other)
    return f"Of other days than “{query.when}”, by the article's date or the text's: {numbers}."


def _is_inside(query: Query, extract: Extract) -> bool:
    on = extract.said_on or extract.published
    return on is None or (query.since or date.min) <= on <= (query.until or date.max)
