"""The order that a question's form wants: over the days, both sides, who opposes whom."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from index.archive import Snapshot
from index.stems import fold
from rag.arranging import day_of
from rag.extracts import Candidate
from rag.types import Extract, Query
from rag.understanding.people import People, Person
from rag.understanding.words import words_of
from rag.views.periods import period_of

# Candidates that score this much less than the best do not show a change of the same matter.
_AS_GOOD = 4.0

# Verbs and words of opposing somebody; what is said so against the one who is named answers
# who disagrees better than what is merely on the same matter.
_OPPOSES = re.compile(
    r"\b(?:disagree\w*|oppos\w+|reject\w*|critici[sz]\w+|den(?:y|ies|ied)|disput\w+|rebuk\w+"
    r"|condemn\w*|denounc\w+|attack\w*|slam\w*|blast\w*|contradict\w*|warn\w*|accus\w+|wrong"
    r"|mistaken?|false|untrue|not true|unlike|against)\b",
    re.I,
)
_GAIN = 2.0
_LOOKED_AT = 80


def fitted(snapshot: Snapshot, query: Query, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates in the order in which the question's form wants them chosen."""
    if query.form == "changed":
        return _over_days(snapshot, candidates)
    if query.form == "disagree" and query.without_speakers:
        return _against(snapshot, query, candidates)
    if len(query.speakers) > 1:
        return _each_heard(snapshot, query, candidates)
    return candidates


def in_order(
    snapshot: Snapshot, query: Query, extracts: Sequence[Extract], candidates: list[Candidate]
) -> tuple[Extract, ...]:
    """The extracts as the question wants them: by day, where it asks what changed."""
    if query.form != "changed":
        return tuple(extracts)
    ids = {extract.article_id for extract in extracts}
    keys = dict.fromkeys(candidate.hit.article_key for candidate in candidates)
    id_of = {key: i for key in keys if (i := snapshot.article(key).id) in ids}
    own = [candidate for candidate in candidates if candidate.hit.article_key in id_of]

    def day(extract: Extract) -> date:
        for candidate in own:
            same = id_of[candidate.hit.article_key] == extract.article_id
            if same and candidate.hit.span.overlaps(extract.span):
                return _first_day(snapshot, candidate) or date.max
        return day_of(extract) or date.max

    dated = sorted(extracts, key=lambda e: (day(e), e.number))
    return tuple(replace(extract, number=i) for i, extract in enumerate(dated, 1))


def _over_days(snapshot: Snapshot, candidates: list[Candidate]) -> list[Candidate]:
    """The best of each day first, then the others: a change takes several days to show."""
    if not candidates:
        return candidates
    best = candidates[0]
    days: set[date | None] = set()
    first, rest = [], []
    for candidate in candidates[:_LOOKED_AT]:
        as_good = candidate.score >= best.score - _AS_GOOD and candidate.by_asked == best.by_asked
        day = _first_day(snapshot, candidate) if as_good else None
        if as_good and day is not None and day not in days:
            days.add(day)
            first.append(candidate)
        else:
            rest.append(candidate)
    if best not in first:
        first = [best, *first]
        rest = [c for c in rest if c is not best]
    return [*first, *rest, *candidates[_LOOKED_AT:]]


def _each_heard(snapshot: Snapshot, query: Query, candidates: list[Candidate]) -> list[Candidate]:
    """The best of each asked speaker first: who asks for two wants to hear both."""
    people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
    first: list[Candidate] = []
    for name in query.speakers:
        person = people.find(name)
        own = (c for c in candidates if person and _is_by(c, person))
        first.extend(c for c in islice(own, 1) if c not in first)
    first.sort(key=candidates.index)
    return [*first, *(c for c in candidates if c not in first)]


def _is_by(candidate: Candidate, person: Person) -> bool:
    statement = candidate.statement
    return statement is not None and statement.speaker in person.spellings


def _against(snapshot: Snapshot, query: Query, candidates: list[Candidate]) -> list[Candidate]:
    """Those who oppose whom the question names first."""
    named = {fold(name.split()[-1]) for name in query.without_speakers}

    def gain(candidate: Candidate) -> float:
        text = candidate.hit.span.of(snapshot.article(candidate.hit.article_key).text)
        held = {fold(word) for word in words_of(text)}
        return _GAIN if named & held and _OPPOSES.search(text) else 0.0

    looked = [replace(c, score=c.score + gain(c)) for c in candidates[:_LOOKED_AT]]
    looked = sorted(looked, key=lambda c: (-c.score, c.hit.sentence))
    return [*looked, *candidates[_LOOKED_AT:]]


def _first_day(snapshot: Snapshot, candidate: Candidate) -> date | None:
    article = snapshot.article(candidate.hit.article_key)
    statement = candidate.statement
    if statement is None:
        return article.published
    period = period_of(statement, article.text, article.published)
    if period:
        return period[0]
    return statement.said_on.day if statement.said_on else article.published
