"""What is shown when the record is silent: why, how close it came, what to try."""

import json
from datetime import date, timedelta
from html import escape

from rag.page.payloads import Json
from rag.page.understood import format_window, window_of
from rag.types import Answer, Reason

_WIDER = timedelta(days=30)

_TITLES: dict[Reason, str] = {
    "no_speaker": "Not quoted in this collection",
    "no_statement_on_topic": "No statement on this",
    "outside_dates": "No article in these dates",
    "filtered_out": "Left out by the filters",
    "weak_evidence": "Not in this collection",
    "empty_archive": "The collection is empty",
}


def render_silence(answer: Answer) -> str:
    """The card that says why there is no answer, with what could be tried."""
    title = _TITLES[answer.reason] if answer.reason else "No answer"
    ways = "".join(_button(words, edit) for words, edit in _ways(answer))
    return (
        f'<div class="abstention"><p class="verdict">{title}</p>'
        f'<p class="reason">{escape(answer.text)}</p>{render_clarification(answer)}'
        + (f'<div class="ways" role="group" aria-label="What to try">{ways}</div>' if ways else "")
        + "</div>"
    )


def render_clarification(answer: Answer) -> str:
    """What is asked back, with what there is to choose from."""
    if not answer.clarification:
        return ""
    choices = "".join(_button(name, {"speaker": name}) for name in answer.choices)
    return (
        f'<p class="clarification">{escape(answer.clarification)}</p>'
        f'<div class="ways" role="group" aria-label="Who is meant">{choices}</div>'
    )


def _ways(answer: Answer) -> list[tuple[str, dict[str, Json]]]:
    """What could be tried, in words and as an edit, likeliest first."""
    query, constraints = answer.query, answer.constraints
    ways: list[tuple[str, dict[str, Json]]] = []
    ways.extend((f"Did you mean {name}?", {"speaker": name}) for name in query.near)
    since, until = window_of(query, constraints)
    if since or until:
        earlier = max(since, date.min + _WIDER) - _WIDER if since else None
        later = min(until, date.max - _WIDER) + _WIDER if until else None
        wider: list[Json] = [_iso(earlier), _iso(later)]
        shown = format_window(earlier, later)
        ways.append((f"Widen the dates: {shown}", {"window": wider}))
        ways.append(("Any date", {"window": [None, None]}))
    if constraints.sources or query.sources:
        ways.append(("All outlets", {"sources": []}))
    if constraints.speakers:
        ways.append(("Statements of everybody", {"speakers": []}))
    if constraints.direct:
        ways.append(("Reported speech too", {"direct": False}))
    if query.speakers and query.topic:
        ways.append((f"Anybody about “{query.topic}”", {"speaker": ""}))
        if query.names:
            ways.append((f"All that {query.speakers[0]} said", {"topic": ""}))
    return ways


def _button(words: str, edit: dict[str, Json]) -> str:
    return (
        f'<button type="button" class="way" data-edit="{escape(json.dumps(edit))}">'
        f"<bdi>{escape(words)}</bdi></button>"
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
