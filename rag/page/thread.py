"""One turn of a conversation as HTML: what was understood, its extracts, how it was searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal, TypeAlias

from index.types import Span
from rag.page.prose import Credit, render_awaiting, render_prose, render_refused
from rag.page.silence import render_clarification, render_silence
from rag.page.understood import render_pills
from rag.page.views.tabs import render_tabs
from rag.page.wording import (
    KINDS,
    format_caution,
    format_count,
    format_day,
    format_iso_day,
    format_names,
    format_said_on,
    format_seconds,
    format_speaker,
)
from rag.types import Answer, Extract, Turn
from rag.writers.extractive import also_in

Standing: TypeAlias = Literal["here", "superseded", "removed"]
"""Whether an extract's article is still in the collection, and still in that version."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What an answer that was kept does not know: how its articles stand now, by number."""

    standing: Mapping[int, Standing]


NO_BESIDE = Beside({})

_VERDICTS = (
    ("right", "Right"),
    ("wrong_quotation", "Wrong quotation"),
    ("wrong_speaker", "Wrong speaker"),
    ("outdated", "Outdated"),
    ("not_relevant", "Not relevant"),
)


def render_turn(
    turn: Turn, number: int, beside: Beside = NO_BESIDE, *, writer: Credit | None = None
) -> str:
    """A question with its answer; `number` is its place in the conversation, from 0.

    Where a writer is named, space is kept free for what it will write of the extracts.
    """
    answer = turn.answer
    if answer.abstained:
        body = _silence(answer, number, beside)
    else:
        prose = (
            render_awaiting(number, answer, writer)
            if writer
            else render_prose(number, answer, turn.prose)
        )
        refused = f'<section class="refused">{render_refused(turn.prose)}</section>'
        body = _found(answer, number, beside, prose) + refused
    return (
        f'<article class="turn" data-turn="{number}" data-outcome="{escape(_outcome(answer))}">'
        f'<div class="asked"><h2 class="question" dir="auto">{escape(turn.question.strip())}</h2>'
        '<button type="button" class="reask plain" aria-label="Edit the question">Edit</button>'
        f"</div>{render_pills(answer, turn.question)}{body}{_receipt(answer)}</article>"
    )


def _outcome(answer: Answer) -> str:
    if answer.abstained:
        return answer.text
    return f"{format_count(len(answer.extracts), 'extract')} found."


def _found(answer: Answer, turn: int, beside: Beside, prose: str) -> str:
    items = "".join(_extract(extract, answer, turn, beside) for extract in answer.extracts)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in answer.notes)
    order = (
        '<div class="order" role="group" aria-label="Order of the extracts">'
        '<button type="button" data-order="relevance" aria-pressed="true">By relevance</button>'
        '<button type="button" data-order="date" aria-pressed="false">By date</button></div>'
    )
    asked = render_clarification(answer)
    tabs = render_tabs(turn, f'{order}<ol class="extracts">{items}</ol>')
    return f"{notes}{asked}{prose}{tabs}"


def _silence(answer: Answer, turn: int, beside: Beside) -> str:
    """The reason, and what came closest, set apart from what answers."""
    parts = [render_silence(answer)]
    if answer.nearest:
        items = "".join(_extract(extract, answer, turn, beside) for extract in answer.nearest)
        parts.append(
            '<section class="nearest"><h3>Came closest, does not answer</h3>'
            f'<ol class="extracts">{items}</ol></section>'
        )
    return "".join(parts)


def _extract(extract: Extract, answer: Answer, turn: int, beside: Beside) -> str:
    number = extract.number
    context = f'<p class="context">{escape(extract.context)}</p>' if extract.context else ""
    day = extract.said_on or extract.published
    return (
        f'<li class="extract" data-turn="{turn}" data-number="{number}"'
        f' data-day="{day.isoformat() if day else ""}">'
        f'<button type="button" class="chip" data-turn="{turn}" data-number="{number}"'
        f' aria-label="Extract {number}: show it in its article" aria-pressed="false"'
        f' aria-describedby="card-{turn}-{number}">{number}</button>'
        f'<div class="said">{context}<blockquote class="words" dir="auto">'
        f'{render_words(extract)}</blockquote><div class="foot">'
        f"{_provenance(extract, answer, beside)}{_feedback(number)}</div></div>"
        f"{render_card(extract, str(turn))}</li>"
    )


def render_words(extract: Extract) -> str:
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


def _provenance(extract: Extract, answer: Answer, beside: Beside) -> str:
    """Who, how, when, where: one line of facts."""
    day = format_day(extract.published) if extract.published else "date unknown"
    facts = [
        format_speaker(extract, answer.query),
        KINDS[extract.kind],
        format_said_on(extract),
        f"<bdi>{escape(extract.source or 'outlet unknown')}</bdi>, {day}",
        escape(also_in(extract)),
    ]
    line = "".join(f"<span>{fact}</span>" for fact in facts if fact)
    # What came closest is under a heading of its own that says it does not answer.
    cautions = [] if answer.abstained else [format_caution(extract, answer.query)]
    standing = beside.standing.get(extract.number, "here")
    if standing == "removed":
        cautions.append("its article has been removed from the collection since")
    elif extract.superseded or standing == "superseded":
        cautions.append("from an earlier version of the article")
    line += "".join(f'<span class="caution">{escape(c)}</span>' for c in cautions if c)
    return f'<p class="provenance">{line}</p>'


def _feedback(number: int) -> str:
    choices = "".join(
        f'<button type="button" role="menuitem" data-verdict="{verdict}">{words}</button>'
        for verdict, words in _VERDICTS
    )
    return (
        '<div class="acts"><button type="button" class="copy-one plain"'
        f' aria-label="Copy extract {number} with its citation">Copy</button>'
        '<button type="button" class="judge plain" aria-haspopup="menu" aria-expanded="false"'
        f' aria-label="Say what you think of extract {number}">Wrong?</button>'
        f'<div class="verdicts" role="menu" hidden>{choices}</div></div>'
    )


def render_card(extract: Extract, turn: str) -> str:
    """What a chip shows on hover and focus."""
    day = format_day(extract.published) if extract.published else "date unknown"
    authors = f"<p>By {escape(format_names(extract.authors))}</p>" if extract.authors else ""
    return (
        f'<div class="card" role="tooltip" id="card-{turn}-{extract.number}" hidden>'
        f"<p><b>{escape(extract.source or 'Outlet unknown')}</b> {day}</p>"
        f'<p class="title" dir="auto">{escape(extract.title)}</p>{authors}'
        f'<p class="quoted" dir="auto">{escape(extract.text)}</p></div>'
    )


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
    left_out = receipt.excluded_by_filter
    filtered = f"{left_out:,} left out by filters" if left_out else "none left out"
    facts.append(f"{format_count(receipt.searched, 'article')} searched, {filtered}")
    if receipt.newest:
        facts.append(f"newest {escape(format_iso_day(receipt.newest))}")
    facts.append(f"index of {escape(format_iso_day(receipt.built))}")
    facts.append(format_seconds(answer.timings.total_s))
    line = "".join(f"<span>{fact}</span>" for fact in facts)
    copy = '<button type="button" class="copy plain">Copy with citations</button>'
    link = '<button type="button" class="copy-link plain">Copy link</button>'
    return f'<div class="receipt"><p>{line}</p>{copy if answer.extracts else ""}{link}</div>'
