"""A conversation as HTML: each question, what was understood, its extracts or why none."""

from collections.abc import Sequence
from html import escape

from index.types import Span
from rag.page.wording import (
    KINDS,
    format_caution,
    format_count,
    format_day,
    format_iso_day,
    format_names,
    format_seconds,
    format_speaker,
)
from rag.types import Answer, Extract, Query, Turn
from rag.writers.extractive import also_in


def render_thread(turns: Sequence[Turn], *, pending: str = "") -> str:
    """All turns, oldest first, then a question that is being answered."""
    parts = [_turn(turn, number) for number, turn in enumerate(turns)]
    if pending.strip():
        parts.append(
            f'<article class="turn pending">{_question(pending)}'
            '<p class="working">Searching the record…</p></article>'
        )
    return "".join(parts)


def _turn(turn: Turn, number: int) -> str:
    answer = turn.answer
    body = _abstention(answer, number) if answer.abstained else _extracts(answer, number)
    return (
        f'<article class="turn" data-turn="{number}" data-outcome="{escape(_outcome(answer))}">'
        f"{_question(turn.question)}{_pills(answer.query)}{body}{_receipt(answer)}</article>"
    )


def _question(question: str) -> str:
    return f'<h2 class="question" dir="auto">{escape(question.strip())}</h2>'


def _outcome(answer: Answer) -> str:
    if answer.abstained:
        return answer.text
    return f"{format_count(len(answer.extracts), 'extract')} found."


def _pills(query: Query) -> str:
    carried = set(query.carried_over)
    pills = []
    if query.speakers:
        pills.append(_pill("speaker", format_names(query.speakers), kept="speaker" in carried))
    if query.topic:
        pills.append(_pill("about", query.topic, kept="topic" in carried))
    if query.since or query.until:
        pills.append(_pill("when", _window(query), kept="window" in carried))
    if query.sources:
        pills.append(_pill("outlet", format_names(query.sources), kept="sources" in carried))
    if not pills:
        return ""
    return f'<p class="pills"><span>Understood as</span>{"".join(pills)}</p>'


def _pill(label: str, words: str, *, kept: bool) -> str:
    origin = "<i>from before</i>" if kept else ""
    return f'<span class="pill"><b>{label}</b> {escape(words)}{origin}</span>'


def _window(query: Query) -> str:
    if query.since and query.until:
        if query.since == query.until:
            return format_day(query.since)
        return f"{format_day(query.since)} to {format_day(query.until)}"
    if query.since:
        return f"from {format_day(query.since)}"
    return f"until {format_day(query.until)}" if query.until else ""


def _extracts(answer: Answer, turn: int) -> str:
    items = "".join(_extract(extract, answer, turn) for extract in answer.extracts)
    return f'{_clarification(answer)}<ol class="extracts">{items}</ol>'


def _abstention(answer: Answer, turn: int) -> str:
    """The reason, and what came closest, set apart from what answers."""
    parts = [
        '<div class="abstention"><p class="verdict">No answer</p>'
        f'<p class="reason">{escape(answer.text)}</p>{_clarification(answer)}</div>'
    ]
    if answer.nearest:
        items = "".join(_extract(extract, answer, turn) for extract in answer.nearest)
        parts.append(
            '<section class="nearest"><h3>Came closest, does not answer</h3>'
            f'<ol class="extracts">{items}</ol></section>'
        )
    return "".join(parts)


def _clarification(answer: Answer) -> str:
    if not answer.clarification:
        return ""
    return f'<p class="clarification">{escape(answer.clarification)}</p>'


def _extract(extract: Extract, answer: Answer, turn: int) -> str:
    number = extract.number
    label = f"Extract {number}: show it in its article"
    context = f'<p class="context">{escape(extract.context)}</p>' if extract.context else ""
    return (
        f'<li class="extract" data-turn="{turn}" data-number="{number}">'
        f'<button type="button" class="chip" data-turn="{turn}" data-number="{number}"'
        f' aria-label="{label}" aria-pressed="false">{number}</button>'
        f'<div class="said">{context}<blockquote class="words" dir="auto">'
        f"{_words(extract)}</blockquote>{_provenance(extract, answer)}</div></li>"
    )


def _words(extract: Extract) -> str:
    """The text to the letter, its spoken words marked."""
    start = extract.span.start
    parts: list[str] = []
    at = 0
    for mark in sorted(extract.marks):
        begin = max(mark.start - start, at)
        end = min(mark.end - start, len(extract.text))
        if begin >= end:
            continue
        parts.append(escape(extract.text[at:begin]))
        parts.append(f"<mark>{escape(Span(begin, end).of(extract.text))}</mark>")
        at = end
    parts.append(escape(extract.text[at:]))
    return "".join(parts)


def _provenance(extract: Extract, answer: Answer) -> str:
    """Who, how, when, where: one line of facts."""
    facts = [format_speaker(extract, answer.query), KINDS[extract.kind]]
    if extract.said_on and extract.said_on_basis != "published":
        facts.append(f"said {format_day(extract.said_on)}")
    day = format_day(extract.published) if extract.published else "date unknown"
    facts.append(f"{escape(extract.source or 'outlet unknown')}, {day}")
    if extract.also_in:
        facts.append(escape(also_in(extract)))
    line = "".join(f"<span>{fact}</span>" for fact in facts if fact)
    # What came closest is under a heading of its own that says it does not answer.
    cautions = [] if answer.abstained else [format_caution(extract, answer.query)]
    if extract.superseded:
        cautions.append("from an earlier version of the article")
    line += "".join(f'<span class="caution">{escape(c)}</span>' for c in cautions if c)
    return f'<p class="provenance">{line}</p>'


def _receipt(answer: Answer) -> str:
    receipt = answer.receipt
    facts = []
    if answer.extracts:
        articles = len({extract.article_id for extract in answer.extracts})
        stories = len({extract.story for extract in answer.extracts})
        # Copies of one story are no separate sources.
        told = f" telling {stories} {'story' if stories == 1 else 'stories'}"
        facts.append(
            f"{format_count(len(answer.extracts), 'extract')} from "
            f"{format_count(articles, 'article')}{told if stories < articles else ''}"
        )
    facts.append(f"{format_count(receipt.searched, 'article')} searched")
    if receipt.excluded_by_filter:
        facts.append(f"{receipt.excluded_by_filter:,} filtered out")
    facts.append(f"index of {escape(format_iso_day(receipt.built))}")
    facts.append(format_seconds(answer.timings.total_s))
    return f'<p class="receipt">{"".join(f"<span>{fact}</span>" for fact in facts)}</p>'
