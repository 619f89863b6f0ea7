"""Which stretch of an article is shown for a sentence: short, and whole by itself."""

import re

from index.types import Span, Statement

# An extract is no longer than this where the text allows it, and never longer than the second.
LONG_CHARS = 300
MOST_CHARS = 600

# Where a sentence that is too long may be cut: after these, before a space.
_CLAUSE_END = re.compile(r"[;:,–—][”\"’']*(?=\s)|--(?=\s)|[.?!][”\"’']*(?=\s)|\s-(?=\s)")


def span_to_show(text: str, sentence: Span, statement: Statement | None) -> Span:
    """The statement where it is short and holds the sentence, else the sentence or a part of it.

    A sentence over 300 characters is cut at the bounds of its clauses, around what is said in
    it; one that has no such bounds is shown whole up to 600 characters, then cut at a word.
    """
    if statement and statement.extent.contains(sentence) and len(statement.extent) <= LONG_CHARS:
        return statement.extent
    if len(sentence) <= LONG_CHARS:
        return sentence
    return _cut(text, sentence, statement)


def _cut(text: str, sentence: Span, statement: Statement | None) -> Span:
    clauses = _clauses(text, sentence)
    core = _core(sentence, statement)
    best = max(
        _runs(clauses), key=lambda run: (_shared(run, core), -len(run), -run.start), default=None
    )
    if best is not None and _shared(best, core) > 0:
        return best
    return sentence if len(sentence) <= MOST_CHARS else _at_word(text, sentence)


def _core(sentence: Span, statement: Statement | None) -> Span:
    """What must not be lost: who speaks and what is said, as far as it lies in the sentence."""
    if statement is None:
        return sentence
    parts = [*statement.words, *(p for p in (statement.cue, statement.mention) if p)]
    inside = [part for part in parts if part.overlaps(sentence)]
    if not inside:
        return sentence
    start = max(min(part.start for part in inside), sentence.start)
    return Span(start, min(max(part.end for part in inside), sentence.end))


def _clauses(text: str, sentence: Span) -> list[Span]:
    ends = [match.end() for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end)]
    spans, start = [], sentence.start
    for end in dict.fromkeys([*ends, sentence.end]):
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            spans.append(Span(start, end))
        start = end
    return spans


def _runs(clauses: list[Span]) -> list[Span]:
    """Every run of neighbouring clauses that is short enough."""
    return [
        Span(first.start, last.end)
        for i, first in enumerate(clauses)
        for last in clauses[i:]
        if last.end - first.start <= LONG_CHARS
    ]


def _shared(run: Span, core: Span) -> int:
    return max(min(run.end, core.end) - max(run.start, core.start), 0)


def _at_word(text: str, sentence: Span) -> Span:
    end = text.rfind(" ", sentence.start, sentence.start + LONG_CHARS)
    return Span(sentence.start, end if end > sentence.start else sentence.start + LONG_CHARS)
