"""From what a view is asked for to the query that it means."""

import re
from dataclasses import replace
from datetime import date

from index.archive import Archive, Snapshot
from index.errors import QuestionError
from rag.quotes.listing import check_request, filter_of
from rag.quotes.naming import names_of
from rag.quotes.types import QuoteRequest
from rag.types import Query
from rag.understanding.collection import ArchiveCollection
from rag.understanding.headings import find_heading
from rag.understanding.outlets import outlets_in
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.understanding.words import content_words, words_of
from rag.views.types import ViewRequest

# What asks for the view itself, not for a topic.
_OVER_TIME = re.compile(
    r"^\s*(?:a |the )?(?:timeline|history|chronology) (?:of|for) |"
    r"\s+(?:over time|through time|so far|over the (?:days|weeks|months|years)|day by day)"
    r"(?=\s*[?.!]*\s*$)",
    re.I,
)


def query_of(archive: Archive, request: ViewRequest, *, as_of: date | None = None) -> Query:
    """How a request's question is understood, with what was given beside it.

    Raises:
        UnknownName: The archive has no such speaker or outlet.
        QuestionError: Nothing is asked for, or what cannot be met.
    """
    _check(request)
    with archive.view() as snapshot:
        query = _understood(snapshot, request, as_of or date.today())
        names = names_of(snapshot)
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


def _check(request: ViewRequest) -> None:
    check_request(_listed(request))
    if request.question and not words_of(request.question):
        raise QuestionError("the question holds no words: name a speaker or a topic")
    asked = request.question.strip() or request.speakers or request.about or request.sources
    if not (asked or request.since or request.until):
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
    question = _OVER_TIME.sub("", request.question).strip()
    about = request.about.strip()
    if not question:
        return Query(about, "any", (), (), about, content_words(about))
    people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
    collection = ArchiveCollection(snapshot, as_of)
    outlets, question = _outlets_of(question, snapshot)
    query = understand(question, people, collection)
    query = replace(query, sources=query.sources or outlets)
    if not about:
        return query
    return replace(query, topic=about, terms=content_words(about))


def _outlets_of(text: str, snapshot: Snapshot) -> tuple[tuple[str, ...], str]:
    """The outlets of "Callow Post and Port Gazette on the ferry", and its topic."""
    heading = find_heading(text)
    named = [outlets_in(part, snapshot.outlets()) for part in heading.parts] if heading else []
    if heading is None or not named or not all(named):
        return (), text
    return tuple(dict.fromkeys(source for some in named for source in some)), heading.topic
