"""The statements that a view is made of: what a request or a question asks for, each once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from index.archive import Archive, Filter, Snapshot
from index.errors import QuestionError
from rag.quotes.listing import check_request, filter_of
from rag.quotes.naming import Names
from rag.quotes.relevance import rank_about
from rag.quotes.statements import Quoting, without_repeats
from rag.quotes.types import Quote, QuoteRequest
from rag.types import Constraints, Query, Reason
from rag.understanding.collection import ArchiveCollection
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.understanding.words import words_of
from rag.views.types import NO_CONSTRAINTS, Subject, ViewRequest
from rag.writers.extractive import day


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a view is of, and its statements, best first where there is a topic.

    Attributes:
        heading: the name under which a speaker's statements stand.
        reason: why there are none, or None; `note` then says so.
    """

    subject: Subject
    quotes: tuple[Quote, ...]
    heading: Callable[[str], str]
    generation: int
    reason: Reason | None = None
    note: str = ""


def query_of(archive: Archive, request: ViewRequest, *, as_of: date | None = None) -> Query:
    """How a request's question is understood, with what was given beside it.

    Raises:
        UnknownName: The archive has no such speaker or outlet.
        QuestionError: Nothing is asked for, or what cannot be met.
    """
    _check(request)
    with archive.view() as snapshot:
        query = _understood(snapshot, request, as_of or date.today())
        names = Names(snapshot.speakers())
        people = [names.find(name) for name in request.speakers]
        within = filter_of(snapshot, names, _listed(request))
    if people:
        query = replace(
            query,
            kind="said",
            speakers=tuple(dict.fromkeys(person.name for person in people)),
            names=within.speakers,
            choices=(),
            near=(),
        )
    return replace(
        query,
        sources=within.sources or query.sources,
        since=request.since or query.since,
        until=request.until or query.until,
        firm=query.firm or bool(request.since or request.until),
    )


def gather(archive: Archive, query: Query, constraints: Constraints = NO_CONSTRAINTS) -> Gathered:
    """The statements that a query asks for, of one generation of the archive."""
    with archive.view() as snapshot:
        names = Names(snapshot.speakers())
        topic = query.topic if words_of(query.topic) else ""
        within = _filter(query, constraints)
        scores = None
        if topic:
            (vector,) = archive.embed([topic])
            scores = rank_about(snapshot, topic, vector, within)
        rows = snapshot.statements_where(within, sentences=None if scores is None else list(scores))
        quoting = Quoting(snapshot)
        found = [
            quoting.quote(row, score=max(scores.get(s, 0.0) for s in row.sentences))
            if scores is not None
            else quoting.quote(row)
            for row in rows
        ]
        quotes = without_repeats(found, names.heading)
        generation = snapshot.generation
        empty = not snapshot.size().articles
    if topic:
        quotes = sorted(quotes, key=lambda quote: -quote.score)
    subject = Subject(
        speakers=query.speakers,
        about=topic,
        since=within.said_since,
        until=within.said_until,
        sources=within.sources,
        direct=within.direct,
        notes=query.notes,
    )
    reason: Reason | None = None
    if not quotes:
        reason = "empty_archive" if empty else _reason(query, subject)
    return Gathered(
        subject=subject,
        quotes=tuple(quotes),
        heading=names.heading,
        generation=generation,
        reason=reason,
        note=_note(subject, reason) if reason else "",
    )


def _check(request: ViewRequest) -> None:
    check_request(_listed(request))
    if request.question and not words_of(request.question):
        raise QuestionError("the question holds no words: name a speaker or a topic")
    if not (request.question.strip() or request.speakers or request.about or request.sources):
        raise QuestionError("nothing is asked for: give a question, a speaker or a topic")


def _listed(request: ViewRequest) -> QuoteRequest:
    return QuoteRequest(
        speakers=request.speakers,
        about=request.about,
        since=request.since,
        until=request.until,
        sources=request.sources,
        direct=request.direct,
    )


def _understood(snapshot: Snapshot, request: ViewRequest, as_of: date) -> Query:
    if not request.question.strip():
        return Query(request.about, "any", (), (), request.about, ())
    people = snapshot.derived(People, lambda: People(snapshot.speakers()))
    query = understand(request.question, people, ArchiveCollection(snapshot, as_of))
    return replace(query, topic=request.about or query.topic)


def _filter(query: Query, constraints: Constraints) -> Filter:
    speakers = tuple(
        n for n in query.names if n in constraints.speakers or not constraints.speakers
    )
    sources = tuple(s for s in query.sources if s in constraints.sources or not constraints.sources)
    return Filter(
        speakers=speakers or constraints.speakers,
        since=constraints.since,
        until=constraints.until,
        sources=sources or constraints.sources,
        direct=constraints.direct,
        said_since=query.since if query.firm else None,
        said_until=query.until if query.firm else None,
    )


def _reason(query: Query, subject: Subject) -> Reason:
    if query.speakers and not query.names:
        return "no_speaker"
    if subject.since or subject.until:
        return "outside_dates"
    return "no_statement_on_topic" if subject.speakers else "weak_evidence"


def _note(subject: Subject, reason: Reason) -> str:
    if reason == "empty_archive":
        return "The collection is empty: add articles, then ask again."
    who = " and ".join(subject.speakers) or "anybody"
    limits = [f"about “{subject.about}”" if subject.about else ""]
    limits += [f"since {day(subject.since)}" if subject.since else ""]
    limits += [f"until {day(subject.until)}" if subject.until else ""]
    limits += [f"in {' or '.join(subject.sources)}" if subject.sources else ""]
    limits += ["in quotation marks" if subject.direct else ""]
    said = " ".join(["", *filter(None, limits)])
    return f"Not in this collection: no statement of {who}{said}."
