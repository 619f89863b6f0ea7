"""Statements that deny what others say: pairs of one claim and its denial."""

import re
from collections.abc import Iterator

from index.archive import Filter, Snapshot, StatementRow
from index.stems import fold, stem
from index.types import RowId, Span, Statement
from rag.understanding.words import content_words
from rag.views.accounts.claims import Judge, names_in
from rag.views.accounts.opposing import Denial
from rag.views.accounts.telling import told_by, told_in

# Verbs that deny what they report; "denied entry to" denies nothing that was said.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing))\b", re.I
)
_REFUSES = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:\w+\s+){0,3}"
    r"(?:entry|access|class|bail|visas?|loans?|funds?|funding|coverage|a\s+(?:hearing|vote|request))\b",
    re.I,
)
# "denied Maren a permit", "denied her party the victory": whom something was refused to.
_TO_SOMEBODY = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:[A-Z][\w.-]*(?![\w.]*[’'])|(?:her|him|them|us)\s+(?:a|an|the)\b"
    r"|(?:his|her|their|the)\s+\w+\s+(?:a|an|the)\b)"
)
_REJECTS = re.compile(
    r"\b(?:reject|dismiss|rebut|rebuff|repudiat|brush|contest|contradict|discount|scoff|debunk)\w*\b",
    re.I,
)
_NOUN = (
    r"(?:allegation|accusation|charge|claim|report|rumou?r|insinuation|assertion|criticism|"
    r"critique|complaint|contention)s?"
)
_ALLEGATION = re.compile(rf"\b(?:{_NOUN}|notions?|suggestions?)\b", re.I)
_IS_FALSE = re.compile(
    r"\b(?:it|that|this|they|those|(?:claim|report|story|stories|allegation|accusation|charge)s?)"
    r"(?:\s+\w+){0,2}?\s*(?:[’']s|[’']re|is|was|are|were)\s+(?:\w+ly\s+|all\s+|just\s+|a\s+){0,3}"
    r"(?:false(?!\s+\w)|untrue|not true|lies?|baseless|inaccurate|fabricated|fiction|unfounded"
    r"|bogus)\b",
    re.I,
)
# "called the claim absurd".
_CALLS = re.compile(r"\b(?:call|label|deem|rat|brand|term|judg)(?:s|e|es|ed|ing|led|ling)\b", re.I)
_UNTRUE = re.compile(
    rf"^(?:it|that|this|them|(?:(?:the|that|those|these|his|her|their)\s+)?(?:\w+\s+){{0,2}}?{_NOUN})"
    r"\s+(?:as\s+)?\W{0,2}(?:\w+ly\s+|an?\s+|all\s+|just\s+){0,3}(?:false|untrue|lies?|absurd|ridiculous|nonsense|"
    r"baseless|inaccurate|fiction|bogus|unfounded|preposterous|ludicrous|fabricat\w+|rubbish)\b",
    re.I,
)
_CALLS_WRONG = re.compile(r"\b(?:wrong|false|untrue|lies?|lying)\b", re.I)
_NEGATIONS = re.compile(r"\b(?:not|never|no|nobody|nothing|neither|cannot)\b|n[’']t\b", re.I)

# Verbs and nouns of what somebody may have to deny.
_ALLEGES = re.compile(
    r"\b(?:accus\w+|alleg\w+|claim\w*|charg(?:e|es|ed|ing)|contend\w*|assert\w*|report(?:s|ed)?"
    r"|testif\w+|suspect\w*|critici\w+|portray\w*|describ\w+|depict\w*|detail\w*)\b",
    re.I,
)
# Everything is said: it takes more to be what a denial beside it means.
_SAYS = re.compile(
    r"\b(?:say|says|said|suggest\w*|believe[sd]?|insist\w*|maintain\w*|complain\w*|argue[sd]?"
    r"|wrote|told|point(?:s|ed)?)\b",
    re.I,
)
# What an article tells of in its own words and somebody may deny.
_ALLEGED = re.compile(
    r"\b(?:accus\w+|alleg\w+|rumou?r\w*|charges|charged\s+(?:that|with)|claims?|claimed"
    r"|suspect\w*|reports|reported|lawsuits?)\b",
    re.I,
)
# A denial that points to what stands before it without a word of it.
_POINTS = re.compile(
    rf"^\s*(?:(?:it|this|that|them|those)\b(?=\W*$|\s+(?:through|in|on|and|to)\b)"
    r"|(?:that\s+)?(?:it|that|this)\s+(?:happened|occurred|was\s+(?:so|true|the\s+case))"
    r"|(?:any|all|both|the|that|those|these|this|such|their|his|her)\s+(?:\w+\s+){0,2}?"
    rf"(?:{_NOUN}|wrongdoing|misconduct|impropriety|role|involvement|knowledge|accounts?|characteri[sz]ations?|suggestions?|notion)\b"
    r"(?!\s+(?:that|of|by)\b))",
    re.I,
)
# One that is nothing else.
_BARE = re.compile(
    r"^\s*(?:(?:it|this|that)\W*$|(?:that\s+)?(?:it|that|this)\s+(?:happened|occurred|was\b))", re.I
)
_JOINT = re.compile(r",?\s+(?:although|though|but|while|yet|and)\b")
_LEAST_PREFIX = 6
# The accusation inside its denial: "rejected Maren's claim that the bridge is safe".
_HELD = re.compile(
    rf"^[\w\s]{{0,20}}?(?:(?P<whose>(?:[A-Z][\w.-]*\s+){{0,3}}[A-Z][\w-]+)[’']s?\s+)?(?:\w+\s+){{0,2}}?"
    rf"(?P<noun>{_NOUN}|(?:suggestion|notion)s?)\s+"
    r"(?:(?:by|from|of)\s+(?P<by>(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w-]+)\s+)?(?P<what>that\b.{15,}|against\b.{8,}|of\b.{15,})",
    re.S,
)

# What is denied stands at the beginning of the words that deny it.
_LONGEST = 1000

# A denial stands at most so many sentences after what it denies in the same article.
_REACH = 2

# In another article it takes more: cosine of the sentences, stems of words in both, and their
# share of the shorter one's, the rare ones counting more.
_NEIGHBOURS = 30
_NEAR = 0.55
_LEAST_WORDS = 2
_LEAST_SHARED = 0.4


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
            held = list(_held(snapshot, row, text))
            beside = held or list(_beside(snapshot, judge, row, text))
            yield from beside or _before(snapshot, row, text)
            yield from _elsewhere(snapshot, judge, row, within)


def _held(snapshot: Snapshot, row: StatementRow, text: str) -> Iterator[Denial]:
    """What is denied in the very words that deny it."""
    words = row.statement.words[0]
    match = _HELD.match(words.of(text)[:_LONGEST])
    if match is None:
        return
    whose = match["whose"] or match["by"]
    cue = row.statement.cue.of(text) if row.statement.cue else ""
    vague = fold(match["noun"]).startswith(("suggestion", "notion")) and not _DENIES.search(cue)
    if (vague and not whose) or (whose and whose in (row.statement.speaker or "")):
        return
    mark = Span(words.start + match.start("what"), words.start + match.end("what"))
    for sentence in snapshot.sentences(list(row.sentences)).values():
        if sentence.span.contains(mark):
            yield Denial(told_in(sentence, mark, speaker=whose), told_by(row), 0.7)


def _beside(snapshot: Snapshot, judge: Judge, row: StatementRow, text: str) -> Iterator[Denial]:
    """What somebody says in the same sentence, or in one shortly before it."""
    first = row.sentences[0]
    around = list(range(first - _REACH, row.sentences[-1] + 1))
    own, denied = _words(row.statement, text), _said(row.statement, text)
    cue_at = row.statement.cue.start if row.statement.cue else row.statement.extent.start
    clause = _clause_before(row.statement.extent, cue_at, text).of(text)
    for other in snapshot.statements_where(Filter(), sentences=around):
        if other.article_key != row.article_key or not _may_claim(row, other, text):
            continue
        words = _words(other.statement, text)
        shared = judge.shared(own, words)
        cue = other.statement.cue.of(text) if other.statement.cue else ""
        points = bool(_POINTS.search(denied) or _IS_FALSE.match(denied))
        same = bool(set(other.sentences) & set(row.sentences))
        next_to = points and not clause and first - 1 in other.sentences
        of_denier = _names(row, other, text)
        if _ALLEGES.search(cue):
            meant = bool(own & words) or points or same
        else:
            near = of_denier or same or next_to
            meant = bool(_SAYS.search(cue)) and near and (bool(own & words) or points)
        if meant:
            yield Denial(told_by(other), told_by(row), round(0.6 + 0.4 * shared, 3))


def _before(snapshot: Snapshot, row: StatementRow, text: str) -> Iterator[Denial]:
    """What a denial points to: the nearest sentence before it that tells of an accusation."""
    denied = _said(row.statement, text)
    if not _POINTS.search(denied) or row.statement.cue is None:
        return
    first = row.sentences[0]
    near = snapshot.sentences(list(range(first - _REACH, first + 1)))
    for number in sorted(near, reverse=True):
        sentence = near[number]
        if sentence.article_key != row.article_key:
            continue
        mark = sentence.span
        if number == first:
            mark = _clause_before(mark, row.statement.cue.start, text)
        is_meant = _BARE.search(denied) if mark.of(text) else None
        if not is_meant and not _ALLEGED.search(mark.of(text)):
            continue
        said = [
            other
            for other in snapshot.statements_where(Filter(), sentences=[number])
            if _may_claim(row, other, text) and other.statement.words[0].end <= mark.end
        ]
        yield Denial(told_by(said[0]) if said else told_in(sentence, mark), told_by(row), 0.5)
        return


def _clause_before(sentence: Span, cue: int, text: str) -> Span:
    """What a sentence holds before the clause of its cue: empty where that is little."""
    before = Span(sentence.start, max(sentence.start, cue))
    joints = list(_JOINT.finditer(before.of(text)))
    end = sentence.start + joints[-1].start() if joints else sentence.start
    mark = Span(sentence.start, end)
    return mark if len(mark.of(text).split()) >= _LEAST_PREFIX else Span(end, end)


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
            yield Denial(told_by(other), told_by(row), round((cosine + share) / 2, 3))


def _is_denial(statement: Statement, text: str) -> bool:
    if statement.cue is None or statement.speaker is None or statement.modality != "actual":
        return False
    if statement.polarity == "negated":
        return False
    cue, said, start = statement.cue.of(text), _said(statement, text), statement.cue.start
    if _IS_FALSE.search(said) and not _NEGATIONS.search(cue):
        return True
    if _CALLS.search(cue):
        return bool(_UNTRUE.search(said))
    if _NEGATIONS.search(said):
        return False
    refuses = _REFUSES.match(text, start) or _TO_SOMEBODY.match(text, start)
    denies = bool(_DENIES.search(cue)) and not refuses
    return denies or (bool(_REJECTS.search(cue)) and bool(_ALLEGATION.search(said)))


def _may_claim(denial: StatementRow, other: StatementRow, text: str) -> bool:
    """Whether a statement affirms something, and is not the denial told again."""
    statement = other.statement
    if statement.speaker == denial.statement.speaker:
        return False
    if not statement.was_said or other.row == denial.row or not statement.cue:
        return False
    said = _said(statement, text)
    if _NEGATIONS.search(said) or _CALLS_WRONG.search(said):
        return False
    return not _DENIES.search(statement.cue.of(text))


def _names(denial: StatementRow, other: StatementRow, text: str) -> bool:
    """Whether a statement's words name who denies."""
    # The first word of a text is no name for its capital alone.
    return bool(
        names_in(f"So {_said(other.statement, text)}") & names_in(f"So {denial.statement.speaker}")
    )


def _said(statement: Statement, text: str) -> str:
    return " ".join(span.of(text) for span in statement.words)[:_LONGEST]


def _words(statement: Statement, text: str) -> frozenset[str]:
    words = content_words(_said(statement, text))
    return frozenset(stem(word) for word in words if not word[0].isdigit())
