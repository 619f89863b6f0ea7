"""What the days, the form and the conversation of a question ask of what was found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import exp

from index.archive import Filter, Snapshot
from index.types import Article, RowId
from rag.extracts import Candidate, is_of_another
from rag.types import Extract, Query
from rag.writers.extractive import holds_claim

# A paper of a later week still tells what was said in this one, and dates it.
_REPORTED_LATER = timedelta(days=7)
# What a morning paper has is of the day before.
_NEXT_MORNING = timedelta(days=1)

# What a sentence gains for standing in the articles of the answer that the question leans
# on: about as much as for being the asked speaker's. Tried on saidqa's odd dev lines.
_FIRST_ARTICLE = 0.2
_OTHER_ARTICLES = 0.1

# What a sentence gains for being of the days that a question names without asking for them
# alone; a week off it is a third of that. Tried on every other question of RealTimeQA.
_OF_THESE_DAYS = 3.0
_NEAR_DAYS = 7
# And where it names none, for being new on the day that it is asked.
_OF_TODAY = 2.0
_RECENT_DAYS = 30


def narrowed(within: Filter, query: Query) -> Filter:
    """The filter with the outlets and the days that a question ties itself to.

    A filter that a person set is never loosened: where it leaves out what the question names,
    it stays as it is (see `is_left_out`).
    """
    if query.sources and not is_left_out(query, within.sources):
        sources = [s for s in query.sources if not within.sources or s in within.sources]
        within = replace(within, sources=tuple(sources))
    if not query.firm:
        return within
    since, until = query.since, query.until
    until = min(until, date.max - _REPORTED_LATER) + _REPORTED_LATER if until else None
    return replace(
        within,
        since=max(filter(None, (since, within.since)), default=None),
        until=min(filter(None, (until, within.until)), default=None),
    )


def is_left_out(query: Query, sources: Sequence[str]) -> bool:
    """Whether a question names outlets of which a filter, by outlets, leaves none."""
    return bool(query.sources and sources) and not set(query.sources) & set(sources)


def arrange(snapshot: Snapshot, query: Query, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that a question's words leave, those it leans on first.

    Gives them best first; what is of other days, of speakers who are not asked for, or shown
    already, is left out.
    """
    left = [c for c in candidates if not _is_excluded(query, c)]
    if query.form == "disagree":
        left = [c for c in left if _is_somebodys(c)]
    if query.without_places or query.firm:
        keys = list(dict.fromkeys(c.hit.article_key for c in left))
        articles = {key: snapshot.article(key) for key in keys}
        left = [c for c in left if not _is_shown(query, c, articles[c.hit.article_key])]
        if query.firm:
            left = [c for c in left if _is_of_these_days(query, c, articles[c.hit.article_key])]
    gains = _gains(snapshot, query, {c.hit.article_key for c in left})
    if any(gains.values()):
        left = [replace(c, score=c.score + gains[c.hit.article_key]) for c in left]
        left.sort(key=lambda c: (is_of_another(query, c), -c.score, c.hit.sentence))
    return left


def words_first(query: Query, extracts: Sequence[Extract]) -> tuple[Extract, ...]:
    """The extracts, the very words first where it is asked whether somebody ever said them."""
    if query.form != "ever":
        return tuple(extracts)
    ordered = sorted(extracts, key=lambda e: (not holds_claim(query, e), e.number))
    return tuple(replace(extract, number=i) for i, extract in enumerate(ordered, 1))


def day_of(extract: Extract) -> date | None:
    """The day an extract is of: when it was said, else when it was published."""
    return extract.said_on or extract.published


def _is_excluded(query: Query, candidate: Candidate) -> bool:
    statement = candidate.statement
    return statement is not None and statement.speaker in query.without_speakers


def _is_somebodys(candidate: Candidate) -> bool:
    """Whether somebody who is named said it: nobody else can be told to disagree."""
    statement = candidate.statement
    return statement is not None and statement.speaker is not None and statement.was_said


def _is_of_these_days(query: Query, candidate: Candidate, article: Article) -> bool:
    said_on = candidate.statement.said_on if candidate.statement else None
    if said_on and said_on.basis != "published":
        return _lies_in(query, said_on.day)
    if article.published is None:
        return False
    return _lies_in(query, article.published) or _lies_in(query, article.published - _NEXT_MORNING)


def _lies_in(query: Query, day: date | None) -> bool:
    if day is None:
        return True
    return (query.since or date.min) <= day <= (query.until or date.max)


def _is_shown(query: Query, candidate: Candidate, article: Article) -> bool:
    return any(
        article.id == place.article_id and candidate.hit.span.overlaps(place.span)
        for place in query.without_places
    )


def _gains(snapshot: Snapshot, query: Query, keys: set[RowId]) -> dict[RowId, float]:
    """What the sentences of each article gain for its place in the conversation and its day."""
    days = snapshot.days_of(sorted(keys))
    leaned_on = snapshot.keys_of(query.articles) if query.articles else {}
    gains = {key: _of_its_day(query, days[key]) for key in keys}
    for article_id in query.articles:
        key = leaned_on.get(article_id)
        if key is not None and key in gains:
            is_first = article_id == query.articles[0]
            gains[key] += _FIRST_ARTICLE if is_first else _OTHER_ARTICLES
    return gains


def _of_its_day(query: Query, day: date | None) -> float:
    """What a day gains: the nearer to the days that are named, or to the day of asking."""
    if day is None or query.firm:
        return 0.0
    if query.window:
        return _OF_THESE_DAYS * exp(-_days_off(query, day) / _NEAR_DAYS)
    if query.today is None or day > query.today or query.form == "changed":
        return 0.0
    return _OF_TODAY * exp(-(query.today - day).days / _RECENT_DAYS)


def _days_off(query: Query, day: date) -> int:
    """How many days lie between a day and those that the question names."""
    return max(((query.since or day) - day).days, (day - (query.until or day)).days, 0)
