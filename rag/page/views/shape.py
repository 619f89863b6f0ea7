"""One way to look at an answer, drawn: its HTML, and the extracts that its numbers stand for."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from rag.page.views.items import Item
from rag.types import Extract


@dataclass(frozen=True, slots=True)
class Shape:
    """A view as it is shown.

    Attributes:
        key: names it on the page: its chips lead to its own extracts.
        said: what a screen reader is told once it is there.
        chart: the bars of its chart, each with first day, last day, counts and a label.
    """

    key: str
    html: str
    said: str
    extracts: tuple[Extract, ...]
    chart: tuple["Bar", ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart; `start` and `end` are ISO days, both included."""

    start: str
    end: str
    statements: int
    articles: int
    label: str


def extracts_of(items: Iterable[Item]) -> tuple[Extract, ...]:
    """The extracts of items in the order of their numbers, each once."""
    extracts = {item.extract.number: item.extract for item in items}
    return tuple(extracts[number] for number in sorted(extracts))


def render_nothing(note: str) -> str:
    """Why a view is empty, in one sentence."""
    return f'<p class="nothing">{escape(note)}</p>'
