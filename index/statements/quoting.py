"""Which cue a quotation belongs to, and which quotations go on from one another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.statements.candidates import Candidate
from index.statements.subjects import source_of_verb
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FARTHEST_CHARS = 90
_LEADING = " \n\"“'"
_JOINTS = (",", ".", "!", "?", ":")
_FINISHED = (".", "!", "?", ",", "…")


def quote_candidates(doc: "Doc", quoted: list[Span]) -> Iterator[Candidate]:
    """Each verb outside quotation marks with the quotation before it and the one after it."""
    if not quoted:
        return
    for cue in doc:
        if cue.pos_ != "VERB" or is_inside(cue, quoted):
            continue
        source = source_of_verb(cue)
        head = source.head
        start, end = cue.idx, cue.idx + len(cue)
        if head is not None and source.via == "nsubj":
            start, end = min(start, doc[head.left_edge.i].idx), max(end, head.idx + len(head))
        left = [q for q in quoted if q.end <= start and start - q.end <= _FARTHEST_CHARS]
        right = [q for q in quoted if q.start >= end and q.start - end <= _FARTHEST_CHARS]
        sentence = Span(cue.sent.start_char, cue.sent.end_char)
        if left and left[-1].overlaps(Span(max(0, sentence.start - 3), sentence.end)):
            found = _candidate(cue, "quote left", left[-1])
            if found is not None:
                yield found
        # The next sentence's quotation only after a colon: "He wrote: ..."
        far = 3 if doc[cue.sent.end - 1].text == ":" else 0
        if right and right[0].start <= sentence.end + far:
            found = _candidate(cue, "quote right", right[0])
            if found is not None:
                yield found


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
    text, sentence_end = cue.doc.text, int(cue.sent.end_char)
    for quotation in quoted:
        if quotation.start < found[-1].end:
            continue
        between = text[max(found[-1].end, min(sentence_end, quotation.start)) : quotation.start]
        if quotation in taken or _has_letters(between):
            break
        gap = text[found[-1].end : quotation.start]
        goes_on = cue.idx > found[0].start and gap.rstrip(_LEADING).endswith(_JOINTS)
        if quotation.start < sentence_end and not (goes_on or not _has_letters(gap)):
            continue
        if len(quotation.of(text).split()) > 1 or quotation.of(text).endswith(_FINISHED):
            found.append(quotation)
    return found


def _candidate(cue: "Token", form: str, quotation: Span) -> Candidate | None:
    tokens = cue.doc.char_span(quotation.start, quotation.end, alignment_mode="contract")
    if tokens is None or not len(tokens):
        return None
    source = source_of_verb(cue)
    return Candidate(cue, source, form, tokens.root, tokens.start, tokens.end - 1)


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
