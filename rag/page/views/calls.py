"""What the page's script can ask for by name of views, speakers, addresses and suggestions."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from index.errors import NoArchive
from rag.page.calls import Cookies, Desk, Payload
from rag.page.payloads import Json, parse_payload, turn_to_json, value_to_json
from rag.page.sources import render_places
from rag.page.views.drawing import Viewed, draw_view
from rag.page.views.linking import Linked, open_link, write_link
from rag.page.views.shape import Shape
from rag.page.views.speakers import Listed, Named, draw_speaker, draw_table
from rag.page.views.suggesting import render_follow_ups
from rag.suggesting.questions import suggest_follow_ups
from rag.types import Extract, Turn


@dataclass(frozen=True, slots=True)
class Placed:
    """The extracts of a view, named by its key, and the one to go to."""

    key: str
    extracts: tuple[Extract, ...]
    focus: int


def view(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """An answer in another view."""
    return _told(draw_view(desk.library.archive(), parse_payload(Viewed, payload)))


def places(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """The article that an extract of a view stands in."""
    placed = parse_payload(Placed, payload)
    find = desk.library.archive().find
    return {"html": render_places(placed.extracts, find, key=placed.key, focus=placed.focus)}


def speaker_table(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """A page of the table of speakers."""
    try:
        archive = desk.library.archive()
    except NoArchive:
        return {"html": '<p class="nothing">Nothing is on record yet.</p>'}
    return {"html": draw_table(archive, parse_payload(Listed, payload))}


def speaker(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """One speaker and their statements."""
    portrait, shape = draw_speaker(desk.library.archive(), parse_payload(Named, payload))
    return {"portrait": portrait, **_told(shape)}


def link(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """The permanent address of an answer, as a query string."""
    linked = parse_payload(Linked, payload)
    return {"address": write_link(desk.library.archive(), linked, as_of=_today(desk))}


def opened(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """The answer that an address leads to, and what changed since it was made."""
    settings = desk.library.settings
    found = open_link(
        desk.library.archive(),
        parse_payload(str, payload),
        as_of=_today(desk),
        max_chars=settings.max_question_chars,
        min_evidence=settings.min_evidence,
    )
    return {
        "turn": turn_to_json(found.turn),
        "html": found.html,
        "sources": found.sources,
        "changes": found.changes,
        "view": found.view,
        "by": found.by,
        "new": list(found.new),
    }


def follow_ups(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """Questions that go on from an answer."""
    turn = parse_payload(Turn, payload)
    return {"html": render_follow_ups(suggest_follow_ups(desk.library.archive(), turn.answer))}


def _today(desk: Desk) -> date:
    return desk.library.settings.as_of or date.today()


def _told(shape: Shape) -> dict[str, Json]:
    return {
        "key": shape.key,
        "html": shape.html,
        "said": shape.said,
        "extracts": value_to_json(tuple[Extract, ...], shape.extracts),
        "chart": [asdict(bar) for bar in shape.chart],
    }


VIEW_CALLS: dict[str, Callable[[Desk, Payload, Cookies], Json]] = {
    call.__name__: call for call in (view, places, speaker_table, speaker, link, opened, follow_ups)
}
