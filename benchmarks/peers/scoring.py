"""What a tool's places are worth as answers, by the measures of `onrecord eval`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.embedders import Embedder
from index.segmentation import paragraphs, sentences_of
from index.types import Span
from rag.evaluation.files import Labelled, Outcome, Shown
from rag.evaluation.measures import measure_question, summarise

SENTENCE_CHARS = 300
CHUNK_CHARS = 600

Places = list[list[object]]


@dataclass(frozen=True, slots=True)
class Hits:
    """The shares of answerable questions that the first answer, or one of five, answers."""

    first: float
    five: float


def as_outcomes(questions: Sequence[Labelled], places: Sequence[Places]) -> list[Outcome]:
    """The places themselves as extracts."""
    return [
        Outcome(question.id, tuple(_shown(place) for place in found))
        for question, found in zip(questions, places, strict=True)
    ]


def best_sentences(
    outcomes: Sequence[Outcome],
    questions: Sequence[Labelled],
    texts: Mapping[str, str],
    embedder: Embedder,
) -> list[Outcome]:
    """Of each extract the sentence that is nearest to the question, in the extracts' order."""
    asked = embedder.embed_queries([" ".join(question.turns) for question in questions])
    spans = {
        (one.article_id, one.span): _sentences(texts[one.article_id], one.span)
        for outcome in outcomes
        for one in outcome.shown
    }
    words = {
        sentence.of(texts[article_id])
        for (article_id, _), sentences in spans.items()
        for sentence in sentences
    }
    ordered = sorted(words)
    vectors = dict(zip(ordered, embedder.embed_passages(ordered), strict=True))

    def best(one: Shown, row: int) -> Shown:
        text = texts[one.article_id]
        near = [
            float(vectors[sentence.of(text)] @ asked[row])
            for sentence in spans[one.article_id, one.span]
        ]
        span = spans[one.article_id, one.span][int(np.argmax(near))]
        return Shown(one.article_id, span, one.speaker)

    return [
        Outcome(outcome.id, tuple(best(one, row) for one in outcome.shown))
        for row, outcome in enumerate(outcomes)
    ]


def hits(questions: Sequence[Labelled], outcomes: Sequence[Outcome], *, max_chars: int) -> Hits:
    """How often the right place is found by an extract of at most so many characters."""
    parts = [
        measure_question(question, outcome, None, max_chars=max_chars)
        for question, outcome in zip(questions, outcomes, strict=True)
    ]
    summary = summarise(parts, resamples=1)
    if "Hit@1" not in summary:
        return Hits(0.0, 0.0)
    return Hits(summary["Hit@1"].value, summary["Hit@5"].value)


def _sentences(text: str, chunk: Span) -> list[Span]:
    """The sentences of a chunk, those that it cuts cut; the chunk itself where it has none."""
    found = [
        sentence
        for paragraph in paragraphs(text, chunk)
        for sentence in sentences_of(text, paragraph)
    ]
    return found or [chunk]


def _shown(place: list[object]) -> Shown:
    article_id, start, end = place
    assert isinstance(article_id, str), "a place names its article"
    assert isinstance(start, int), "a place is two offsets"
    assert isinstance(end, int), "a place is two offsets"
    return Shown(article_id, Span(start, end), "")
