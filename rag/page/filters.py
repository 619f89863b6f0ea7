"""What a search can be limited to: the form in the sidebar."""

from html import escape

from index.archive import Extent
from rag.page.wording import format_day


def render_filters(extent: Extent) -> str:
    """The form, with the collection's own days and outlets."""
    first, last = extent.first, extent.last
    limits = f' min="{first.isoformat()}" max="{last.isoformat()}"' if first and last else ""
    reach = (
        f'<p class="reach" id="reach">The collection reaches from {format_day(first)} to '
        f"{format_day(last)}.</p>"
        if first and last
        else '<p class="reach" id="reach">No article here has a date.</p>'
    )
    return (
        '<form id="filters-form" autocomplete="off">'
        '<fieldset><legend>Published</legend><div class="days">'
        f'<label>from <input type="date" name="since"{limits} aria-describedby="reach"></label>'
        f'<label>to <input type="date" name="until"{limits} aria-describedby="reach"></label>'
        f"</div>{reach}</fieldset>{_outlets(extent)}"
        '<fieldset><legend>Speakers</legend><div class="chosen" id="chosen-speakers"></div>'
        '<input type="text" role="combobox" id="speaker-search" placeholder="any speaker"'
        ' aria-label="Add a speaker" aria-expanded="false" aria-controls="speaker-list"'
        ' aria-autocomplete="list" spellcheck="false">'
        '<ul id="speaker-list" class="choices" role="listbox" aria-label="Speakers" hidden></ul>'
        "</fieldset>"
        '<label class="check"><input type="checkbox" name="direct"> Direct quotations only</label>'
        '<div class="filter-acts"><button type="button" id="filters-ask" hidden>Ask again with '
        'these</button><button type="button" id="filters-clear" class="plain" hidden>Clear all'
        "</button></div></form>"
    )


def _outlets(extent: Extent) -> str:
    if not extent.outlets:
        return ""
    boxes = "".join(
        f'<label class="check"><input type="checkbox" name="source" value="{escape(outlet)}"> '
        f"<bdi>{escape(outlet)}</bdi> <span>{count:,}</span></label>"
        for outlet, count in extent.outlets
    )
    return f'<fieldset><legend>Outlets</legend><div class="outlets">{boxes}</div></fieldset>'
