"""Which cue a quotation belongs to, and which quotations go on from one another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.statements.candidates import Candidate
from index.statements.cues import SAYING
from index.statements.sentences import sentence_of, text_of
from index.statements.subjects import Source, source_of_verb
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FARTHEST_CHARS = 90
_FARTHEST_JOINT = 4

# Two marks and a space, before the sentence of who asks: "''Does it leak?'' Reyes asked."
_CLOSED_CHARS = 4
_LEADING = " \n\"“'"
_JOINTS = (",", ".", "!", "?", ":")
_FINISHED = (".", "!", "?", ",", "…")


def quote_candidates(doc: "Doc", quoted: list[Span]) -> Iterator[Candidate]:
    """Each verb outside quotation marks with the quotation before it and the one after it."""
    if not quoted:
        return
    for cue in doc:
        if is_inside(cue, quoted):
            continue
        if cue.text == ":":
            yield from _after_name(cue, quoted)
        # "Article 3 affirms: ...": the parser takes the verb for a noun.
        plural = cue.tag_ == "NNS" and cue.lemma_.lower() in SAYING
        if cue.pos_ != "VERB" and not plural:
            continue
        source = source_of_verb(cue)
        head = source.head
        start, end = cue.idx, cue.idx + len(cue)
        if head is not None and source.via == "nsubj":
            start, end = min(start, left_of(head, quoted)), max(end, head.idx + len(head))
        left = [q for q in quoted if q.end <= start and start - q.end <= _FARTHEST_CHARS]
        right = [q for q in quoted if q.start >= end and q.start - end <= _FARTHEST_CHARS]
        sentence = Span(sentence_of(cue).start_char, sentence_of(cue).end_char)
        if left and left[-1].end >= sentence.start - _CLOSED_CHARS:
            found = _candidate(cue, "quote left", left[-1])
            if found is not None:
                yield found
        # The next sentence's quotation only after a colon: "He wrote: ..."
        far = 3 if doc[sentence_of(cue).end - 1].text == ":" else 0
        spoken = bool(right) and _speaks_between(cue, end, right[0].start)
        if right and right[0].start <= sentence.end + far and not spoken:
            found = _candidate(cue, "quote right", right[0])
            if found is not None:
                yield found


def _after_name(colon: "Token", quoted: list[Span]) -> Iterator[Candidate]:
    """A name, a colon and a quotation: 'Ann Reyes: "It leaks."'."""
    doc = colon.doc
    right = [q for q in quoted if 0 < q.start - colon.idx <= _FARTHEST_JOINT]
    if not right or colon.i == sentence_of(colon).start or doc[colon.i - 1].pos_ != "PROPN":
        return
    found = _candidate(colon, "quote right", right[0], Source(doc[colon.i - 1], "colon"))
    if found is not None:
        yield found


def left_of(head: "Token", quoted: list[Span]) -> int:
    """Where a noun phrase starts, without a quotation that the parser hung on it."""
    phrase = head.doc[head.left_edge.i : head.i + 1]
    after = max((q.end for q in quoted if phrase.start_char < q.end <= head.idx), default=0)
    kept = [int(t.idx) for t in phrase if t.idx >= after and not (after and t.is_punct)]
    return min(kept, default=int(head.idx))


def is_inside(token: "Token", quoted: list[Span]) -> bool:
    """Whether a token stands in a quotation."""
    return any(q.start <= token.idx < q.end for q in quoted)


def with_neighbours(
    first: list[Span], cue: "Token", quoted: list[Span], taken: set[Span]
) -> list[Span]:
    """Add what the same mouth goes on with: '"...," he said. "..."'.

    Quotations that follow are added while nothing but the cue's own sentence stands between;
    `taken` are the quotations of other cues.
    """
    found = list(first)
    text, sentence_end = text_of(cue.doc), int(sentence_of(cue).end_char)
    for quotation in quoted:
        if quotation.start < found[-1].end:
            continue
        between = text[max(found[-1].end, min(sentence_end, quotation.start)) : quotation.start]
        if quotation in taken or _has_letters(between):
            break
        if quotation.start < sentence_end and _speaks_between(cue, found[-1].end, quotation.start):
            break
        gap = text[found[-1].end : quotation.start]
        goes_on = cue.idx > found[0].start and gap.rstrip(_LEADING).endswith(_JOINTS)
        if quotation.start < sentence_end and not (goes_on or not _has_letters(gap)):
            continue
        if len(quotation.of(text).split()) > 1 or quotation.of(text).endswith(_FINISHED):
            found.append(quotation)
    return found


def _speaks_between(cue: "Token", start: int, end: int) -> bool:
    """Whether another verb of saying stands there: '"...," he said before adding: "..."'."""
    first = max(start, cue.idx + len(cue))
    return any(
        first <= token.idx < end and token.pos_ == "VERB" and token.lemma_ in SAYING
        for token in sentence_of(cue)
    )


def _candidate(
    cue: "Token", form: str, quotation: Span, source: Source | None = None
) -> Candidate | None:
    tokens = cue.doc.char_span(quotation.start, quotation.end, alignment_mode="contract")
    if tokens is None or not len(tokens):
        return None
    return Candidate(
        cue, source or source_of_verb(cue), form, tokens.root, tokens.start, tokens.end - 1
    )


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
