"""Sentences that say of what was said that it is not so: "falsely claimed", "that is untrue"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.archive import Filter, SentenceRow, Snapshot, StatementRow
from index.stems import fold
from index.types import RowId, Span
from rag.understanding.words import STOP_WORDS
from rag.views.accounts.opposing import Denial
from rag.views.accounts.telling import told_by, told_in

_FALSE = (
    r"(?:\w+ly\s+|just\s+|all\s+|simply\s+|not\s+even\s+|a\s+(?:flat\s+|total\s+)?){0,3}"
    r"(?:false|untrue|inaccurate|incorrect|wrong(?!\s+(?:to|with|for|about\s+a|side|way))|lies?\b|"
    r"baseless|bogus|debunked|nonsense|not\s+(?:\w+ly\s+)?(?:true|accurate|correct|the\s+case))"
)
_IS = r"(?:[’']s|[’']re|\s+(?:is|was|are|were|(?:is|was|are|were)n[’']t|has\s+been|have\s+been))"
_CLAIM = (
    r"(?:claim|statement|assertion|charge|accusation|allegation|figure|number|account|story"
    r"|report)s?"
)
_NAME = r"(?:[A-Z][\w.-]*\s+){0,2}[A-Z][\w-]+"
_NO_EVIDENCE = r"no\s+(?:\w+\s+)?(?:evidence|proof)"

# A longer sentence is a list or a table.
_LONGEST = 1000

# Beside the verb that reports: "falsely claimed", "said - incorrectly - that".
_ADVERB = r"(?:falsely|wrongly|erroneously|incorrectly|inaccurately|mistakenly|untruthfully)"
_BEFORE_CUE = re.compile(rf"\b(?P<it>{_ADVERB})\W+(?:\w+\W+){{0,2}}$", re.I)
_AFTER_CUE = re.compile(rf"^[\s,(–—-]*(?:(?:again|also)\s+)?(?P<it>{_ADVERB})\b", re.I)

# Later in the sentence that reports it.
_LATER = re.compile(
    r"(?:\b(?:but|though|although|even\s+though|however)|[–—;(]|\s-+\s|,)\s*(?:[\w’']+\s+){0,4}?"
    rf"(?P<it>(?:that|it|this|they|which|{_NAME}[’']s?\s+{_CLAIM}){_IS}\s+{_FALSE})\b"
    rf"|(?:\bdespite|\bthough|\balthough)\s+(?:there\s+(?:being|is|was)\s+)?"
    rf"(?P<none>{_NO_EVIDENCE})",
)

# The claim and what is thought of it in one: "the debunked claim that the bridge was sold".
_FALSE_CLAIM = re.compile(
    rf"(?:(?P<whose>{_NAME})[’']s?\s+(?:[\w-]+\s+){{0,3}}?|(?P<again>\b(?:repeat|echo|revive|spread)\w*\s+(?:\w+\s+)?))?"
    r"(?P<it>(?:false|debunked|discredited|baseless|unfounded|bogus|disprove[dn]|incorrect|untrue|inaccurate)"
    r"\s+(?:\w+\s+)?(?:claim|story|account|theory|rumou?r|accusation|allegation|assertion|charge|notion|"
    r"statement|suggestion|report)s?)\s+(?P<what>that\b[^;”\"]{15,}(?<![\s.,]))",
)

# At the beginning of the next sentence.
_LEAD = r"^(?:(?:But|However|Yet|And|Actually|Except|Still|Of\s+course),?\s+)?"
_NEXT = re.compile(
    rf"{_LEAD}(?P<it>(?:[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese|[Ii]t|[Tt]hey|"
    rf"(?:[Tt]hat|[Tt]his|[Tt]he|[Tt]hose|[Hh]is|[Hh]er|[Tt]heir|{_NAME}[’']s?)\s+(?:\w+\s+)?{_CLAIM}"
    rf"|{_NAME}|[Hh]e|[Ss]he){_IS}\s+{_FALSE})\b"
    rf"|{_LEAD}(?P<none>(?:[Tt]here{_IS}\s+)?{_NO_EVIDENCE}\s+(?:that|to|for)\b)"
)

# A clause of its own: "an accusation that she has denied".
_DENIED = (
    r"(?:\w+ly\s+)?(?:denie[sd]|den(?:y|ying)|disput(?:es?|ed)|reject(?:s|ed)?|refut(?:es?|ed))"
)
_RELATIVE = re.compile(
    r"(?:,|\s-+\s|[–—])\s*(?P<it>(?:which|(?:an?|the)\s+(?:\w+\s+)?(?:claim|charge|accusation|"
    r"allegation|assertion|account|report|contention|suggestion|point|characteri[sz]ation|notion)s?"
    rf"(?:\s+(?:that|which))?)\s+(?P<who>(?:[\w.’'-]+\s+){{1,5}}?)(?:(?:has|have|had)\s+)?{_DENIED})\b"
    r"(?!\s+(?:to|entry|access))",
    re.I,
)
_LEAST_TOLD = 3
_ALLEGED = re.compile(
    r"\b(?:accus\w+|alleg\w+|claim\w*|charg\w+|suggest\w*|report\w*|rumou?r\w*|said|says?|saying)\b",
    re.I,
)


def find_corrections(snapshot: Snapshot, rows: Sequence[SentenceRow]) -> Iterator[Denial]:
    """What these sentences say is not so, each with who said it; `rows` in order of their ids."""
    texts = snapshot.texts(sorted({row.article_key for row in rows}))
    hits = [(row, row.span.of(texts[row.article_key].text)) for row in rows]
    hits = [(row, text) for row, text in hits if len(text) <= _LONGEST and _MAY_BE.search(text)]
    wanted = sorted({row.row + n for row, _ in hits for n in (-1, 0)})
    spoken: dict[RowId, list[StatementRow]] = defaultdict(list)
    for statement in snapshot.statements_where(Filter(), sentences=wanted):
        for sentence in statement.sentences:
            spoken[sentence].append(statement)
    for row, text in hits:
        whole = texts[row.article_key].text
        before = [s for s in spoken[row.row - 1] if s.article_key == row.article_key]
        yield from _beside_the_cue(row, spoken[row.row], whole)
        yield from _later(row, text, spoken[row.row])
        yield from _false_claim(row, text, spoken[row.row])
        yield from _relative(row, text, spoken[row.row])
        yield from _next(row, text, before, spoken[row.row])


_MAY_BE = re.compile(
    rf"\b(?:{_ADVERB}|{_FALSE}|evidence|proof|{_DENIED})\b",
    re.I,
)


def _beside_the_cue(row: SentenceRow, spoken: list[StatementRow], whole: str) -> Iterator[Denial]:
    for said in _by_somebody(spoken):
        cue = said.statement.cue
        if cue is None or not row.span.contains(cue):
            continue
        before, after = Span(row.span.start, cue.start), Span(cue.end, row.span.end)
        for part, pattern in ((before, _BEFORE_CUE), (after, _AFTER_CUE)):
            match = pattern.search(part.of(whole))
            mark = match and _moved(match, part.start)
            if mark and not _is_inside(mark, said):
                yield Denial(told_by(said), told_in(row, mark), 0.9)


def _later(row: SentenceRow, text: str, spoken: list[StatementRow]) -> Iterator[Denial]:
    match = _LATER.search(text)
    if match is None:
        return
    mark = _moved(match, row.span.start)
    for said in _by_somebody(spoken):
        if said.statement.words[0].start < mark.start and not _is_inside(mark, said):
            yield Denial(told_by(said), told_in(row, mark), 0.8)
            return


def _false_claim(row: SentenceRow, text: str, spoken: list[StatementRow]) -> Iterator[Denial]:
    match = _FALSE_CLAIM.search(text)
    if match is None:
        return
    start = row.span.start
    claim = Span(start + match.start("what"), start + match.end("what"))
    whose, own = match["whose"], bool(match["again"])
    if own:
        whose = next((said.statement.speaker for said in _by_somebody(spoken)), None)
    denial = replace(told_in(row, _moved(match, start)), is_narrated=own)
    yield Denial(told_in(row, claim, speaker=whose), denial, 0.8)


def _relative(row: SentenceRow, text: str, spoken: list[StatementRow]) -> Iterator[Denial]:
    match = _RELATIVE.search(text)
    alleged = _ALLEGED.search(text[: match.start()]) if match else None
    if match is None or alleged is None:
        return
    # "The allegations, which she denies": what they are stands elsewhere.
    if len(text[alleged.end() : match.start()].split()) < _LEAST_TOLD:
        return
    mark, who = _moved(match, row.span.start), " ".join(match["who"].split())
    said = [s for s in _by_somebody(spoken) if s.statement.words[0].end <= mark.start]
    claimed = Span(row.span.start, row.span.start + match.start())
    denier = next((s.statement.speaker for s in spoken if _is_cue_in(mark, s)), None)
    denial = told_in(row, mark, speaker=denier or (None if fold(who) in STOP_WORDS else who))
    yield Denial(told_by(said[-1]) if said else told_in(row, claimed), denial, 0.8)


def _next(
    row: SentenceRow, text: str, before: list[StatementRow], spoken: list[StatementRow]
) -> Iterator[Denial]:
    match = _NEXT.search(text)
    if match is None:
        return
    mark = _moved(match, row.span.start)
    speakers = {s.statement.speaker for s in spoken}
    for said in _by_somebody(before):
        if said.statement.speaker not in speakers:
            yield Denial(told_by(said), told_in(row, mark), 0.7)
            return


def _by_somebody(spoken: Iterable[StatementRow]) -> Iterator[StatementRow]:
    for row in spoken:
        if row.statement.speaker and row.statement.was_said and row.statement.cue:
            yield row


def _is_cue_in(mark: Span, said: StatementRow) -> bool:
    return said.statement.cue is not None and mark.contains(said.statement.cue)


def _is_inside(mark: Span, said: StatementRow) -> bool:
    return any(words.contains(mark) for words in said.statement.words)


def _moved(match: re.Match[str], by: int) -> Span:
    named = match.groupdict()
    group = "it" if named.get("it") is not None else "none"
    return Span(by + match.start(group), by + match.end(group))
