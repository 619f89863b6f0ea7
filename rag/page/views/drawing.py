"""An answer in the view that was chosen: from what it was asked for to what is shown."""

from dataclasses import dataclass, replace
from datetime import date

from index.archive import Archive
from rag.page.payloads import PayloadError
from rag.page.views.accounts import draw_accounts
from rag.page.views.shape import Shape, render_nothing
from rag.page.views.sides import draw_sides
from rag.page.views.timeline import draw_timeline
from rag.types import Extract, Turn
from rag.understanding.words import words_of
from rag.views.accounts.finding import find_accounts
from rag.views.sides import sides_of
from rag.views.timeline import timeline_of
from rag.views.types import SideBy, ViewName

_NO_TOPIC = "Accounts are compared on a topic: ask about one to see where they differ."


@dataclass(frozen=True, slots=True)
class Viewed:
    """A turn that is to be looked at in another way.

    Attributes:
        number: its place in the conversation, from 0.
        known: the extracts of its other views, whose numbers stay theirs.
        days: of the bar that was chosen in the chart, both included.
    """

    turn: Turn
    number: int
    view: ViewName
    by: SideBy = "speaker"
    known: tuple[Extract, ...] = ()
    days: tuple[date, date] | None = None


def draw_view(archive: Archive, viewed: Viewed) -> Shape:
    """A turn's answer in another view.

    Raises:
        OnRecordError: The archive cannot be read, or the view is none.
    """
    answer = viewed.turn.answer
    query, constraints = answer.query, answer.constraints
    key = f"{viewed.number}-{viewed.view}"
    known = viewed.known or answer.extracts
    if viewed.view == "timeline":
        if viewed.days:
            since, until = viewed.days
            query = replace(query, since=since, until=until, firm=True)
        timeline = timeline_of(archive, query, constraints)
        return draw_timeline(timeline, key, known, days=viewed.days)
    if viewed.view == "sides":
        return draw_sides(sides_of(archive, query, constraints, by=viewed.by), key, known)
    if viewed.view == "accounts":
        if not words_of(query.topic):
            # Of everything there is, accounts are compared for long, and beside the question.
            return Shape(key, render_nothing(_NO_TOPIC), _NO_TOPIC, ())
        accounts = find_accounts(
            archive,
            query.topic,
            since=constraints.since,
            until=constraints.until,
            sources=constraints.sources or query.sources,
        )
        return draw_accounts(accounts, key, known)
    raise PayloadError(f"'{viewed.view}' is no view of an answer")
