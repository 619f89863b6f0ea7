"""From sentences that were found to the extracts that are shown, best first."""

from dataclasses import dataclass, replace

from index.archive import Snapshot
from index.types import Article, RowId, Span, Statement
from rag.repeats import Stories, with_other
from rag.types import Extract, Hit, Query, Role

# Weights of a sentence's features, each in about [0, 1]: rounded by hand
# from a search on the odd lines of saidqa's dev set, with its even lines in sight.
_PASSAGE_SIMILARITY = 0.4
_WORDS = 0.15
_PASSAGE_WORDS = 0.3
_ASKED_SPEAKER = 0.2
_OTHER_SPEAKER = -0.1
_UNNAMED_SPEAKER = 0.15
_ANY_SPEAKER = 0.15
_TOO_SHORT = -0.3
_TOO_LONG = -1.0

SHORT_CHARS = 40
LONG_CHARS = 300

# What scores this much less than the best is no longer an answer to the same question.
_FAR_BELOW = 0.35


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with the statement in it that fits the question best."""

    hit: Hit
    statement: Statement | None
    by_asked: bool
    score: float


def rank_candidates(snapshot: Snapshot, query: Query, hits: list[Hit]) -> list[Candidate]:
    """Judge each sentence with its passage and its speaker; best first, ties by row."""
    statements = snapshot.statements([hit.sentence for hit in hits])
    candidates = []
    for hit in hits:
        statement = _best_statement(statements.get(hit.sentence, []), query, hit.span)
        by_asked = statement is not None and statement.speaker in query.names
        score = _score(hit, query, statement, by_asked=by_asked)
        candidates.append(Candidate(hit, statement, by_asked, score))
    return sorted(candidates, key=lambda c: (-c.score, c.hit.sentence))


def choose_extracts(
    snapshot: Snapshot, query: Query, candidates: list[Candidate], *, most: int
) -> list[Extract]:
    """The best candidates as numbered extracts, no part of an article twice.

    Words that stand in several articles are shown once; the others are named in `also_in`,
    and so is every copy of the story that holds them, found by the question or not.
    """
    chosen: list[Extract] = []
    taken: dict[str, list[Span]] = {}
    stories = Stories(snapshot, list({c.hit.article_key for c in candidates}))
    for candidate in candidates:
        if candidate.score < candidates[0].score - _FAR_BELOW:
            break
        key = candidate.hit.article_key
        article = stories.article(key)
        extract = _extract(article, query, candidate, story=stories.story_of(key))
        if any(extract.span.overlaps(span) for span in taken.get(extract.article_id, [])):
            continue
        taken.setdefault(extract.article_id, []).append(extract.span)
        twin = next((i for i, e in enumerate(chosen) if stories.is_repeat(e, extract)), None)
        if twin is not None:
            chosen[twin] = with_other(chosen[twin], article)
        elif len(chosen) < most:
            numbered = replace(extract, number=len(chosen) + 1)
            chosen.append(stories.name_copies(numbered, key))
    return chosen


def _best_statement(statements: list[Statement], query: Query, sentence: Span) -> Statement | None:
    return max(
        statements,
        key=lambda s: (
            s.speaker is not None and s.speaker in query.names,
            s.extent.contains(sentence),
            s.confidence,
            -s.extent.start,
        ),
        default=None,
    )


def _score(hit: Hit, query: Query, statement: Statement | None, *, by_asked: bool) -> float:
    score = (
        hit.similarity
        + _PASSAGE_SIMILARITY * hit.passage_similarity
        + _WORDS * hit.words
        + _PASSAGE_WORDS * hit.passage_words
    )
    if len(hit.span) < SHORT_CHARS:
        score += _TOO_SHORT
    elif len(hit.span) > LONG_CHARS:
        score += _TOO_LONG
    if statement is None:
        return score
    if query.kind == "who":
        return score + _ANY_SPEAKER
    if by_asked:
        return score + _ASKED_SPEAKER
    if query.kind == "said":
        score += _UNNAMED_SPEAKER if statement.speaker is None else 0.0
        score += _OTHER_SPEAKER if statement.speaker is not None and query.names else 0.0
    return score


def _extract(article: Article, query: Query, candidate: Candidate, *, story: RowId) -> Extract:
    statement, sentence = candidate.statement, candidate.hit.span
    span = sentence
    if statement and statement.extent.contains(sentence) and len(statement.extent) <= LONG_CHARS:
        span = statement.extent
    words = [w for w in statement.words if w.overlaps(span)] if statement else []
    marks = tuple(Span(max(w.start, span.start), min(w.end, span.end)) for w in words)
    mention = statement.mention.of(article.text) if statement and statement.mention else None
    return Extract(
        number=0,
        article_id=article.id,
        version=article.version,
        title=article.title,
        title_derived=article.title_derived,
        source=article.source,
        authors=article.authors,
        published=article.published,
        url=article.url,
        superseded=False,
        span=span,
        text=span.of(article.text),
        marks=marks,
        role=_role(query, candidate),
        context="",
        speaker=statement.speaker if statement else None,
        speaker_mention=mention,
        kind=statement.kind if statement else "narration",
        said_on=None,
        said_on_basis=None,
        confidence=statement.confidence if statement else 0.0,
        score=round(candidate.score, 4),
        story=story,
    )


def _role(query: Query, candidate: Candidate) -> Role:
    if candidate.statement is None or (query.kind == "said" and not candidate.by_asked):
        return "related"
    return "reported" if candidate.statement.kind == "indirect" else "said"
