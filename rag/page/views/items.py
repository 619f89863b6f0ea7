"""A statement or sentence of a view: its number, its words, its provenance, as HTML."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from index.types import Span
from rag.page.thread import render_card, render_words
from rag.page.wording import KINDS, format_day, format_said_on
from rag.quotes.findings import STANDINGS
from rag.quotes.types import Quote
from rag.types import Extract
from rag.views.accounts.types import Account
from rag.writers.extractive import also_in


@dataclass(frozen=True, slots=True)
class Item:
    """What a view shows at one place: an extract, and what is known beside it.

    Attributes:
        caution: what keeps it from being the speaker's plain words; may be empty.
        period: the first and the last day, where no single one is told; then the extract has none.
    """

    extract: Extract
    probably: bool
    caution: str = ""
    period: tuple[date, date] | None = None


def item_of_quote(quote: Quote) -> Item:
    """A listed statement as an item, not numbered yet."""
    caution = "" if quote.standing == "said" else STANDINGS[quote.standing]
    if quote.reported_by:
        caution = "; ".join(filter(None, [caution, f"as reported by {quote.reported_by}"]))
    extract = Extract(
        number=0,
        article_id=quote.article_id,
        version=quote.version,
        title=quote.title,
        title_derived=quote.title_derived,
        source=quote.source,
        authors=quote.authors,
        published=quote.published,
        url=quote.url,
        superseded=False,
        span=quote.span,
        text=quote.text,
        marks=quote.marks,
        role="said" if quote.standing == "said" else "reported",
        context="",
        speaker=quote.speaker,
        speaker_mention=quote.mention,
        kind=quote.kind,
        said_on=None if quote.said_until else quote.said_on,
        said_on_basis=None if quote.said_until else quote.said_on_basis,
        confidence=quote.confidence,
        score=quote.score,
        story=quote.story,
        also_in=quote.also_in,
        also_sources=quote.also_sources,
    )
    period = (quote.said_on, quote.said_until) if quote.said_on and quote.said_until else None
    return Item(extract, quote.probably, caution, period)


def item_of_account(account: Account) -> Item:
    """A sentence that gives one of several values as an item, not numbered yet."""
    extract = Extract(
        number=0,
        article_id=account.article_id,
        version=account.version,
        title=account.title,
        title_derived=account.title_derived,
        source=account.source,
        authors=account.authors,
        published=account.published,
        url=account.url,
        superseded=False,
        span=account.span,
        text=account.text,
        marks=(account.mark,),
        role="reported" if account.speaker else "related",
        context="",
        speaker=account.speaker,
        speaker_mention=None,
        kind="indirect" if account.speaker else "narration",
        said_on=account.said_on,
        said_on_basis=account.said_on_basis,
        confidence=0.5 if account.probably else 1.0,
        score=0.0,
        story=account.story,
        also_in=account.also_in,
        also_sources=account.also_sources,
    )
    return Item(extract, account.probably)


def number_items(items: Iterable[Item], known: Sequence[Extract]) -> list[Item]:
    """Items with their numbers: that of a known extract at the same place, else the next.

    A number stands for one place, wherever in a turn it is shown.
    """
    following = max((extract.number for extract in known), default=0) + 1
    given: dict[tuple[str, str, Span, str | None], int] = {}
    numbered: list[Item] = []
    for item in items:
        extract = item.extract
        place = (extract.article_id, extract.version, extract.span, extract.speaker)
        if place not in given:
            used = given.values()
            same = (k.number for k in known if k.number not in used and _same(k, extract))
            given[place] = next(same, following)
            following = max(following, given[place] + 1)
        numbered.append(replace(item, extract=replace(extract, number=given[place])))
    return numbered


def _same(known: Extract, other: Extract) -> bool:
    """Whether two are one place: more than half of the longer's words are the other's."""
    if (known.article_id, known.version) != (other.article_id, other.version):
        return False
    shared = min(known.span.end, other.span.end) - max(known.span.start, other.span.start)
    is_place = 2 * shared > max(len(known.span), len(other.span))
    return is_place and (known.speaker is None or known.speaker == other.speaker)


def render_item(item: Item, key: str, *, with_day: bool = False) -> str:
    """An item as a list entry; `key` names its list, so that its chip finds its article.

    `with_day` tells the day of saying too, where no heading does.
    """
    extract = item.extract
    number = extract.number
    return (
        f'<li class="extract" data-turn="{key}" data-number="{number}">'
        f'<button type="button" class="chip" data-turn="{key}" data-number="{number}"'
        f' aria-label="Extract {number}: show it in its article" aria-pressed="false"'
        f' aria-describedby="card-{key}-{number}">{number}</button>'
        f'<div class="said"><blockquote class="words" dir="auto">{render_words(extract)}'
        f'</blockquote><p class="provenance">{_provenance(item, with_day=with_day)}</p></div>'
        f"{render_card(extract, key)}</li>"
    )


def _provenance(item: Item, *, with_day: bool) -> str:
    extract = item.extract
    outlet = f"<bdi>{escape(extract.source or 'outlet unknown')}</bdi>"
    published = format_day(extract.published) if extract.published else "date unknown"
    is_spoken = extract.kind != "narration"
    facts = [
        _speaker(item) if is_spoken else "",
        KINDS[extract.kind],
        format_said_on(extract) if with_day or extract.said_on_basis == "resolved" else "",
        f"said between {format_day(item.period[0])} and {format_day(item.period[1])}"
        if item.period and with_day
        else "",
        f"{outlet}, {published}",
        escape(also_in(extract)),
    ]
    line = "".join(f"<span>{fact}</span>" for fact in facts if fact)
    if item.caution:
        line += f'<span class="caution">{escape(item.caution)}</span>'
    return line


def _speaker(item: Item) -> str:
    if not item.extract.speaker:
        return "speaker not named"
    name = f"<b><bdi>{escape(item.extract.speaker)}</bdi></b>"
    return f'<i class="probably">probably</i> {name}' if item.probably else name
