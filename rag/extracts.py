"""From sentences that were found to the extracts that are shown, best first."""

from dataclasses import dataclass, replace

from index.archive import Snapshot
from index.days import on_one_day
from index.types import Article, RowId, Span, Statement, Vector
from rag.ranking.attribution import best_statement
from rag.ranking.features import FEATURES, measure
from rag.ranking.model import RANKER, load_weights, score_table
from rag.ranking.surroundings import Surroundings, read_surroundings
from rag.repeats import Stories, with_other
from rag.spans import span_to_show
from rag.types import Extract, Hit, Query, Role

# What scores this much less than the best is no longer an answer to the same question: the
# scores are logarithms of odds, so it is e^6 times less likely to be the best.
_FAR_BELOW = 6.0
# What is not the asked speaker's is left out sooner, and so is all but the likeliest where it is
# asked who said something: on saidqa's dev lines nothing that answers is lost so, and one line
# in seven of the first three that was somebody else's is.
_OTHERS_FAR_BELOW = 3.0

_CONTEXT_CHARS = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with the statement in it that fits the question best.

    Attributes:
        features: what was measured, by name.
        score: logarithm of the odds to be the best answer, up to a constant of the question.
        asked_before: the question that the sentence answers, where it stands right before.
    """

    hit: Hit
    statement: Statement | None
    by_asked: bool
    features: dict[str, float]
    score: float
    asked_before: str = ""


def rank_candidates(
    snapshot: Snapshot, query: Query, hits: list[Hit], vectors: list[Vector]
) -> list[Candidate]:
    """Judge each sentence with its surroundings and its speaker; best first, ties by row.

    `vectors` are of the texts of `wordings_of`; the question and its topic count. Where
    somebody's words are asked for, what is known to be another's comes after all that may be
    theirs.
    """
    around = read_surroundings(snapshot, hits)
    chosen = [best_statement(around.statements.get(h.sentence, []), query, h.span) for h in hits]
    table = measure(snapshot, query, around, chosen, vectors[:2])
    scores = score_table(load_weights(RANKER), table)
    candidates = [
        Candidate(
            hit=hit,
            statement=statement,
            by_asked=statement is not None and statement.speaker in query.names,
            features=dict(zip(FEATURES, measured, strict=True)),
            score=float(score),
            asked_before=_question_before(around, hit),
        )
        for hit, statement, measured, score in zip(
            hits, chosen, table.tolist(), scores, strict=True
        )
    ]
    return sorted(candidates, key=lambda c: (is_of_another(query, c), -c.score, c.hit.sentence))


def is_of_another(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate is surely somebody else's words where one speaker's are asked for.

    A sentence that names the asked speaker too may hold a report of what they said, and who
    holds the office that was asked for is less sure than a name.
    """
    statement = candidate.statement
    return (
        query.kind == "said"
        and bool(query.names)
        and not query.offices
        and statement is not None
        and statement.speaker is not None
        and not candidate.by_asked
        and statement.speaker_kind == "person"
        and statement.basis == "name"
        and candidate.features["asked_sentence"] == 0
    )


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
        if candidate.score < candidates[0].score - _far_below(query, candidate):
            continue
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
        else:
            break
    return chosen


def _far_below(query: Query, candidate: Candidate) -> float:
    is_said = query.kind == "said" and query.speakers and _role(query, candidate) == "related"
    asks_who = query.kind == "who" and query.form == "plain"
    return _OTHERS_FAR_BELOW if is_said or asks_who else _FAR_BELOW


def _extract(article: Article, query: Query, candidate: Candidate, *, story: RowId) -> Extract:
    statement = candidate.statement
    span = span_to_show(article.text, candidate.hit.span, statement)
    words = [w for w in statement.words if w.overlaps(span)] if statement else []
    marks = tuple(Span(max(w.start, span.start), min(w.end, span.end)) for w in words)
    mention = statement.mention.of(article.text) if statement and statement.mention else None
    said_on = on_one_day(statement.said_on, article.text) if statement else None
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
        context=_context(candidate, mention),
        speaker=statement.speaker if statement else None,
        speaker_mention=mention,
        kind=statement.kind if statement else "narration",
        said_on=said_on.day if said_on else None,
        said_on_basis=said_on.basis if said_on else None,
        confidence=statement.confidence if statement else 0.0,
        score=round(candidate.score, 4),
        story=story,
    )


def _role(query: Query, candidate: Candidate) -> Role:
    statement = candidate.statement
    if statement is None or (query.kind == "said" and not candidate.by_asked):
        return "related"
    if statement.polarity == "negated" or statement.modality != "actual":
        return "related"
    own = statement.was_said and statement.kind != "indirect"
    return "said" if own else "reported"


def _context(candidate: Candidate, mention: str | None) -> str:
    """What a reader must know to understand the extract, in words of ours."""
    statement = candidate.statement
    parts = []
    if candidate.asked_before:
        parts.append(f"in answer to: {candidate.asked_before}")
    if statement and statement.speaker and statement.basis in ("pronoun", "title") and mention:
        parts.append(f"{' '.join(mention.split())}: {statement.speaker}")
    if statement and not statement.was_said:
        if statement.polarity == "negated":
            parts.append("not said")
        elif statement.modality != "actual":
            parts.append(
                "not yet said" if statement.modality == "planned" else "not certainly said"
            )
        else:
            parts.append("thought or wanted, as the article tells it")
    return "; ".join(parts)


def _question_before(around: Surroundings, hit: Hit) -> str:
    row = hit.sentence - 1
    if not around.is_of(row, hit.article_key):
        return ""
    text = " ".join(around.texts[row].split())
    asks = text.rstrip("\"'”’ ").endswith("?")
    return text if asks and len(text) <= _CONTEXT_CHARS else ""
