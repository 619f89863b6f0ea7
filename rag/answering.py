"""One question to one answer."""

import time
from collections.abc import Callable

from index.archive import Archive, Filter
from index.errors import QuestionError
from rag.abstention import gather_evidence, judge
from rag.extracts import choose_extracts, rank_candidates
from rag.retrieval import retrieve
from rag.types import Answer, Constraints, Query, Receipt, Timings
from rag.understanding.people import People
from rag.understanding.words import words_of
from rag.writers.extractive import write_abstention, write_answer

MOST_EXTRACTS = 5
MOST_NEAREST = 3

NO_CONSTRAINTS = Constraints()

Interpreter = Callable[[People], Query]


def check_question(question: str, *, max_chars: int) -> None:
    """Refuse what cannot be asked.

    Raises:
        QuestionError: It is empty, too long, or holds no words.
    """
    if not question.strip():
        raise QuestionError("the question is empty: type what you want to know")
    if len(question) > max_chars:
        raise QuestionError(
            f"the question has {len(question):,} characters: ask in at most {max_chars:,}"
        )
    if not words_of(question):
        raise QuestionError("the question holds no words: name a speaker or a topic")


def answer_question(
    archive: Archive,
    question: str,
    interpret: Interpreter,
    *,
    constraints: Constraints = NO_CONSTRAINTS,
    min_evidence: float | None = None,
) -> Answer:
    """Answer from one generation of the archive.

    Args:
        archive: Where to look.
        question: As it was typed, checked by `check_question`.
        interpret: Gives the query, with the archive's registry of people at hand.
        constraints: What the person limited the search to.
        min_evidence: The probability below which there is no answer; None for the
            fitted one, 0 always answers.
    """
    started = time.perf_counter()
    with archive.view() as snapshot:
        query = interpret(snapshot.derived(People, lambda: People(snapshot.speakers())))
        understood = time.perf_counter()
        vectors = archive.embed([query.text, query.topic or query.text])
        embedded = time.perf_counter()
        within = _filter_of(constraints)
        hits = retrieve(snapshot, query, vectors, within)
        searched = time.perf_counter()
        candidates = rank_candidates(snapshot, query, hits, vectors)
        size = snapshot.size()
        within_filter = snapshot.count_within(within)
        evidence = gather_evidence(query, candidates)
        judgement = judge(query, evidence, articles=size.articles, min_evidence=min_evidence)
        most = MOST_NEAREST if judgement.reason else MOST_EXTRACTS
        extracts = tuple(choose_extracts(snapshot, query, candidates, most=most))
        receipt = Receipt(
            articles=size.articles,
            newest=size.newest,
            built=archive.manifest.built,
            generation=snapshot.generation,
            searched=within_filter,
            excluded_by_filter=size.articles - within_filter,
        )
        done = time.perf_counter()
    reason = judgement.reason
    return Answer(
        question=question,
        query=query,
        abstained=reason is not None,
        reason=reason,
        probability=judgement.probability,
        text=write_abstention(query, reason, receipt) if reason else write_answer(extracts),
        extracts=() if reason else extracts,
        nearest=extracts if reason else (),
        receipt=receipt,
        timings=Timings(
            understand_s=understood - started,
            embed_s=embedded - understood,
            search_s=searched - embedded,
            extract_s=done - searched,
            total_s=done - started,
        ),
        constraints=constraints,
    )


def _filter_of(constraints: Constraints) -> Filter:
    return Filter(
        speakers=constraints.speakers,
        since=constraints.since,
        until=constraints.until,
        sources=constraints.sources,
        direct=constraints.direct,
    )
