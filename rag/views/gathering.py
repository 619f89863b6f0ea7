"""The statements that a view is made of: what a query asks for, each once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.archive import Archive, Filter, Snapshot, StatementRow
from index.types import Vector
from rag.abstention import judge
from rag.arranging import arrange, is_left_out
from rag.evidence import gather_evidence
from rag.extracts import rank_candidates
from rag.quotes.naming import Names, names_of
from rag.quotes.statements import Quoting, without_repeats
from rag.quotes.types import Heading, Quote
from rag.retrieval import retrieve
from rag.types import Constraints, Query, Reason
from rag.understanding.words import content_words, words_of
from rag.views.abbreviations import written_out
from rag.views.periods import period_of
from rag.views.relevance import Topic
from rag.views.types import NO_CONSTRAINTS, Subject
from rag.writers.extractive import day

# A view tells when things were said: what was only thought, planned or possible was not.
_SHOWN = ("said", "denied", "rejected")

# An answer's best sentences are in its views too, whatever the bounds of a topic say: sooner
# where they lean on the sentence before, less soon where they hold a part of the topic alone.
_BEST = 5
_ANSWERING = 2.5
_ANSWER_LEANING = 0.15
_ANSWER_NEAR = 0.28
_ANSWER_NEARER = 0.36

# Less of this is no longer on the topic where the search finds no answer.
_SURELY = 0.6


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a view is of, and its statements, best first where there is a topic.

    Attributes:
        heading: the name under which a speaker's statements stand.
        reason: why there are none, or None; `note` then says so.
    """

    subject: Subject
    quotes: tuple[Quote, ...]
    heading: Heading
    generation: int
    reason: Reason | None = None
    note: str = ""


def gather(archive: Archive, query: Query, constraints: Constraints = NO_CONSTRAINTS) -> Gathered:
    """The statements that a query asks for, of one generation of the archive."""
    topic = query.topic.strip(" ?.!") if words_of(query.topic) else ""
    within = _filter(query, constraints)
    with archive.view() as snapshot:
        names = names_of(snapshot)
        quoting = Quoting(snapshot)
        if _is_unknown(query) or _is_left_out(query, constraints):
            found = []
        elif topic:
            scored = _about(
                snapshot, query, archive.embed([query.text, topic]), within, quoting=quoting
            )
            found = [_quote(quoting, row, score) for row, score in scored]
        else:
            found = [_quote(quoting, row, 0.0) for row in snapshot.statements_where(within)]
        named = _named_as_asked(query, names)
        found = [named(quote) for quote in found if quote.standing in _SHOWN]
        quotes = without_repeats(_joined(found), names.heading)
        generation = snapshot.generation
        empty = not snapshot.size().articles
    if topic:
        quotes = sorted(quotes, key=lambda quote: (-quote.score, quote.article_id, quote.span))
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
        left_out = _is_left_out(query, constraints)
        reason = "empty_archive" if empty else _reason(query, subject, left_out=left_out)
    return Gathered(
        subject=subject,
        quotes=tuple(quotes),
        heading=names.heading,
        generation=generation,
        reason=reason,
        note=_note(subject, reason) if reason else "",
    )


def _quote(quoting: Quoting, row: StatementRow, score: float) -> Quote:
    """A statement with the day, or the period where no day is told, in which it was said."""
    article = quoting.article(row.article_key)
    quote = quoting.quote(row, score=score)
    period = period_of(row.statement, article.text, article.published)
    if period is None:
        return quote
    return replace(quote, said_on=period[0], said_until=period[1], said_on_basis="resolved")


def _about(
    snapshot: Snapshot, query: Query, vectors: list[Vector], within: Filter, *, quoting: Quoting
) -> list[tuple[StatementRow, float]]:
    """The statements on the topic, and those that an answer to the query shows."""
    terms = query.terms or content_words(query.topic)
    name, also = _name_in(query.topic), written_out(snapshot, query.topic)
    judged = Topic(snapshot, terms, vectors[1], within, name=name, also=also, typed=query.topic)
    answering, answered = _answering(snapshot, query, vectors, within)
    rows = snapshot.statements_where(within, sentences=[*judged.found, *answering])
    scored = []
    for row in rows:
        if row.statement.speaker in query.without_speakers:
            continue
        text = quoting.article(row.article_key).text
        score = judged.score(row, text)
        if score is None:
            score = judged.near(row)
            if not _is_answer(row, answering) or score < _least_of_an_answer(judged, row, text):
                continue
        if answered or score >= _SURELY:
            scored.append((row, score))
    return scored


def _least_of_an_answer(judged: Topic, row: StatementRow, text: str) -> float:
    if judged.leans(row, text):
        return _ANSWER_LEANING
    return _ANSWER_NEARER if judged.is_in_part(row) else _ANSWER_NEAR


def _name_in(topic: str) -> str:
    """A topic that is a name of several words, "Callow Bridge"; empty for any other."""
    words = topic.strip(" ?.!").removeprefix("the ").split()
    return " ".join(words) if len(words) > 1 and all(w[:1].isupper() for w in words) else ""


def _answering(
    snapshot: Snapshot, query: Query, vectors: list[Vector], within: Filter
) -> tuple[list[int], bool]:
    """The sentences that answer the query best, and whether they are enough for an answer."""
    # Days of saying are a view's own; the search knows days of publication alone.
    limits = replace(within, said_since=None, said_until=None, speakers=())
    hits = retrieve(snapshot, query, vectors, limits)
    candidates = arrange(snapshot, query, rank_candidates(snapshot, query, hits, vectors))
    articles = snapshot.size().articles
    evidence = gather_evidence(snapshot, query, candidates)
    reason = judge(query, evidence, articles=articles).reason
    if reason:
        return [], False
    best = [c for c in candidates[:_BEST] if c.score >= candidates[0].score - _ANSWERING]
    return [c.hit.sentence for c in best if c.statement is not None], True


def _joined(quotes: list[Quote]) -> list[Quote]:
    """One for all statements of one speaker in the same sentences, with the words of each."""
    joined: dict[tuple[object, ...], Quote] = {}
    for quote in quotes:
        key = (quote.article_id, quote.span, quote.speaker, quote.standing, quote.said_on)
        other = joined.get(key)
        if other is None:
            joined[key] = quote
            continue
        marks = tuple(sorted({*other.marks, *quote.marks}))
        surer = max(other, quote, key=lambda q: q.confidence)
        joined[key] = replace(
            surer,
            marks=marks,
            words=tuple(
                quote.text[mark.start - quote.span.start : mark.end - quote.span.start]
                for mark in marks
            ),
            kind=other.kind if other.kind == quote.kind else "mixed",
            score=max(other.score, quote.score),
        )
    return list(joined.values())


def _named_as_asked(query: Query, names: Names) -> Callable[[Quote], Quote]:
    """Gives a statement under the name that its speaker was asked for."""
    asked = {spelling: name for name in query.speakers for spelling in names.spellings(name)}

    def named(quote: Quote) -> Quote:
        return replace(quote, speaker=asked.get(quote.speaker or "", quote.speaker))

    return named


def _is_answer(row: StatementRow, answering: list[int]) -> bool:
    return any(sentence in answering for sentence in row.sentences)


def _is_unknown(query: Query) -> bool:
    """Whether somebody's words are asked for who does not speak here."""
    return query.kind == "said" and bool(query.speakers) and not query.names


def _is_left_out(query: Query, constraints: Constraints) -> bool:
    """Whether the filters leave none of the speakers, or none of the outlets, that are named."""
    own = query.names if query.kind == "said" else ()
    without = bool(own and constraints.speakers) and not set(own) & set(constraints.speakers)
    return without or is_left_out(query, constraints.sources)


def _filter(query: Query, constraints: Constraints) -> Filter:
    own = query.names if query.kind == "said" else ()
    limit = constraints.speakers
    speakers = tuple(name for name in own if not limit or name in limit) or limit
    limit = constraints.sources
    sources = tuple(s for s in query.sources if not limit or s in limit)
    return Filter(
        speakers=speakers,
        since=constraints.since,
        until=constraints.until,
        sources=sources or limit,
        direct=constraints.direct,
        said_since=query.since if query.firm else None,
        said_until=query.until if query.firm else None,
    )


def _reason(query: Query, subject: Subject, *, left_out: bool) -> Reason:
    if _is_unknown(query):
        return "no_speaker"
    if left_out:
        return "filtered_out"
    if subject.since or subject.until:
        return "outside_dates"
    return "no_statement_on_topic" if subject.speakers else "weak_evidence"


def _note(subject: Subject, reason: Reason) -> str:
    if reason == "empty_archive":
        return "The collection is empty: add articles, then ask again."
    who = " and ".join(subject.speakers) or "anybody"
    if reason == "no_speaker":
        return f"Not in this collection: {who} is not quoted in it."
    if reason == "filtered_out":
        return "The filters leave out what is asked for: widen them."
    limits = [f"about “{subject.about}”" if subject.about else ""]
    limits += [f"since {day(subject.since)}" if subject.since else ""]
    limits += [f"until {day(subject.until)}" if subject.until else ""]
    limits += [f"in {' or '.join(subject.sources)}" if subject.sources else ""]
    limits += ["in quotation marks" if subject.direct else ""]
    said = " ".join(["", *filter(None, limits)])
    return f"Not in this collection: no statement of {who}{said}."
