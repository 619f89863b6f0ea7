"""Questions to go on with under an answer, and to begin with, as HTML."""

from collections.abc import Sequence
from html import escape

from index.archive import Archive
from rag.examples import example_questions
from rag.page.wording import format_count, format_day
from rag.suggesting.questions import Suggestion, SuggestionKind, suggest_questions
from rag.views.types import ViewName

# What is asked over time, or of several people, is best seen so.
_VIEWS: dict[SuggestionKind, ViewName] = {"changed": "timeline", "sides": "sides"}


def begin_with(archive: Archive, count: int) -> tuple[Suggestion, ...]:
    """First questions, of the newest days; where these tell nothing, of who speaks most."""
    newest = suggest_questions(archive, count)
    if newest:
        return newest
    return tuple(
        Suggestion(question, "said", (), "", 0, None)
        for question in example_questions(archive, count)
    )


def render_examples(suggestions: Sequence[Suggestion]) -> str:
    """First questions, each with what it was taken from."""
    return "".join(
        f'<button type="button" class="example"{_asked(suggestion)}>'
        f'<span class="asked-words" dir="auto">{escape(suggestion.question)}</span>'
        f'<span class="from">{_origin(suggestion)}</span></button>'
        for suggestion in suggestions
    )


def render_follow_ups(suggestions: Sequence[Suggestion]) -> str:
    """Questions that go on from an answer; empty where there are none."""
    if not suggestions:
        return ""
    ways = "".join(
        f'<button type="button" class="follow-up"{_asked(suggestion)}>'
        f"<bdi>{escape(suggestion.question)}</bdi></button>"
        for suggestion in suggestions
    )
    return (
        '<h3>The record also answers</h3><div class="ways" role="group"'
        f' aria-label="Questions to go on with">{ways}</div>'
    )


def _asked(suggestion: Suggestion) -> str:
    view = _VIEWS.get(suggestion.kind, "answer")
    return f' data-question="{escape(suggestion.question)}" data-view="{view}"'


def _origin(suggestion: Suggestion) -> str:
    if not suggestion.statements:
        return ""
    count = format_count(suggestion.statements, "statement")
    return f"{count}, newest {format_day(suggestion.newest)}" if suggestion.newest else count
