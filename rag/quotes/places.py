"""A place where a quotation stands: its spans, its differences and its speaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.archive import StatementRow
from index.types import Span
from rag.quotes.aligning import Alignment
from rag.quotes.contradicting import clause_start, contradiction_of
from rag.quotes.reading import Reading
from rag.quotes.statements import Quoting
from rag.quotes.tokens import ELLIPSIS, Token, tokens_of
from rag.quotes.types import Change, Difference, Likeness, Place, Standpoint

# Spoken words further apart than this are not one quotation split by its cue, unless one
# statement holds them all.
_MOST_BETWEEN_CHARS = 400
_HOLDS_ALL = 0.9

# A statement holds a place with half of its characters; a second speaker has a say in it
# with a quarter of them.
_HOLDS = 0.5
_HAS_A_SAY = 0.25


@dataclass(frozen=True, slots=True)
class Sought:
    """A quotation as it is looked for.

    Attributes:
        words: its words in order.
        marks: before each word but the first, the marks since the word before.
        parts: how many words stand before, between and after its ellipses.
    """

    text: str
    words: tuple[Token, ...]
    marks: tuple[tuple[str, ...], ...]
    parts: tuple[int, ...]

    @property
    def norms(self) -> list[str]:
        """The words, alike for all typography."""
        return [word.norm for word in self.words]

    @property
    def norms_by_part(self) -> list[list[str]]:
        """The words of each part between ellipses."""
        found, start = [], 0
        for length in self.parts:
            found.append(self.norms[start : start + length])
            start += length
        return found


def parse_quotation(text: str) -> Sought:
    """A quotation's words and marks; it may have none."""
    words: list[Token] = []
    marks: list[tuple[str, ...]] = []
    parts: list[int] = [0]
    between: list[str] = []
    for token in tokens_of(text):
        if not token.is_word:
            between.append(token.raw)
            continue
        if words and ELLIPSIS in between:
            parts.append(0)
        if words:
            marks.append(tuple(between))
        words.append(token)
        parts[-1] += 1
        between = []
    return Sought(text, tuple(words), tuple(marks), tuple(parts))


def place_of(
    reading: Reading,
    stream: Sequence[int],
    alignment: Alignment,
    sought: Sought,
    *,
    quoting: Quoting,
    equal: bool,
) -> Place | None:
    """The place of an alignment with an article's words; None where they are no one quotation.

    Args:
        reading: The article.
        stream: The places in its tokens of the words that were aligned.
        alignment: Of the quotation's words with these.
        sought: The quotation.
        quoting: Makes the statement that holds the place.
        equal: Whether all words are equal, but for what the quotation's ellipses leave out.
    """
    article = reading.article
    runs = _runs(alignment, equal=equal)
    parts = _parts(reading, stream, runs)
    rows = reading.statements_at(parts)
    of_one = bool(rows) and rows[0][1] >= _HOLDS_ALL * sum(map(len, parts))
    if not of_one and any(b.start - a.end > _MOST_BETWEEN_CHARS for a, b in pairwise(parts)):
        return None
    holders = _holders(rows, parts)
    # Words of two people, joined across what stands between them, are nobody's.
    if len(parts) > len(runs) and len({_who(reading, row) for row in holders}) > 1:
        return None
    written = alignment.end - alignment.first if not equal else alignment.equal
    compare = _differences_of_marks if equal else _differences_of_words
    differences = compare(reading, stream, alignment, sought)
    span = Span(parts[0].start, parts[-1].end)
    turned = None if equal else contradiction_of(article.text, span, differences)
    # The "not" may stand before the words that are alike: it is to be seen.
    start = clause_start(article.text, span) if turned == "negation" else span.start
    span = Span(start, span.end)
    return Place(
        article_id=article.id,
        version=article.version,
        title=article.title,
        title_derived=article.title_derived,
        source=article.source,
        authors=article.authors,
        published=article.published,
        url=article.url,
        span=span,
        text=span.of(article.text),
        parts=tuple(parts),
        likeness=_likeness(equal=equal, differences=differences),
        similarity=round(2 * alignment.equal / (len(sought.words) + written), 4),
        differences=differences,
        stands_in=_standpoint(reading, parts, holders),
        verbatim=_is_verbatim(reading, parts, holders),
        statement=quoting.quote(holders[0]) if holders else None,
        speakers=tuple(dict.fromkeys(r.statement.speaker for r in holders if r.statement.speaker)),
        contradiction=turned,
    )


def _runs(alignment: Alignment, *, equal: bool) -> list[tuple[int, int]]:
    """Where in the stream the words lie: the equal blocks, or all from the first to the last."""
    if equal:
        return [(block.written, block.written + block.length) for block in alignment.blocks]
    return [(alignment.first, alignment.end)]


def _parts(reading: Reading, stream: Sequence[int], runs: Sequence[tuple[int, int]]) -> list[Span]:
    """The runs of words as spans, parted where the stream leaves out words of the article."""
    tokens, words = reading.tokens, reading.order_of_words
    parts: list[Span] = []
    for start, end in runs:
        before = None
        for place in stream[start:end]:
            token = tokens[place]
            if before is not None and words[place] == words[before] + 1:
                parts[-1] = Span(parts[-1].start, token.span.end)
            else:
                parts.append(token.span)
            before = place
    return parts


def _holders(rows: Sequence[tuple[StatementRow, int]], parts: Sequence[Span]) -> list[StatementRow]:
    """The statement that holds the parts, then those of others that have a say in them."""
    total = sum(map(len, parts))
    if not rows or rows[0][1] < _HOLDS * total:
        return []
    holder = rows[0][0]
    held = _characters(holder, parts)
    others = []
    for row, _ in rows[1:]:
        more = _characters(row, parts) - held
        if row.statement.speaker != holder.statement.speaker and len(more) >= _HAS_A_SAY * total:
            others.append(row)
            held |= more
    return [holder, *others]


def _characters(row: StatementRow, parts: Sequence[Span]) -> set[int]:
    return {
        at
        for part in parts
        for said in row.statement.words
        for at in range(max(part.start, said.start), min(part.end, said.end))
    }


def _who(reading: Reading, row: StatementRow) -> str | None:
    mention = row.statement.mention
    return row.statement.speaker or (mention.of(reading.article.text) if mention else None)


def _standpoint(
    reading: Reading, parts: Sequence[Span], holders: Sequence[StatementRow]
) -> Standpoint:
    if holders:
        return "statement"
    return "quotation" if reading.is_quoted(parts) else "narration"


def _is_verbatim(reading: Reading, parts: Sequence[Span], holders: Sequence[StatementRow]) -> bool:
    """Whether the parts stand in quotation marks, or where all words are a quotation's."""
    direct = [span for r in holders if r.statement.kind == "direct" for span in r.statement.words]
    spans = [*reading.quoted, *direct]
    return all(any(span.contains(part) for span in spans) for part in parts)


def _likeness(*, equal: bool, differences: Sequence[Difference]) -> Likeness:
    if not equal:
        return "similar"
    return "same words" if differences else "exact"


def _differences_of_words(
    reading: Reading, stream: Sequence[int], alignment: Alignment, sought: Sought
) -> tuple[Difference, ...]:
    """What lies before, between and after the equal words."""
    text, tokens, found = reading.article.text, reading.tokens, []
    quoted_end = 0
    written_end = alignment.first
    ends = [(b.quoted, b.written, b.length) for b in alignment.blocks]
    for quoted, written, length in [*ends, (len(sought.words), alignment.end, 0)]:
        words = sought.words[quoted_end:quoted]
        places = stream[written_end:written]
        if words or places:
            said = Span(words[0].span.start, words[-1].span.end).of(sought.text) if words else ""
            if places:
                span = Span(tokens[places[0]].span.start, tokens[places[-1]].span.end)
            elif written < alignment.end:
                span = Span(*[tokens[stream[written]].span.start] * 2)
            else:
                span = Span(*[tokens[stream[alignment.end - 1]].span.end] * 2)
            change: Change = "changed" if words and places else "added" if words else "left out"
            found.append(Difference(change, said, span.of(text), span))
        quoted_end, written_end = quoted + length, written + length
    return tuple(found)


def _differences_of_marks(
    reading: Reading, stream: Sequence[int], alignment: Alignment, sought: Sought
) -> tuple[Difference, ...]:
    """Other punctuation between the equal words, and other capitals inside the quotation."""
    text, tokens, found = reading.article.text, reading.tokens, []
    order = reading.order_of_words
    for block in alignment.blocks:
        for i in range(1, block.length):
            before, at = stream[block.written + i - 1], stream[block.written + i]
            # At the borders of what a cue splits, its own comma stands.
            if order[at] != order[before] + 1:
                continue
            quoted = sought.words[block.quoted + i]
            marks = sought.marks[block.quoted + i - 1]
            written = tuple(token.raw for token in tokens[before + 1 : at])
            if marks != written:
                span = Span(tokens[before].span.end, tokens[at].span.start)
                found.append(
                    Difference("punctuation", " ".join(marks), span.of(text).strip(), span)
                )
            if quoted.raw != tokens[at].raw:
                span = tokens[at].span
                found.append(Difference("punctuation", quoted.raw, span.of(text), span))
    return tuple(found)
