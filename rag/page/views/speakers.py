"""Who speaks: a table to search and order, and one speaker's statements by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal, TypeAlias

from index.archive import Archive
from index.stems import fold
from rag.page.views.shape import Shape
from rag.page.views.timeline import draw_timeline
from rag.page.wording import format_count, format_day
from rag.quotes.speakers import Speaker, every_speaker, list_speakers, with_topics
from rag.quotes.types import QuoteRequest
from rag.types import Extract
from rag.views.timeline import find_timeline
from rag.views.types import ViewRequest

PAGE_OF = 50
KEY = "speaker"
_MOST_SPEAKERS = 1_000_000
_MOST_TOPICS = 4
_MOST_OTHERS = 3

SpeakerOrder: TypeAlias = Literal["statements", "name", "first", "last"]

_HEADS: tuple[tuple[str, SpeakerOrder | None], ...] = (
    ("Speaker", "name"),
    ("As", None),
    ("Statements", "statements"),
    ("On", None),
    ("First", "first"),
    ("Last", "last"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Which page of the table is wanted.

    Attributes:
        words: parts of names or roles.
        about: a topic; empty for any.
    """

    words: str = ""
    about: str = ""
    order: SpeakerOrder = "statements"
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """Whose statements are wanted, about what, and on which days.

    `known` are those that were listed before, whose numbers stay theirs.
    """

    name: str
    about: str = ""
    days: tuple[date, date] | None = None
    known: tuple[Extract, ...] = ()


def draw_table(archive: Archive, listed: Listed) -> str:
    """A page of the table of speakers."""
    speakers = _speakers(archive, listed.about.strip())
    wanted = fold(listed.words).split()
    found = [speaker for speaker in speakers if _fits(speaker, wanted)]
    if not found:
        return '<p class="nothing">No speaker fits. Search for other words.</p>'
    ordered = _ordered(found, listed.order)
    offset = max(listed.offset, 0)
    page = ordered[offset : offset + PAGE_OF]
    with archive.view() as snapshot:
        rows = "".join(_row(with_topics(speaker, snapshot)) for speaker in page)
    heads = "".join(_head(words, by, listed.order) for words, by in _HEADS)
    return (
        '<div class="table" tabindex="0" role="region" aria-label="Table of speakers"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{_paging(len(ordered), offset)}"
    )


def draw_speaker(archive: Archive, named: Named) -> tuple[str, Shape]:
    """One speaker: what is known of them as HTML, and their statements, the newest first.

    Raises:
        UnknownName: Nobody here has that name.
    """
    request = QuoteRequest(speakers=(named.name,), most=_MOST_SPEAKERS)
    found = list_speakers(archive, request).speakers
    since, until = named.days or (None, None)
    timeline = find_timeline(
        archive, ViewRequest(speakers=(named.name,), about=named.about, since=since, until=until)
    )
    shape = draw_timeline(timeline, KEY, named.known, days=named.days, newest_first=True)
    return _portrait(found, named), shape


def _speakers(archive: Archive, about: str) -> tuple[Speaker, ...]:
    """All speakers, or those who spoke about a topic, most statements first."""
    if about:
        return list_speakers(archive, QuoteRequest(about=about, most=_MOST_SPEAKERS)).speakers
    with archive.view() as snapshot:
        return every_speaker(snapshot)


def _fits(speaker: Speaker, wanted: Sequence[str]) -> bool:
    roles = (role for role, _ in speaker.roles)
    words = fold(" ".join((*speaker.spellings, *roles))).split()
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _ordered(speakers: Sequence[Speaker], order: SpeakerOrder) -> list[Speaker]:
    if order == "name":
        return sorted(speakers, key=lambda speaker: fold(speaker.name))
    if order == "first":
        return sorted(speakers, key=lambda speaker: (speaker.first or date.max, speaker.name))
    if order == "last":
        return sorted(speakers, key=lambda s: (-(s.last or date.min).toordinal(), s.name))
    return list(speakers)


def _head(words: str, by: SpeakerOrder | None, order: SpeakerOrder) -> str:
    if by is None:
        return f'<th scope="col">{words}</th>'
    rising = by in ("name", "first")
    sorting = ("ascending" if rising else "descending") if by == order else "none"
    arrow = (" ↑" if rising else " ↓") if by == order else ""
    return (
        f'<th scope="col" aria-sort="{sorting}"><button type="button" data-order="{by}">'
        f"{words}{arrow}</button></th>"
    )


def _row(speaker: Speaker) -> str:
    name = escape(speaker.name)
    topics = [topic for topic, _ in speaker.topics[:_MOST_TOPICS]]
    role = escape(speaker.roles[0][0]) if speaker.roles else ""
    days = "".join(
        f'<td class="day" data-label="{label}">{format_day(day) if day else ""}</td>'
        for label, day in (("first", speaker.first), ("last", speaker.last))
    )
    # The reader of the table on a phone has no heads: a row tells what its numbers are.
    noun = "statement" if speaker.statements == 1 else "statements"
    return (
        '<tr><td class="name"><button type="button" class="open-speaker plain"'
        f' data-name="{name}"><bdi>{name}</bdi></button></td>'
        f'<td class="role"><bdi>{role}</bdi></td>'
        f'<td class="number" data-label="{noun}">{speaker.statements:,}</td>'
        f'<td class="topics">{escape(", ".join(topics))}</td>{days}</tr>'
    )


def _paging(total: int, offset: int) -> str:
    upto = min(offset + PAGE_OF, total)
    before = "" if offset else " disabled"
    after = "" if upto < total else " disabled"
    return (
        f'<div class="paging"><span>{offset + 1:,}–{upto:,} of {format_count(total, "speaker")}'
        f'</span><button type="button" data-offset="{max(offset - PAGE_OF, 0)}"{before}>Before'
        f'</button><button type="button" data-offset="{offset + PAGE_OF}"{after}>Next</button>'
        "</div>"
    )


def _portrait(found: Sequence[Speaker], named: Named) -> str:
    """What is known of a speaker; `found` are all whom the name fits, the likeliest named so."""
    speaker = next((one for one in found if one.name == named.name), found[0])
    name = escape(speaker.name)
    roles = ", ".join(f"{escape(role)} ({count:,})" for role, count in speaker.roles)
    facts = [
        format_count(speaker.statements, "statement"),
        f"{speaker.quoted:,} in their own words, {speaker.reported:,} reported",
        f"in {format_count(speaker.articles, 'article')}",
        f"of {format_count(len(speaker.sources), 'outlet')}",
    ]
    if speaker.first and speaker.last:
        facts.append(f"{format_day(speaker.first)} to {format_day(speaker.last)}")
    # A bare surname of several people stays apart, and is listed with a word of it.
    facts += [
        f"listed with {one.statements:,} of “<bdi>{escape(one.name)}</bdi>”"
        for one in found
        if one is not speaker
    ][:_MOST_OTHERS]
    line = "".join(f"<span>{fact}</span>" for fact in facts)
    topics = "".join(
        f'<button type="button" class="topic" data-about="{escape(topic)}"'
        f' aria-pressed="{"true" if topic == named.about else "false"}"><bdi>{escape(topic)}</bdi>'
        f" <span>{count:,}</span></button>"
        for topic, count in speaker.topics
    )
    return (
        f'<h2 id="speakers-heading" tabindex="-1"><bdi>{name}</bdi></h2>'
        + (f'<p class="roles">{roles}</p>' if roles else "")
        + f'<p class="facts-line">{line}</p>'
        + f'<div class="topics" role="group" aria-label="What {name} speaks about">{topics}</div>'
    )
