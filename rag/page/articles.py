"""The archive as people look through it: its articles in a table, its health."""

from collections.abc import Sequence
from html import escape

from index.archive import Archive, ListedArticle, Listing, Order
from rag.page.wording import format_count, format_day, format_iso_day, format_names

PAGE_OF = 50

_HEADS: tuple[tuple[str, Order | None], ...] = (
    ("Title", "title"),
    ("Outlet", None),
    ("Date", "newest"),
    ("Authors", None),
    ("Statements", "statements"),
    ("Versions", None),
    ("Copies", None),
)


def render_listing(listing: Listing, *, order: Order, offset: int, may_change: bool) -> str:
    """A page of the table, with the way to the next."""
    if not listing.articles:
        return '<p class="nothing">No article fits. Search for other words.</p>'
    heads = "".join(_head(words, by, order) for words, by in _HEADS)
    rows = "".join(_row(article, may_change=may_change) for article in listing.articles)
    last = '<th scope="col"><span class="unseen">Remove</span></th>' if may_change else ""
    return (
        '<div class="table" tabindex="0" role="region" aria-label="Table of articles"><table>'
        f"<thead><tr>{heads}{last}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{_pages(listing.total, offset)}"
    )


def _head(words: str, by: Order | None, order: Order) -> str:
    if by is None:
        return f'<th scope="col">{words}</th>'
    # A second click on the date turns it around.
    is_date = by == "newest"
    towards = "oldest" if is_date and order == "newest" else by
    is_on = order == by or (is_date and order == "oldest")
    sorting = ("ascending" if order in ("oldest", "title") else "descending") if is_on else "none"
    arrow = {"ascending": " ↑", "descending": " ↓", "none": ""}[sorting]
    return (
        f'<th scope="col" aria-sort="{sorting}"><button type="button" data-order="{towards}">'
        f"{words}{arrow}</button></th>"
    )


def _row(article: ListedArticle, *, may_change: bool) -> str:
    key = f'data-id="{escape(article.id)}"'
    title = escape(article.title)
    day = format_day(article.published) if article.published else "unknown"
    remove = (
        f'<td><button type="button" class="remove-article plain" {key} data-title="{title}"'
        f' aria-label="Remove {title}">Remove</button></td>'
        if may_change
        else ""
    )
    numbers = "".join(
        f'<td class="number" data-label="{one if count == 1 else several}">{count:,}</td>'
        for one, several, count in (
            ("statement", "statements", article.statements),
            ("version", "versions", article.versions),
            ("copy", "copies", article.copies),
        )
    )
    return (
        f'<tr><td class="title"><button type="button" class="open-article plain" {key}'
        f' dir="auto">{title}</button></td>'
        f"<td><bdi>{escape(article.source or 'unknown')}</bdi></td><td>{day}</td>"
        f"<td><bdi>{escape(format_names(article.authors))}</bdi></td>{numbers}{remove}</tr>"
    )


def _pages(total: int, offset: int) -> str:
    upto = min(offset + PAGE_OF, total)
    before = "" if offset else " disabled"
    after = "" if upto < total else " disabled"
    return (
        f'<div class="paging"><span>{offset + 1:,}–{upto:,} of {format_count(total, "article")}'
        f'</span><button type="button" data-offset="{max(offset - PAGE_OF, 0)}"{before}>Before'
        f'</button><button type="button" data-offset="{offset + PAGE_OF}"{after}>Next</button>'
        "</div>"
    )


def render_facts(archive: Archive) -> str:
    """What the archive holds and what made it."""
    with archive.view() as snapshot:
        size, repeated = snapshot.size(), snapshot.count_repeated_stories()
    manifest = archive.manifest
    facts = (
        ("Articles", f"{size.articles:,}"),
        ("Statements", f"{size.statements:,}"),
        ("Sentences", f"{size.sentences:,}"),
        ("Repeated stories", f"{repeated:,}"),
        ("Newest", format_iso_day(size.newest) or "unknown"),
        ("Last changed", format_iso_day(manifest.built) or "never"),
        ("Embedder", manifest.embedder),
        ("Format", f"{manifest.format}, by onrecord {manifest.program}"),
    )
    items = "".join(f"<div><dt>{name}</dt><dd>{escape(v)}</dd></div>" for name, v in facts)
    return f"<dl>{items}</dl>"


def render_health(faults: Sequence[str]) -> str:
    """What a check of every span, count and vector found."""
    if not faults:
        return '<p class="well" role="status">All is well: every span equals its text.</p>'
    items = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    return (
        f'<div class="problem" role="alert"><p>{format_count(len(faults), "fault")}. '
        f"Run ‘onrecord verify --repair’, or ‘onrecord index --rebuild’.</p><ul>{items}</ul></div>"
    )
