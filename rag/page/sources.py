"""The articles behind an answer as HTML, with the extracts marked in their text."""

from collections.abc import Callable, Sequence
from html import escape
from typing import TypeAlias

from index.types import Article, Span
from rag.page.marking import Piece, cut
from rag.page.wording import format_day, format_link, format_names
from rag.types import Answer, Extract

Find: TypeAlias = Callable[[str, str], Article | None]
"""Gives an article by its id and version, or None once it has been removed."""


def render_sources(answer: Answer, find: Find, *, turn: int, focus: int = 0) -> str:
    """Every article that an answer cites, or that came closest; one is shown at a time.

    `focus` is the number of the extract to go to; 0 goes to the first. Empty where nothing
    is cited.
    """
    extracts = answer.extracts or answer.nearest
    if not extracts:
        return ""
    numbers = [extract.number for extract in extracts]
    at = focus if focus in numbers else numbers[0]
    sources = "".join(
        _source(group, find(*key), at=at, numbers=numbers, is_nearest=answer.abstained)
        for key, group in _by_article(extracts).items()
    )
    kind = "nearest" if answer.abstained else "answering"
    return _panel(sources, kind, key=str(turn), at=at, numbers=numbers)


def render_places(extracts: Sequence[Extract], find: Find, *, key: str, focus: int) -> str:
    """The article of one extract of a list that may be long, with all of the list in it.

    `key` names the list; the way to its other extracts is there, their articles are not.
    """
    numbers = [extract.number for extract in extracts]
    if not numbers:
        return ""
    at = focus if focus in numbers else numbers[0]
    sources = "".join(
        _source(group, find(*article), at=at, numbers=numbers, is_nearest=False)
        for article, group in _by_article(extracts).items()
        if any(extract.number == at for extract in group)
    )
    return _panel(sources, "answering", key=key, at=at, numbers=numbers)


def _by_article(extracts: Sequence[Extract]) -> dict[tuple[str, str], list[Extract]]:
    groups: dict[tuple[str, str], list[Extract]] = {}
    for extract in extracts:
        groups.setdefault((extract.article_id, extract.version), []).append(extract)
    return groups


def _panel(sources: str, kind: str, *, key: str, at: int, numbers: Sequence[int]) -> str:
    return (
        f'<section class="sources {kind}" aria-label="Sources" data-turn="{escape(key)}"'
        f' data-focus="{at}" data-numbers="{_joined(numbers)}">{sources}</section>'
    )


def render_article(article: Article) -> str:
    """A whole article of the archive, with nothing marked."""
    day = format_day(article.published) if article.published else "date unknown"
    notes = [f"By {escape(format_names(article.authors))}"] if article.authors else []
    if article.title_derived:
        notes.append("title derived from the text")
    notes.append(f"<bdi>{escape(article.id)}</bdi>")
    if link := format_link(article.url, "Open the original"):
        notes.append(link)
    return (
        '<section class="sources alone" aria-label="Article"><article class="source">'
        f'<div class="sources-bar"><p class="outlet"><b>{escape(article.source or "No outlet")}'
        f'</b> <span>{day}</span></p><button type="button" class="close">Close</button></div>'
        f'<h3 dir="auto">{escape(article.title)}</h3>'
        f'<p class="notes">{"".join(f"<span>{note}</span>" for note in notes)}</p>'
        f"{_text(article, ())}</article></section>"
    )


def _source(
    extracts: Sequence[Extract],
    article: Article | None,
    *,
    at: int,
    numbers: Sequence[int],
    is_nearest: bool,
) -> str:
    """One article; hidden while the extract at hand is in another."""
    first = extracts[0]
    own = [extract.number for extract in extracts]
    notes = [f"By {escape(format_names(first.authors))}"] if first.authors else []
    if first.title_derived:
        notes.append("title derived from the text")
    if first.superseded:
        notes.append("an earlier version")
    notes.append(f"<bdi>{escape(first.article_id)}</bdi>")
    if link := format_link(first.url, "Open the original"):
        notes.append(link)
    caution = '<p class="caution">Came closest, does not answer</p>' if is_nearest else ""
    return (
        f'<article class="source" data-numbers="{_joined(own)}"{"" if at in own else " hidden"}>'
        f"{_bar(first, numbers.index(at) + 1, len(numbers))}{caution}"
        f'<h3 dir="auto">{escape(first.title)}</h3>'
        f'<p class="notes">{"".join(f"<span>{note}</span>" for note in notes)}</p>'
        f"{_removed() if article is None else _text(article, extracts)}</article>"
    )


def _bar(extract: Extract, place: int, total: int) -> str:
    """The outlet and day, where one is among the extracts, and the way to the next."""
    day = format_day(extract.published) if extract.published else "date unknown"
    return (
        f'<div class="sources-bar"><p class="outlet"><b>{escape(extract.source or "No outlet")}</b>'
        f" <span>{day}</span></p>"
        '<button type="button" class="step" data-step="-1" aria-label="Extract before">‹</button>'
        f'<span class="place"><span class="word">extract </span><span class="at">{place}</span>'
        f" of {total}</span>"
        '<button type="button" class="step" data-step="1" aria-label="Next extract">›</button>'
        '<button type="button" class="close">Close</button></div>'
    )


def _joined(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _removed() -> str:
    return '<p class="removed">This article has been removed from the collection since.</p>'


def _text(article: Article, extracts: Sequence[Extract]) -> str:
    """The whole article in paragraphs; what is not the story is set apart."""
    spoken: tuple[Span, ...] = tuple(mark for extract in extracts for mark in extract.marks)
    # What a browser kept is marked only where the article still says so.
    marked = {e.number: e.span for e in extracts if e.span.of(article.text) == e.text}
    paragraphs = cut(article, marked, spoken)
    blocks = []
    for pieces in paragraphs:
        apart = " apart" if all(piece.zone for piece in pieces) else ""
        words = "".join(_piece(piece, article.text) for piece in pieces)
        blocks.append(f'<p class="paragraph{apart}" dir="auto">{words}</p>')
    return f'<div class="text">{"".join(blocks)}</div>'


def _piece(piece: Piece, text: str) -> str:
    words = escape(piece.span.of(text))
    if piece.zone:
        words = f'<span class="zone {piece.zone.value}">{words}</span>'
    if not piece.numbers:
        return words
    if piece.spoken:
        words = f'<span class="spoken">{words}</span>'
    labels = "".join(f'<sup aria-hidden="true" data-n="{n}"></sup>' for n in piece.first_of)
    return (
        f'{labels}<mark class="cited" data-numbers="{_joined(piece.numbers)}" tabindex="-1">'
        f"{words}</mark>"
    )
