"""Statements of several speakers, or in several outlets, in columns."""

from collections.abc import Sequence
from html import escape

from rag.page.views.items import item_of_quote, number_items, render_item
from rag.page.views.shape import Shape, extracts_of, render_nothing
from rag.page.wording import format_count, format_day
from rag.types import Extract
from rag.views.types import Column, SideBy, Sides

_BY: tuple[tuple[SideBy, str], ...] = (("speaker", "Speakers"), ("source", "Outlets"))


def draw_sides(sides: Sides, key: str, known: Sequence[Extract] = ()) -> Shape:
    """A side-by-side as it is shown, with the choice of what its columns are."""
    quotes = [quote for column in sides.columns for quote in column.statements]
    numbered = number_items([item_of_quote(quote) for quote in quotes], known)
    choice = "".join(
        f'<button type="button" data-by="{by}" aria-pressed="{_bool(by == sides.by)}">{words}'
        "</button>"
        for by, words in _BY
    )
    bar = f'<div class="by-choice" role="group" aria-label="Columns">{choice}</div>'
    if not sides.columns:
        note = sides.note or "Nothing is on record for this."
        return Shape(key, bar + render_nothing(note), note, ())
    left = iter(numbered)
    columns = []
    for column in sides.columns:
        entries = "".join(render_item(next(left), key, with_day=True) for _ in column.statements)
        columns.append(_column(column, entries))
    noun = "speaker" if sides.by == "speaker" else "outlet"
    said = f"{format_count(len(columns), noun)} side by side"
    html = f'{bar}<div class="sides">{"".join(columns)}</div>'
    return Shape(key, html, said, extracts_of(numbered))


def _column(column: Column, entries: str) -> str:
    shown = len(column.statements)
    total = format_count(column.total, "statement")
    facts = [f"{shown:,} of {total}" if shown < column.total else total]
    if column.first and column.last:
        days = dict.fromkeys((format_day(column.first), format_day(column.last)))
        facts.append(" to ".join(days))
    body = f'<ol class="extracts">{entries}</ol>' if entries else render_nothing(column.note)
    tally = f'<p class="tally">{", ".join(facts)}</p>' if entries else ""
    return (
        f'<section class="side" aria-label="{escape(column.name)}">'
        f"<h3><bdi>{escape(column.name)}</bdi></h3>{tally}{body}</section>"
    )


def _bool(value: bool) -> str:
    return "true" if value else "false"
