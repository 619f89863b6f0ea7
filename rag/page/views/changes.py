"""What became of an answer since its address was made, as HTML."""

from html import escape

from rag.links.types import AnswerChanges, Departure, Gone
from rag.page.wording import format_count, format_day

_WHY: dict[Departure, str] = {
    "removed": "its article has been removed from the collection",
    "changed": "its article has changed, and no longer says this",
    "outranked": "still in the collection; other extracts answer better now",
}


def render_changes(changes: AnswerChanges) -> str:
    """The note above an answer; what it no longer holds can be unfolded."""
    changed = " changed" if changes.changed else ""
    gone = ""
    if changes.gone:
        items = "".join(_gone(one) for one in changes.gone)
        count = format_count(len(changes.gone), "extract")
        gone = (
            f"<details><summary>{count} no longer in this answer</summary>"
            f'<ul class="gone">{items}</ul></details>'
        )
    return (
        f'<section class="since{changed}" aria-label="Since this link was made">'
        f"<p>{escape(changes.note)}</p>{gone}</section>"
    )


def _gone(gone: Gone) -> str:
    extract = gone.extract
    why = _WHY[gone.why]
    if extract is None:
        return f"<li>{why}</li>"
    day = format_day(extract.published) if extract.published else "date unknown"
    who = f"<b><bdi>{escape(extract.speaker)}</bdi></b>, " if extract.speaker else ""
    return (
        f'<li><q class="words" dir="auto">{escape(extract.text)}</q>'
        f"<span>{who}<bdi>{escape(extract.source or 'outlet unknown')}</bdi>, {day}: {why}</span>"
        "</li>"
    )
