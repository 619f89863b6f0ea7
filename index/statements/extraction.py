"""Statements of one article, from a parse of its paragraphs.

Cues, their sources and their contents are proposed by grammar (`candidates`, `quoting`), judged
by a small learned model (`judging`), cut to their words (`boundaries`, `wording`), and told
apart into what was said and what was not (`polarity`).
"""

from index.statements.offices import Offices
from index.statements.paragraph import Paragraph, place_of
from index.statements.parser import Parser, paragraphs_of
from index.statements.speakers import Cast
from index.statements.timing import Timing
from index.statements.transcripts import turns_of
from index.types import Article, Segments, Span, Statement


def extract_statements(
    article: Article, segments: Segments, parser: Parser, *, offices: Offices | None = None
) -> list[Statement]:
    """Everything the article says somebody said or holds, in order of its cues.

    `offices` is who is what in the articles that are indexed already.
    """
    groups = paragraphs_of(article.text, segments.sentences)
    docs = list(parser.parse(article.text, groups))
    turns = turns_of(article.text, [Span(g[0].start, g[-1].end) for g in groups])
    cast = Cast(docs, published=article.published, authors=article.authors, offices=offices)
    timing = Timing(article.published)
    found: list[Statement] = []
    lead: Statement | None = None
    paragraphs = [
        Paragraph(article.text, doc, sentences, cast, timing)
        for doc, sentences in zip(docs, groups, strict=True)
    ]
    for i, paragraph in enumerate(paragraphs):
        whole = paragraph.turn(turns[i]) if i in turns else paragraph.signed(paragraphs[i + 1 :])
        if whole:
            found += whole
            lead = None
            continue
        end = max((statement.extent.end for statement in found), default=0)
        above = paragraphs[i - 1] if i else None
        own = paragraph.statements([s for s in found if s.extent.end == end], lead, above)
        # What an earlier paragraph announced or began comes again, with more words.
        again = {place_of(statement) for statement in own}
        found = [statement for statement in found if place_of(statement) not in again]
        found += own
        lead = paragraph.lead()
    return found
