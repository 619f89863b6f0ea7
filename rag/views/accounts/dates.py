"""Disputes in which accounts of one event put it on different days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.archive import SentenceRow, Snapshot
from index.days import Mentioned, find_days
from index.types import RowId, Span
from rag.views.accounts.claims import Judge, names_in, stems_around, stems_of
from rag.views.accounts.telling import Writing, count_origins, told_in, version_of
from rag.views.accounts.types import Account, Dispute

# Days that one can resolve without a parse: a date, or a weekday whose clause is plainly about
# what is to come or plainly about what was.
_SURE = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|tomorrow)"
    r"(?:\s+(?:morning|afternoon|evening|night))?$",
    re.I,
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.I)
_PLANNED = re.compile(
    r"\b(?:will|won[’']t|shall|plans?\s+to|planned\s+for|expected|scheduled|set\s+to|due|slated"
    r"|going\s+to|(?:is|are)\s+to|[’']ll)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|\w{2,}ed|took|made|held|met|won|lost|left|gave|went|came|began"
    r"|broke|fell|rose|shot|struck|sent|became|hit|quit|died|flew|fought|found"
    # The day of what is said is no day of an event.
    r"|(?P<says>said|told|wrote|spoke|tweeted|added|asked|called|posted))\b",
    re.I,
)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|final|\d+(?:st|nd|rd|th))\b",
    re.I,
)
_LONGEST = 400

# Set by reading what they let in over saidqa and RealTimeQA: cosine of the sentences, shares of
# their stems in all, of those beside the day and of names, the rare ones counting more.
_NEAR = 0.65
_SHARED = 0.25
_AROUND = 0.3
_NAMES = 0.5
_BESIDE = 4

# Published within so many days, and telling of days no further apart.
_DAYS = 3
_MOST_APART = 10


@dataclass(frozen=True, slots=True, eq=False)
class _Dated:
    """A sentence that puts an event on one day.

    Attributes:
        mark: the words for the day, in the article's offsets.
        named: the weekday as written, in lower case; empty for a date.
        is_planned: whether it is to come.
        words: stems of the sentence without the day; `beside` of those next to it.
    """

    sentence: SentenceRow
    published: date
    day: date
    mark: Span
    named: str
    is_planned: bool
    words: frozenset[str]
    beside: frozenset[str]
    names: frozenset[str]
    ordinals: frozenset[str]


def disputes_of_days(
    snapshot: Snapshot, rows: Sequence[SentenceRow], judge: Judge, writing: Writing
) -> Iterator[Dispute]:
    """Pairs of sentences of different outlets or speakers that tell one event of two days."""
    texts = snapshot.texts(sorted({row.article_key for row in rows}))
    dated = []
    for row in rows:
        published = writing.article(row.article_key).published
        found = published and _dated(row, row.span.of(texts[row.article_key].text), published)
        if found:
            dated.append(found)
    dated.sort(key=lambda one: (one.published, one.sentence.row))
    rows_of = [one.sentence.row for one in dated]
    vectors = dict(zip(rows_of, snapshot.vectors("sentence", rows_of), strict=True))
    taken: set[RowId] = set()
    for one, other in _candidates(dated):
        near = float(vectors[one.sentence.row] @ vectors[other.sentence.row])
        score = _score(one, other, near, judge)
        rows_both = {one.sentence.row, other.sentence.row}
        if score is None or taken & rows_both:
            continue
        first, second = (writing.account(told_in(x.sentence, x.mark)) for x in (one, other))
        if _are_apart(first, second):
            taken |= rows_both
            yield _dispute(one, other, (first, second), score)


def _dated(row: SentenceRow, text: str, published: date) -> _Dated | None:
    """The one day of a sentence; None where it has none, several, or one that may be two."""
    if len(text) > _LONGEST:
        return None
    found = find_days(text)
    if len(found) != 1 or not found[0].is_day:
        return None
    (mentioned,) = found
    written = mentioned.span.of(text)
    if mentioned.basis != "explicit" and not _SURE.match(written):
        return None
    is_planned = _is_planned(text, mentioned.span)
    if is_planned is None:
        return None
    day = _day(mentioned, written, published, is_planned)
    if day is None:
        return None
    start, without = row.span.start, text[: mentioned.span.start] + text[mentioned.span.end :]
    return _Dated(
        row,
        published,
        day,
        Span(start + mentioned.span.start, start + mentioned.span.end),
        "" if mentioned.basis == "explicit" else written.split()[0].lower(),
        is_planned,
        stems_of(without),
        stems_around(text, mentioned.span, reach=_BESIDE),
        names_in(without),
        frozenset(word.lower() for word in _ORDINAL.findall(without)),
    )


def _is_planned(text: str, day: Span) -> bool | None:
    """Whether the verb nearest to a day is about what is to come; None where none tells."""
    for part, nearest in ((text[: day.start], -1), (text[day.end :], 0)):
        planned, past = list(_PLANNED.finditer(part)), list(_PAST.finditer(part))
        both = sorted((*planned, *past), key=lambda match: match.start())
        if both:
            verb = both[nearest]
            return None if verb not in planned and verb["says"] else verb in planned
    return None


def _day(mentioned: Mentioned, written: str, published: date, is_planned: bool) -> date | None:
    day = mentioned.on(published, future=is_planned)
    # On a Tuesday, "will open Tuesday" is today or in a week.
    today = f"{published:%A}".lower()
    if is_planned and _WEEKDAY.match(written) and written.lower().startswith(today):
        return None
    return day if day is not None and is_planned == (day > published) else None


def _candidates(dated: Sequence[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Pairs published within a few days that tell different days; `dated` in order."""
    for place, one in enumerate(dated):
        for other in dated[place + 1 :]:
            if (other.published - one.published).days > _DAYS:
                break
            apart = abs((one.day - other.day).days)
            # "On Tuesday" twice is one Tuesday, however it was resolved.
            same_name = one.named and one.named == other.named
            if 0 < apart <= _MOST_APART and not same_name and one.is_planned == other.is_planned:
                yield one, other


def _score(one: _Dated, other: _Dated, near: float, judge: Judge) -> float | None:
    """How sure it is that both tell of one event, in [0, 1]; None where they do not."""
    if near < _NEAR or one.sentence.article_key == other.sentence.article_key:
        return None
    if one.ordinals != other.ordinals:
        return None
    words = judge.shared(one.words, other.words)
    beside = judge.shared(one.beside, other.beside)
    names = judge.shared(one.names, other.names)
    happens = (one.beside & other.beside) - one.names - other.names
    if words < _SHARED or beside < _AROUND or names < _NAMES or not happens:
        return None
    return round(min((near + words + beside + names) / 4, 1.0), 3)


def _are_apart(one: Account, other: Account) -> bool:
    """Whether two outlets or speakers tell of it, in two stories."""
    speakers = {one.speaker, other.speaker} - {None}
    return one.story != other.story and (one.source != other.source or len(speakers) > 1)


def _dispute(
    one: _Dated, other: _Dated, accounts: tuple[Account, Account], score: float
) -> Dispute:
    days = [_written(claim.day) for claim in (one, other)]
    text = accounts[0].text
    shared = one.words & other.words
    return Dispute(
        kind="date",
        subject=" ".join(word for word in text.split() if stems_of(word) & shared),
        unit="day",
        versions=tuple(
            version_of(day, [account]) for day, account in zip(days, accounts, strict=True)
        ),
        origins=count_origins(accounts),
        score=score,
        note=f"Accounts differ: {days[0]} or {days[1]}.",
    )


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
