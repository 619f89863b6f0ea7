"""An article as a quotation is looked for in it: all its words, and those that are spoken."""

from bisect import bisect_right
from collections.abc import Sequence

from index.archive import StatementRow
from index.statements.quotations import quotations
from index.types import Article, RowId, Span
from rag.quotes.tokens import Token, tokens_of

_PARAGRAPH_END = "\n"
_KINDS = ("direct", "mixed", "indirect")


class Reading:
    """One article's tokens, statements and quotations."""

    def __init__(self, key: RowId, article: Article, rows: Sequence[StatementRow]) -> None:
        """Take an article with its statements."""
        self.key = key
        self.article = article
        self.rows = rows
        self.tokens = tokens_of(article.text, article.body)
        self.quoted = _quoted(article)
        # Places in `tokens` of those that are words.
        self.words = [i for i, token in enumerate(self.tokens) if token.is_word]
        self.order_of_words = {place: n for n, place in enumerate(self.words)}

    def spoken(self) -> list[int]:
        """Places in `tokens` of the words that are quoted, in order."""
        direct = (row.statement for row in self.rows if row.statement.kind == "direct")
        spans = [span for statement in direct for span in statement.words]
        merged: list[Span] = []
        for span in sorted([*spans, *self.quoted]):
            if merged and span.start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        starts = [span.start for span in merged]

        def is_spoken(token: Token) -> bool:
            at = bisect_right(starts, token.span.start) - 1
            return at >= 0 and token.span.end <= merged[at].end

        return [i for i in self.words if is_spoken(self.tokens[i])]

    def split(self) -> list[list[int]]:
        """Places in `tokens` of the words of each quotation that its cue splits.

        A cue may hold a quotation of its own, a title as "The Pumps", between the parts.
        """
        streams = []
        for row in self.rows:
            spans = row.statement.words
            if row.statement.kind == "direct" and len(spans) > 1:
                streams.append(
                    [i for i in self.words if any(s.contains(self.tokens[i].span) for s in spans)]
                )
        return streams

    def norms(self, places: Sequence[int]) -> list[str]:
        """The words at these places, alike for all typography."""
        return [self.tokens[i].norm for i in places]

    def statements_at(self, parts: Sequence[Span]) -> list[tuple[StatementRow, int]]:
        """The statements whose words lie in these parts, with how many characters do.

        Those with the most characters come first, then those whose speaker is told, wholly
        quoted ones before partly quoted and reported ones, the innermost of nested ones, the
        surer before the less sure.
        """
        held = []
        for row in self.rows:
            shared = sum(
                max(0, min(part.end, said.end) - max(part.start, said.start))
                for part in parts
                for said in row.statement.words
            )
            if shared:
                held.append((row, shared))
        return sorted(
            held,
            key=lambda item: (
                -item[1],
                item[0].statement.speaker is None,
                _KINDS.index(item[0].statement.kind),
                sum(map(len, item[0].statement.words)),
                -item[0].statement.confidence,
                item[0].row,
            ),
        )

    def is_quoted(self, parts: Sequence[Span]) -> bool:
        """Whether these parts stand between quotation marks."""
        return all(any(quoted.contains(part) for quoted in self.quoted) for part in parts)


def _quoted(article: Article) -> list[Span]:
    """What stands between quotation marks in the body, by paragraph."""
    found = []
    for stretch in article.body:
        start = stretch.start
        for line in stretch.of(article.text).split(_PARAGRAPH_END):
            found += [Span(start + q.start, start + q.end) for q in quotations(line)]
            start += len(line) + 1
    return found
