"""The words of a statement, from a candidate and the quotations around it."""

from dataclasses import dataclass

from index.statements.boundaries import choose_end
from index.statements.candidates import Candidate
from index.statements.quoting import left_of
from index.statements.sentences import sentence_of, text_of
from index.types import Span

_FINAL = (",", ".", "!", "?", "…", "-", "—", "–")
_TELLING = frozenset("tell say".split())
_MARKS = ('"', "“", "'", "‘")


@dataclass(frozen=True, slots=True)
class Wording:
    """What was said, in characters of the paragraph; `direct` are those that are quotations."""

    words: tuple[Span, ...]
    direct: tuple[Span, ...]


def word(candidate: Candidate, quoted: list[Span], *, end: int | None = None) -> Wording:
    """The words a candidate governs; a content that is a quotation takes it whole.

    `end` is the last token of the content where it is not to be chosen.
    """
    doc = candidate.cue.doc
    if candidate.form.startswith("quote"):
        first = doc[candidate.first].idx
        direct = tuple(q for q in quoted if q.start <= first < q.end)
        if candidate.form == "quote right":
            direct = (*_just_before(candidate, quoted), *direct)
        return _with_rest(candidate, direct, quoted)
    last = choose_end(candidate, quoted) if end is None else end
    spans = [_trimmed(candidate, candidate.first, last)]
    if candidate.before is not None:
        spans.insert(0, _trimmed(candidate, *candidate.before))
        # Nothing need follow the cue: "The pumps are old, Reyes said, adding that ...".
        spans = [span for span in spans if span.start < span.end]
    inside = [q for q in quoted if any(q.overlaps(span) for span in spans)]
    outer = [q for q in inside if q.start <= candidate.cue.idx < q.end]
    inside = [q for q in inside if q not in outer]
    if inside and (_is_quotation(spans, inside, candidate) or _is_told(spans, inside, candidate)):
        if spans[0].end <= candidate.cue.idx:
            return _with_rest(candidate, tuple(inside), quoted)
        return Wording(tuple(inside), tuple(inside))
    spans = [_closed(_whole(span, inside, text_of(doc)), text_of(doc)) for span in spans]
    return Wording(tuple(spans), tuple(inside))


def _with_rest(candidate: Candidate, direct: tuple[Span, ...], quoted: list[Span]) -> Wording:
    """A quotation with what of its sentence stands unquoted beside it.

    'The pumps, he said, "were never tested."' and '"He may try" that again, she said.'
    """
    text, cue, head = text_of(candidate.cue.doc), candidate.cue, candidate.source.head
    if len(direct) != 1 or head is None or candidate.source.via != "nsubj":
        return Wording(direct, direct)
    (quotation,) = direct
    start, opening = min(cue.idx, left_of(head, quoted)), quotation.of(text)[:1]
    sentence = Span(sentence_of(cue).start_char, sentence_of(cue).end_char)
    opens = cue.doc.char_span(quotation.start, quotation.start + 1, alignment_mode="expand")
    if opens:  # Where the quotation begins with a space, there is no word there.
        sentence = Span(min(sentence.start, sentence_of(opens[0]).start_char), sentence.end)
    front = Span(min(sentence.start, start, quotation.start), min(start, quotation.start))
    if quotation.end <= start:
        rest = text[quotation.end : start]
        open_end = not quotation.of(text).rstrip().endswith(_FINAL)
        tail = rest.rstrip()
        if open_end and _has_letters(rest) and tail.endswith(",") and tail.count(",") == 1:
            end = quotation.end + len(tail) - 1
            return Wording((Span(quotation.start - 1, end),), direct)
        whole = (
            quotation.start > sentence.start and opening.islower() and _has_letters(front.of(text))
        )
        if whole and not any(q.overlaps(front) for q in quoted):
            return Wording((Span(front.start, _with_marks(quotation, text).end),), direct)
        return Wording(direct, direct)
    aside = front.of(text).rstrip()
    aside_speaks = _has_letters(aside) and aside.endswith(",")
    if opening.islower() and aside_speaks and not any(q.overlaps(front) for q in quoted):
        words = Span(front.start, front.start + len(aside) - 1)
        return Wording((words, _with_marks(quotation, text)), direct)
    return Wording(direct, direct)


def _with_marks(quotation: Span, text: str) -> Span:
    """A quotation with its marks; one that is never closed has none at its end."""
    before = len(text[: quotation.start]) - len(text[: quotation.start].rstrip("\"“”'‘"))
    closed = text[quotation.end : quotation.end + 2]
    after = len(closed) - len(closed.lstrip("\"“”'’"))
    return Span(quotation.start - min(before, 2), quotation.end + after)


def _is_told(spans: list[Span], direct: list[Span], candidate: Candidate) -> bool:
    """Whether only who is told stands before a quotation: 'told the Post, "..."'."""
    doc, first = candidate.cue.doc, direct[0]
    before = text_of(doc)[spans[0].start : first.start].rstrip("\"“‘' ")
    if candidate.cue.lemma_ not in _TELLING or not before.endswith((",", ":")):
        return False
    after = text_of(doc)[direct[-1].end : max(spans[-1].end, direct[-1].end)]
    named = doc.char_span(spans[0].start, spans[0].start + len(before), alignment_mode="expand")
    verbs = [] if named is None else [t for t in named if t.pos_ in ("VERB", "AUX")]
    return not verbs and not _has_letters(after)


def _just_before(candidate: Candidate, quoted: list[Span]) -> list[Span]:
    """The quotation right before a cue and its speaker, which the one after it goes on from."""
    cue, head, text = candidate.cue, candidate.source.head, text_of(candidate.cue.doc)
    start = cue.idx
    if head is not None and candidate.source.via == "nsubj":
        start = min(start, left_of(head, quoted))
    before = [q for q in quoted if q.end <= start][-1:]
    # '... it leaks." She added, "They knew."': the first is not hers by this cue.
    return [
        q
        for q in before
        if not _has_letters(text[q.end : start]) and not q.of(text).endswith((".", ".)"))
    ]


def _is_quotation(spans: list[Span], direct: list[Span], candidate: Candidate) -> bool:
    """Whether the words are a quotation: before their cue the first of them decide."""
    text = text_of(candidate.cue.doc)
    if spans[0].end <= candidate.cue.idx:
        return any(
            q.start <= spans[0].start + 2 and not _has_letters(text[spans[0].start : q.start])
            for q in direct
        )
    edges = [spans[0].start, *(edge for q in direct for edge in (q.start, q.end)), spans[-1].end]
    outside = zip(edges[::2], edges[1::2], strict=True)
    return not any(_has_letters(text[start:end]) for start, end in outside)


def _trimmed(candidate: Candidate, first: int, last: int) -> Span:
    doc = candidate.cue.doc
    while last > first and (doc[last].is_space or (doc[last].is_punct and not doc[last].is_quote)):
        last -= 1
    while first < last and (
        doc[first].is_space or (doc[first].is_punct and not doc[first].is_quote)
    ):
        first += 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _whole(span: Span, inside: list[Span], text: str) -> Span:
    """A quotation that starts among the words goes with them to its end, and with its marks."""
    start = span.start
    ends = [q.end for q in inside if span.start <= q.start < span.end]
    while any(q.start == span.start for q in inside) and text[start - 1 : start] in _MARKS:
        start -= 1
    return Span(start, max([span.end, *ends]))


def _closed(span: Span, text: str) -> Span:
    """A quotation that opens inside the span is closed inside it."""
    words = span.of(text)
    is_open = words.count('"') % 2 == 1 or words.count("“") > words.count("”")
    after = text[span.end : span.end + 2]
    for length in (1, 2):
        if is_open and after[:length] and after[length - 1 : length] in ('"', "”"):
            return Span(span.start, span.end + length)
    return span


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
