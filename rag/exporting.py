"""Statements, traces and speakers as JSON, CSV and Markdown: keys may be added, never renamed."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

from rag.contract import Json
from rag.quotes.speakers import Speaker, Speakers
from rag.quotes.types import Difference, Place, Quote, QuoteRequest, Quotes, Trace
from rag.writers.extractive import day

# What Markdown would read as its own.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")

_COLUMNS = (
    "speaker probably mention role words text standing kind said_on said_on_basis source published"
    " title article_id start end url also_in"
).split()


def quotes_to_json(quotes: Quotes) -> dict[str, Json]:
    """The one object that `onrecord quotes --json` prints."""
    return {
        "request": _request(quotes.request),
        "speakers": list(quotes.speakers),
        "order": quotes.order,
        "total": quotes.total,
        "shown": quotes.shown,
        "note": quotes.note,
        "groups": [
            {"speaker": group.speaker, "statements": [quote_to_json(q) for q in group.quotes]}
            for group in quotes.groups
        ],
    }


def quote_to_json(quote: Quote) -> dict[str, Json]:
    """One statement; `start`, `end` and `marks` are code points of the article's text."""
    return {
        "article_id": quote.article_id,
        "version": quote.version,
        "title": quote.title,
        "title_derived": quote.title_derived,
        "source": quote.source,
        "authors": list(quote.authors),
        "published": _iso(quote.published),
        "url": quote.url,
        "start": quote.span.start,
        "end": quote.span.end,
        "text": quote.text,
        "marks": [[mark.start, mark.end] for mark in quote.marks],
        "words": list(quote.words),
        "speaker": quote.speaker,
        "probably": quote.probably,
        "speaker_mention": quote.mention,
        "speaker_role": quote.role,
        "speaker_kind": quote.speaker_kind,
        "speaker_basis": quote.basis,
        "confidence": quote.confidence,
        "reported_by": quote.reported_by,
        "kind": quote.kind,
        "standing": quote.standing,
        "said_on": _iso(quote.said_on),
        "said_on_basis": quote.said_on_basis,
        "said_until": _iso(quote.said_until),
        "score": quote.score,
        "story": quote.story,
        "also_in": list(quote.also_in),
        "also_sources": list(quote.also_sources),
    }


def trace_to_json(trace: Trace) -> dict[str, Json]:
    """The one object that `onrecord who --json` prints."""
    return {
        "quotation": trace.quotation,
        "found": trace.found,
        "note": trace.note,
        "total": trace.total,
        "complete": trace.complete,
        "places": [place_to_json(place) for place in trace.places],
        "nearest": [place_to_json(place) for place in trace.nearest],
    }


def place_to_json(place: Place) -> dict[str, Json]:
    """One place; `parts` are the quotation's own words in it, without what a cue puts between."""
    return {
        "article_id": place.article_id,
        "version": place.version,
        "title": place.title,
        "title_derived": place.title_derived,
        "source": place.source,
        "authors": list(place.authors),
        "published": _iso(place.published),
        "url": place.url,
        "start": place.span.start,
        "end": place.span.end,
        "text": place.text,
        "parts": [[part.start, part.end] for part in place.parts],
        "likeness": place.likeness,
        "similarity": place.similarity,
        "differences": [_difference(difference) for difference in place.differences],
        "stands_in": place.stands_in,
        "speakers": list(place.speakers),
        "contradiction": place.contradiction,
        "statement": quote_to_json(place.statement) if place.statement else None,
        "also_in": list(place.also_in),
        "also_sources": list(place.also_sources),
    }


def speakers_to_json(speakers: Speakers) -> dict[str, Json]:
    """The one object that `onrecord speakers --json` prints."""
    return {
        "request": _request(speakers.request),
        "total": speakers.total,
        "speakers": [_speaker(speaker) for speaker in speakers.speakers],
    }


def quotes_to_csv(quotes: Quotes) -> str:
    """A row a statement, in the list's order, under a line of names; verbatim, never altered."""
    return statements_to_csv(_each(quotes))


def statements_to_csv(quotes: Iterable[Quote]) -> str:
    """A row a statement, in their order, under a line of names; verbatim, never altered."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, _COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for quote in quotes:
        row = quote_to_json(quote)
        row |= {
            "mention": quote.mention,
            "role": quote.role,
            "words": " … ".join(quote.words),
            "also_in": " ".join(quote.also_in),
        }
        writer.writerow(row)
    return written.getvalue()


def quotes_to_markdown(quotes: Quotes) -> str:
    """A heading a speaker, and each statement as a block with its source below."""
    lines = [quotes.note] if quotes.note else []
    for group in quotes.groups:
        lines += [f"## {plain_markdown(group.speaker or 'Speaker not named')}", ""]
        for quote in group.quotes:
            lines += quote_to_markdown(quote)
    return "\n".join(lines).rstrip() + "\n"


def quote_to_markdown(quote: Quote) -> list[str]:
    """The lines of one statement: a block of its words, and its source below."""
    block = [f"> {plain_markdown(line)}" for line in quote.text.split("\n") if line.strip()]
    return [*block, "", plain_markdown(_source_line(quote)), ""]


def tell_said_on(quote: Quote) -> str:
    """The day of a statement and how it is known, for people."""
    if quote.said_until:
        return f"between {day(quote.said_on)} and {day(quote.said_until)}"
    how = {"explicit": "", "resolved": "", "published": " (published)", None: ""}
    return f"{day(quote.said_on)}{how[quote.said_on_basis]}"


def _source_line(quote: Quote) -> str:
    who = f"probably {quote.speaker}" if quote.probably else quote.speaker or quote.mention
    parts = [
        who or "speaker not named",
        quote.role,
        None if quote.standing == "said" else quote.standing,
        tell_said_on(quote),
        quote.source or "unknown outlet",
        f"“{quote.title}”",
        f"{quote.article_id}, characters {quote.span.start}-{quote.span.end}",
    ]
    return f"— {', '.join(part for part in parts if part)}"


def _each(quotes: Quotes) -> Iterator[Quote]:
    for group in quotes.groups:
        yield from group.quotes


def plain_markdown(text: str) -> str:
    """A text on one line, of which Markdown reads nothing as its own."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _request(request: QuoteRequest) -> dict[str, Json]:
    return {
        "speakers": list(request.speakers),
        "about": request.about,
        "since": _iso(request.since),
        "until": _iso(request.until),
        "sources": list(request.sources),
        "direct": request.direct,
    }


def _difference(difference: Difference) -> dict[str, Json]:
    return {
        "change": difference.change,
        "quoted": difference.quoted,
        "written": difference.written,
        "start": difference.span.start,
        "end": difference.span.end,
    }


def _speaker(speaker: Speaker) -> dict[str, Json]:
    return {
        "name": speaker.name,
        "spellings": list(speaker.spellings),
        "kind": speaker.kind,
        "roles": [{"role": role, "statements": count} for role, count in speaker.roles],
        "statements": speaker.statements,
        "quoted": speaker.quoted,
        "reported": speaker.reported,
        "not_said": speaker.not_said,
        "first": _iso(speaker.first),
        "last": _iso(speaker.last),
        "articles": speaker.articles,
        "sources": list(speaker.sources),
        "topics": [{"topic": topic, "statements": count} for topic, count in speaker.topics],
    }


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
