"""Statements that deny what others say: pairs of one claim and its denial."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.archive import Filter, Snapshot, StatementRow
from index.types import RowId, Statement
from rag.understanding.words import content_words, stem
from rag.views.accounts.claims import Judge, names_in

# Verbs that deny what they report; "denied entry to" denies nothing that was said.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing))\b", re.I
)
_REFUSES = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:\w+\s+){0,3}"
    r"(?:entry|access|class|bail|visas?|loans?|funds?|funding|coverage|a\s+(?:hearing|vote|request))\b",
    re.I,
)
# "denied Maren a permit": what follows is whom something was refused to.
_TO_SOMEBODY = re.compile(r"\bden(?:y|ies|ied|ying)\s+[A-Z][\w.-]*(?![\w.]*[’'])")
_REJECTS = re.compile(r"\b(?:reject|dismiss|rebut|repudiat|brush)\w*\b", re.I)
_ALLEGATION = re.compile(
    r"\b(?:allegation|accusation|charge|claim|notion|suggestion|report|rumou?r|insinuation)s?\b",
    re.I,
)
_IS_FALSE = re.compile(
    r"\b(?:it|that|this|they|those|(?:claim|report|story|stories|allegation|accusation|charge)s?)"
    r"(?:\s+\w+){0,2}?\s*(?:[’']s|[’']re|is|was|are|were)\s+(?:\w+ly\s+|all\s+|just\s+|a\s+)*"
    r"(?:false|untrue|not true|lies?|baseless|inaccurate|fabricated|fiction|unfounded|bogus)\b",
    re.I,
)
_NEGATIONS = re.compile(r"\b(?:not|never|no|nobody|nothing|neither|cannot)\b|n[’']t\b", re.I)

# Verbs and nouns of what somebody may have to deny.
_ALLEGES = re.compile(
    r"\b(?:accus\w+|alleg\w+|claim\w*|charg(?:e|es|ed|ing)|contend\w*|assert\w*|report(?:s|ed)?"
    r"|testif\w+|suspect\w*)\b",
    re.I,
)
# Everything is said: it takes more to be what a denial beside it means.
_SAYS = re.compile(
    r"\b(?:say|says|said|suggest\w*|believe[sd]?|insist\w*|maintain\w*|complain\w*|argue[sd]?"
    r"|wrote|told)\b",
    re.I,
)
# A denial that points to what stands before it without a word of it.
_POINTS = re.compile(
    r"\b(?:it|that|this|them|those|allegations?|accusations?|charges?|claims?|reports?|wrongdoing"
    r"|account|characteri[sz]ation|notion|suggestion|any)\b",
    re.I,
)

# A denial stands at most so many sentences after what it denies in the same article.
_REACH = 2

# In another article it takes more: cosine of the sentences, stems of words in both, and their
# share of the shorter one's, the rare ones counting more.
_NEIGHBOURS = 30
_NEAR = 0.55
_LEAST_WORDS = 2
_LEAST_SHARED = 0.4


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement, one that denies it, and how sure it is, in [0, 1], that it does."""

    claim: StatementRow
    denial: StatementRow
    score: float


def find_denials(
    snapshot: Snapshot, judge: Judge, rows: list[RowId] | None, within: Filter
) -> Iterator[Denial]:
    """Denials among the statements in these sentences, each with what it denies.

    Without `rows`, among all that a filter leaves.
    """
    statements = snapshot.statements_where(within, sentences=rows)
    texts = snapshot.texts(sorted({row.article_key for row in statements}))
    for row in statements:
        text = texts[row.article_key].text
        if row.sentences and _is_denial(row.statement, text):
            yield from _beside(snapshot, judge, row, text)
            yield from _elsewhere(snapshot, judge, row, within)


def _beside(snapshot: Snapshot, judge: Judge, row: StatementRow, text: str) -> Iterator[Denial]:
    """What is denied in the same sentence, or in one shortly before it."""
    first = row.sentences[0]
    around = list(range(first - _REACH, row.sentences[-1] + 1))
    own, denied = _words(row.statement, text), _said(row.statement, text)
    for other in snapshot.statements_where(Filter(), sentences=around):
        if other.article_key != row.article_key or not _may_claim(row, other, text):
            continue
        words = _words(other.statement, text)
        shared = judge.shared(own, words)
        cue = other.statement.cue.of(text) if other.statement.cue else ""
        points = bool(_POINTS.search(denied)) and len(own) <= _LEAST_WORDS
        of_denier = _names(row, other, text)
        if _ALLEGES.search(cue):
            meant = bool(own & words) or points
        else:
            meant = bool(_SAYS.search(cue)) and of_denier and (bool(own & words) or points)
        if meant:
            yield Denial(other, row, round(0.6 + 0.4 * shared, 3))


def _elsewhere(
    snapshot: Snapshot, judge: Judge, row: StatementRow, within: Filter
) -> Iterator[Denial]:
    """What is denied of what another article holds."""
    text = snapshot.texts([row.article_key])[row.article_key].text
    own = _words(row.statement, text)
    (vector,) = snapshot.vectors("sentence", [row.sentences[0]])
    near = snapshot.search_vectors("sentence", vector, _NEIGHBOURS, within)
    found = {match.row: match.score for match in near if match.score >= _NEAR}
    for other in snapshot.statements_where(within, sentences=list(found)):
        others = snapshot.texts([other.article_key])[other.article_key].text
        if other.article_key == row.article_key or not _may_claim(row, other, others):
            continue
        words = _words(other.statement, others)
        if len(own & words) < _LEAST_WORDS or not _names(row, other, others):
            continue
        share = judge.shared(own & words, min(own, words, key=len))
        if share >= _LEAST_SHARED:
            cosine = max(found[s] for s in other.sentences if s in found)
            yield Denial(other, row, round((cosine + share) / 2, 3))


def _is_denial(statement: Statement, text: str) -> bool:
    if statement.cue is None or statement.speaker is None or statement.modality != "actual":
        return False
    if statement.polarity == "negated":
        return False
    cue, said, start = statement.cue.of(text), _said(statement, text), statement.cue.start
    if _IS_FALSE.search(said) and not _NEGATIONS.search(cue):
        return True
    if _NEGATIONS.search(said):
        return False
    if _REJECTS.search(cue):
        return bool(_ALLEGATION.search(said))
    refuses = _REFUSES.match(text, start) or _TO_SOMEBODY.match(text, start)
    return bool(_DENIES.search(cue)) and not refuses


def _may_claim(denial: StatementRow, other: StatementRow, text: str) -> bool:
    """Whether a statement affirms something, and is not the denial told again."""
    statement = other.statement
    if statement.speaker is None or statement.speaker == denial.statement.speaker:
        return False
    if not statement.was_said or other.row == denial.row or not statement.cue:
        return False
    return not (_DENIES.search(statement.cue.of(text)) or _NEGATIONS.search(_said(statement, text)))


def _names(denial: StatementRow, other: StatementRow, text: str) -> bool:
    """Whether a statement's words name who denies."""
    # The first word of a text is no name for its capital alone.
    return bool(
        names_in(f"So {_said(other.statement, text)}") & names_in(f"So {denial.statement.speaker}")
    )


def _said(statement: Statement, text: str) -> str:
    return " ".join(span.of(text) for span in statement.words)


def _words(statement: Statement, text: str) -> frozenset[str]:
    words = content_words(_said(statement, text))
    return frozenset(stem(word) for word in words if not word[0].isdigit())
