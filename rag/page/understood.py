"""How a question was understood, as pills that a person can change or take away."""

import json
from datetime import date
from html import escape

from rag.page.wording import format_day, format_names
from rag.types import Answer, Constraints, Query
from rag.understanding.question import as_typed

_FROM_BEFORE = "<i>from before</i>"


def render_pills(answer: Answer, question: str) -> str:
    """The pills of an answer; each holds what its change begins with."""
    query, constraints = answer.query, answer.constraints
    carried = set(query.carried_over)
    since, until = window_of(query, constraints)
    sources = constraints.sources or query.sources
    pills = [
        _pill(
            "speaker",
            "speaker",
            format_names(query.speakers) or "anybody",
            kept="speaker" in carried,
            is_set=bool(query.speakers),
            value=" and ".join(query.speakers),
        ),
        _pill(
            "topic",
            "about",
            query.topic or "anything",
            kept="topic" in carried,
            is_set=bool(query.topic),
            value=query.topic,
        ),
        _pill(
            "window",
            "when",
            format_window(since, until),
            kept="window" in carried,
            is_set=bool(since or until),
            value=json.dumps(
                [since.isoformat() if since else None, until.isoformat() if until else None]
            ),
        ),
        _pill(
            "sources",
            "outlet",
            format_names(sources) or "any",
            kept="sources" in carried,
            is_set=bool(sources),
            value=json.dumps(sources),
        ),
    ]
    if constraints.speakers:
        shown = constraints.speakers[0]
        pills.append(_filter("speakers", f"only statements of {shown}"))
    if constraints.direct:
        pills.append(_filter("direct", "direct quotations only"))
    if is_as_typed(query, question):
        rest = "<span>searched as typed</span>"
    else:
        rest = '<button type="button" class="as-typed plain">search as typed</button>'
    return (
        '<div class="pills" role="group" aria-label="How the question was understood">'
        f"<span>Understood as</span>{''.join(pills)}{rest}</div>"
    )


def is_as_typed(query: Query, question: str) -> bool:
    """Whether the question's own words were searched for, understood as nothing."""
    return query == as_typed(question)


def window_of(query: Query, constraints: Constraints) -> tuple[date | None, date | None]:
    """The days that were searched: those that a person set, else those of the question."""
    if constraints.since or constraints.until:
        return constraints.since, constraints.until
    return query.since, query.until


def format_window(since: date | None, until: date | None) -> str:
    """`1 May 2025 to 3 May 2025`, `from 1 May 2025`, `any date`."""
    if since and until:
        if since == until:
            return format_day(since)
        return f"{format_day(since)} to {format_day(until)}"
    if since:
        return f"from {format_day(since)}"
    return f"until {format_day(until)}" if until else "any date"


def _pill(part: str, label: str, words: str, *, kept: bool, is_set: bool, value: str) -> str:
    origin = _FROM_BEFORE if kept else ""
    remove = (
        f'<button type="button" class="remove" aria-label="Remove {label}: {escape(words)}">'
        '<span aria-hidden="true">×</span></button>'
    )
    return (
        f'<span class="pill{"" if is_set else " unset"}" data-part="{part}"'
        f' data-value="{escape(value)}">'
        f'<button type="button" class="edit" aria-label="Change {label}: {escape(words)}">'
        f"<b>{label}</b> <bdi>{escape(words)}</bdi>{origin}</button>"
        f"{remove if is_set else ''}</span>"
    )


def _filter(part: str, words: str) -> str:
    return (
        f'<span class="pill filter" data-part="{part}"><bdi>{escape(words)}</bdi>'
        f'<button type="button" class="remove" aria-label="Remove filter: {escape(words)}">'
        '<span aria-hidden="true">×</span></button></span>'
    )
