"""One question to one answer."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.archive import Archive, Filter, Snapshot
from index.errors import QuestionError
from index.stems import is_unicode
from index.types import Vector
from rag.abstention import Judgement, judge
from rag.arranging import arrange, is_left_out, narrowed, words_first
from rag.evidence import gather_evidence, unknown_names
from rag.extracts import Candidate, choose_extracts, rank_candidates
from rag.retrieval import EVERYTHING, retrieve, wordings_of
from rag.types import Answer, Constraints, Extract, Query, Reason, Receipt, Timings
from rag.understanding.collection import ArchiveCollection, Collection
from rag.understanding.grammar import describes_a_role
from rag.understanding.offices import with_holder_near
from rag.understanding.people import People
from rag.understanding.words import is_courtesy, words_of
from rag.views.changing import fitted, in_order
from rag.writers.extractive import write_abstention, write_answer
from rag.writers.remarks import choices_in, write_clarification, write_notes

MOST_EXTRACTS = 5
MOST_NEAREST = 3

NO_CONSTRAINTS = Constraints()

# Reasons under which what was found may answer, but not as it was asked.
_LIMITED: tuple[Reason, ...] = ("outside_dates", "filtered_out")

# Reasons under which names that stand nowhere tell why.
_MISSED: tuple[Reason, ...] = ("no_statement_on_topic", "weak_evidence")
_MOST_NAMES = 4

# In so many of the articles found it is looked up who has a role that is asked for.
_MOST_ARTICLES = 3

# Of a role so many words have to be told there: "Reyes's lawyer" is not anybody's lawyer.
_LEAST_WORDS = 2

Interpreter = Callable[[People, Collection], Query]


def check_question(question: str, *, max_chars: int) -> None:
    """Refuse what cannot be asked.

    Raises:
        QuestionError: It is empty, too long, holds no words, or none but of courtesy.
    """
    if not question.strip():
        raise QuestionError("the question is empty: type what you want to know")
    if len(question) > max_chars:
        raise QuestionError(
            f"the question has {len(question):,} characters: ask in at most {max_chars:,}"
        )
    if not is_unicode(question):
        raise QuestionError("the question holds half a character: type it again, in UTF-8")
    if not words_of(question):
        raise QuestionError("the question holds no words: name a speaker or a topic")
    if is_courtesy(question):
        raise QuestionError("that asks nothing of the articles: name a speaker or a topic")


@dataclass(frozen=True, slots=True)
class Found:
    """What one search found, and whether it is enough."""

    candidates: list[Candidate]
    judgement: Judgement


def answer_question(
    archive: Archive,
    question: str,
    interpret: Interpreter,
    *,
    constraints: Constraints = NO_CONSTRAINTS,
    as_of: date,
    min_evidence: float | None = None,
    most_extracts: int = MOST_EXTRACTS,
) -> Answer:
    """Answer from one generation of the archive.

    Args:
        archive: Where to look.
        question: As it was typed, checked by `check_question`.
        interpret: Gives the query, with the archive's registry of people at hand.
        constraints: What the person limited the search to.
        as_of: The day that "last week" counts from.
        min_evidence: The probability below which there is no answer; None for the
            fitted one, 0 always answers.
        most_extracts: How many extracts to show at most.
    """
    started = time.perf_counter()
    with archive.view() as snapshot:
        people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
        query = interpret(people, ArchiveCollection(snapshot, as_of))
        understood = time.perf_counter()
        vectors = archive.embed(wordings_of(query))
        embedded = time.perf_counter()
        within = _filter_of(constraints)
        read = _with_holder_found(snapshot, query, people, vectors, within)
        query, vectors = read, vectors if read is query else archive.embed(wordings_of(read))
        found, reason = search_within(snapshot, query, vectors, within, min_evidence)
        searched = time.perf_counter()
        candidates = fitted(snapshot, query, found.candidates)
        extracts = _chosen(snapshot, query, candidates, reason, most_extracts)
        receipt = _receipt(archive, snapshot, within)
        if reason in _MISSED:
            query = _with_unknown_names(snapshot, query)
        done = time.perf_counter()
    shown = () if reason else extracts
    notes = write_notes(query, shown, receipt)
    choices = choices_in(query, shown)
    return Answer(
        question=question,
        query=query,
        abstained=reason is not None,
        reason=reason,
        probability=0.0 if reason in _LIMITED else found.judgement.probability,
        text=_text(query, reason, extracts, receipt, notes, limited=within != EVERYTHING),
        extracts=shown,
        nearest=extracts if reason else (),
        receipt=receipt,
        timings=_timings(started, understood, embedded, searched, done),
        constraints=constraints,
        clarification=write_clarification(query, choices),
        choices=choices,
        notes=notes,
    )


def _text(
    query: Query,
    reason: Reason | None,
    extracts: Sequence[Extract],
    receipt: Receipt,
    notes: Sequence[str],
    *,
    limited: bool,
) -> str:
    if reason:
        return write_abstention(query, reason, receipt, notes, limited=limited)
    return write_answer(query, extracts, notes)


def _chosen(
    snapshot: Snapshot,
    query: Query,
    candidates: list[Candidate],
    reason: Reason | None,
    most: int,
) -> tuple[Extract, ...]:
    """The extracts of an answer in the order in which they are shown, or those nearest to one."""
    if reason:
        return tuple(choose_extracts(snapshot, query, candidates, most=MOST_NEAREST))
    extracts = tuple(choose_extracts(snapshot, query, candidates, most=most))
    return words_first(query, in_order(snapshot, query, extracts, candidates))


def search_within(
    snapshot: Snapshot,
    query: Query,
    vectors: list[Vector],
    within: Filter,
    min_evidence: float | None,
) -> tuple[Found, Reason | None]:
    """Search in the days and outlets that the question names, and if need be beyond them.

    What lies beyond is never an answer then: it comes with the reason why there is none.
    """
    limited = narrowed(within, query)
    found = _search(snapshot, query, vectors, limited, min_evidence)
    if is_left_out(query, within.sources):
        return found, "filtered_out"
    reason = found.judgement.reason
    if reason and reason != "empty_archive" and within != EVERYTHING:
        reason = reason if snapshot.count_within(within) else _nothing_left(within)
    if limited == within or reason is None or reason == "empty_archive":
        return found, reason
    # The days again as a wish alone, so that what is nearest to them can be shown.
    anywhere = _search(snapshot, replace(query, firm=False), vectors, within, min_evidence)
    if anywhere.judgement.reason:
        return anywhere, anywhere.judgement.reason
    return anywhere, "outside_dates" if query.firm else "filtered_out"


def _search(
    snapshot: Snapshot,
    query: Query,
    vectors: list[Vector],
    within: Filter,
    min_evidence: float | None,
) -> Found:
    hits = retrieve(snapshot, query, vectors, within)
    candidates = arrange(snapshot, query, rank_candidates(snapshot, query, hits, vectors))
    evidence = gather_evidence(snapshot, query, candidates)
    articles = snapshot.size().articles
    return Found(candidates, judge(query, evidence, articles=articles, min_evidence=min_evidence))


def _with_holder_found(
    snapshot: Snapshot, query: Query, people: People, vectors: list[Vector], within: Filter
) -> Query:
    """The query, a role that the whole collection does not tell read in the articles found."""
    if query.kind != "said" or query.names or not any(map(describes_a_role, query.speakers)):
        return query
    hits = retrieve(snapshot, query, vectors, narrowed(within, query))
    keys = list(dict.fromkeys(hit.article_key for hit in hits))
    found = [snapshot.article(key).id for key in keys[:_MOST_ARTICLES]]
    for articles in (found, found[:1]):
        offices = snapshot.offices_in(articles)
        read = with_holder_near(query, people, offices, least=_LEAST_WORDS)
        if read is not query:
            return read
    return query


def _with_unknown_names(snapshot: Snapshot, query: Query) -> Query:
    """The query with a note of the names in it that no article holds."""
    names = [f"“{name}”" for name in unknown_names(snapshot, query)[:_MOST_NAMES]]
    if not names:
        return query
    said = f"{', '.join(names)} {'stands' if len(names) == 1 else 'stand'} nowhere in it."
    return replace(query, notes=(*query.notes, said))


def _timings(
    started: float, understood: float, embedded: float, searched: float, done: float
) -> Timings:
    return Timings(
        understand_s=understood - started,
        embed_s=embedded - understood,
        search_s=searched - embedded,
        extract_s=done - searched,
        total_s=done - started,
    )


def _nothing_left(within: Filter) -> Reason:
    return "outside_dates" if within.since or within.until else "filtered_out"


def _receipt(archive: Archive, snapshot: Snapshot, within: Filter) -> Receipt:
    size = snapshot.size()
    searched = snapshot.count_within(within)
    return Receipt(
        articles=size.articles,
        newest=size.newest,
        built=archive.manifest.built,
        generation=snapshot.generation,
        searched=searched,
        excluded_by_filter=size.articles - searched,
    )


def _filter_of(constraints: Constraints) -> Filter:
    return Filter(
        speakers=constraints.speakers,
        since=constraints.since,
        until=constraints.until,
        sources=constraints.sources,
        direct=constraints.direct,
    )
