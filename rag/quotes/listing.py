"""Statements by speaker, topic, days and outlet."""

from collections.abc import Iterable

from index.archive import Archive, Filter, Snapshot
from index.errors import QuestionError
from index.types import Span, Vector
from rag.quotes.naming import Names, find_source, names_of
from rag.quotes.relevance import rank_about
from rag.quotes.statements import Quoting, without_repeats
from rag.quotes.types import Heading, Order, Quote, QuoteGroup, QuoteRequest, Quotes
from rag.understanding.words import words_of
from rag.writers.extractive import day


def find_quotes(archive: Archive, request: QuoteRequest) -> Quotes:
    """List the statements that fit, repeats of the same words once, grouped by speaker.

    Raises:
        UnknownName: The archive has no such speaker or outlet.
        QuestionError: The request cannot be met as it stands.
    """
    order = _order_of(request)
    with archive.view() as snapshot:
        names = names_of(snapshot)
        people = [names.find(name) for name in request.speakers]
        within = filter_of(snapshot, names, request)
        if request.about:
            (vector,) = archive.embed([request.about])
            total, found = _about(snapshot, request.about, vector, within, names.heading)
        else:
            total = snapshot.count_statements(within)
            found = _newest(snapshot, within, request.most, names.heading)
    if order == "newest":
        found = sorted(found, key=_age)
    shown = found[: request.most]
    speakers = tuple(dict.fromkeys(person.name for person in people))
    return Quotes(
        request=request,
        speakers=speakers,
        order=order,
        total=total,
        shown=len(shown),
        groups=_grouped(shown, names.heading),
        note="" if shown else _why_none(request, speakers),
    )


def filter_of(snapshot: Snapshot, names: Names, request: QuoteRequest) -> Filter:
    """The filter on statements that a request asks for.

    Raises:
        UnknownName: The archive has no such speaker or outlet.
    """
    spellings = (spelling for name in request.speakers for spelling in names.find(name).spellings)
    known = snapshot.outlets()
    return Filter(
        speakers=tuple(dict.fromkeys(spellings)),
        sources=tuple(find_source(source, known) for source in request.sources),
        direct=request.direct,
        said_since=request.since,
        said_until=request.until,
    )


def check_request(request: QuoteRequest) -> None:
    """Refuse days in the wrong order, and a topic without words.

    Raises:
        QuestionError: It says what to give instead.
    """
    if request.since and request.until and request.since > request.until:
        raise QuestionError(f"{request.since} is after {request.until}: swap the two days")
    if request.about and not words_of(request.about):
        raise QuestionError(f"the topic '{request.about}' holds no words: name one")


def _order_of(request: QuoteRequest) -> Order:
    check_request(request)
    if request.order == "best" and not request.about:
        raise QuestionError("best first needs a topic: name one, or list the newest first")
    return request.order or ("best" if request.about else "newest")


def _about(
    snapshot: Snapshot, topic: str, vector: Vector, within: Filter, heading: Heading
) -> tuple[int, list[Quote]]:
    """How many statements are about a topic, and all of them once, best first."""
    scores = rank_about(snapshot, topic, vector, within)
    rows = snapshot.statements_where(within, sentences=list(scores))
    quoting = Quoting(snapshot)
    quotes = [
        quoting.quote(row, score=max(scores.get(sentence, 0.0) for sentence in row.sentences))
        for row in rows
    ]
    kept = without_repeats(quotes, heading)
    return len(rows), sorted(kept, key=lambda quote: (-quote.score, _age(quote)))


def _newest(snapshot: Snapshot, within: Filter, most: int, heading: Heading) -> list[Quote]:
    """The newest statements, at least `most` where there are so many different ones."""
    read = 4 * most
    while True:
        rows = snapshot.statements_where(within, most=read)
        quoting = Quoting(snapshot)
        kept = without_repeats((quoting.quote(row) for row in rows), heading)
        if len(kept) >= most or len(rows) < read:
            return kept
        read *= 4


def _age(quote: Quote) -> tuple[int, str, Span]:
    """Sorts newest first, undated last."""
    return (-(quote.said_on.toordinal() if quote.said_on else 0), quote.article_id, quote.span)


def _grouped(quotes: Iterable[Quote], heading: Heading) -> tuple[QuoteGroup, ...]:
    groups: dict[str | None, list[Quote]] = {}
    for quote in quotes:
        who = heading(quote.speaker, quote.speaker_kind) if quote.speaker else None
        groups.setdefault(who, []).append(quote)
    return tuple(QuoteGroup(speaker, tuple(listed)) for speaker, listed in groups.items())


def _why_none(request: QuoteRequest, speakers: tuple[str, ...]) -> str:
    who = " and ".join(speakers) or "anybody"
    limits = [f"about “{request.about}”" if request.about else ""]
    limits += [f"since {day(request.since)}" if request.since else ""]
    limits += [f"until {day(request.until)}" if request.until else ""]
    limits += [f"in {' or '.join(request.sources)}" if request.sources else ""]
    limits += ["in quotation marks" if request.direct else ""]
    said = " ".join(["", *filter(None, limits)])
    return f"Not in this collection: no statement of {who}{said}."
