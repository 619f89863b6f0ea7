"""Who speaks: how often, as what, from when to when and in how many articles."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from index.archive import Archive, Filter, Snapshot, SpeakerTally, StatementRow
from index.types import SpeakerKind
from rag.quotes.listing import check_request, filter_of
from rag.quotes.naming import Names, names_of
from rag.quotes.relevance import rank_about
from rag.quotes.types import QuoteRequest

_Name = TypeVar("_Name", bound=str)

_MOST_ROLES = 5
MOST_TOPICS = 12
_WEIGHED = 60
_WITH_TOPICS = 30


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker under the name people know, with all spellings.

    Attributes:
        spellings: the archive's names of them, the most frequent first.
        roles: what articles say they are, with the number of statements, most first.
        quoted: statements with their own words; `reported` are the others.
        not_said: of all, those that were thought, planned, possible or denied.
        first: the day of the earliest statement; of publication where nothing tells.
        last: the day of the latest.
        articles: the number of articles; `sources` are their outlets.
        topics: what they speak about, with the number of statements, the most
            telling first, at whatever time and outlet; of the first 30 of a list alone.
    """

    name: str
    spellings: tuple[str, ...]
    kind: SpeakerKind
    roles: tuple[tuple[str, int], ...]
    statements: int
    quoted: int
    reported: int
    not_said: int
    first: date | None
    last: date | None
    articles: int
    sources: tuple[str, ...]
    topics: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Speakers:
    """Speakers by the number of their statements; `total` counts those that were left out too."""

    request: QuoteRequest
    total: int
    speakers: tuple[Speaker, ...]


def list_speakers(archive: Archive, request: QuoteRequest) -> Speakers:
    """Who made the statements that fit, the most frequent first.

    Raises:
        UnknownName: The archive has no such speaker or outlet.
        QuestionError: The request cannot be met as it stands.
    """
    check_request(request)
    with archive.view() as snapshot:
        names = names_of(snapshot)
        within = filter_of(snapshot, names, request)
        rows = None
        if request.about:
            (vector,) = archive.embed([request.about])
            about = rank_about(snapshot, request.about, vector, within)
            rows = snapshot.statements_where(within, sentences=list(about))
        found = _gathered(snapshot.tally_speakers(within, statements=_ids(rows)), names)
        shown = found[: request.most]
        first = [with_topics(speaker, snapshot) for speaker in shown[:_WITH_TOPICS]]
    return Speakers(request, len(found), (*first, *shown[_WITH_TOPICS:]))


def every_speaker(snapshot: Snapshot) -> tuple[Speaker, ...]:
    """All speakers of a generation, the most frequent first; made once for its readers."""

    def gather() -> tuple[Speaker, ...]:
        return tuple(_gathered(snapshot.tally_speakers(Filter()), names_of(snapshot)))

    return snapshot.derived("every speaker", gather)


def _ids(rows: list[StatementRow] | None) -> list[int] | None:
    return None if rows is None else [row.row for row in rows]


def _gathered(tallies: Iterable[SpeakerTally], names: Names) -> list[Speaker]:
    """One speaker for all spellings and roles, most statements first."""
    gathered: dict[str, list[SpeakerTally]] = {}
    for tally in tallies:
        gathered.setdefault(names.heading(tally.speaker, tally.kind), []).append(tally)
    speakers = [_speaker(name, own) for name, own in gathered.items()]
    return sorted(speakers, key=lambda speaker: (-speaker.statements, speaker.name))


def _speaker(name: str, tallies: list[SpeakerTally]) -> Speaker:
    spellings: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    kinds: Counter[SpeakerKind] = Counter()
    for tally in tallies:
        spellings[tally.speaker] += tally.statements
        kinds[tally.kind] += tally.statements
        if tally.role:
            roles[tally.role] += tally.statements
    statements = sum(tally.statements for tally in tallies)
    quoted = sum(tally.quoted for tally in tallies)
    return Speaker(
        name=name,
        spellings=tuple(spelling for spelling, _ in _most_first(spellings)),
        kind=_most_first(kinds)[0][0],
        roles=tuple(_most_first(roles)[:_MOST_ROLES]),
        statements=statements,
        quoted=quoted,
        reported=statements - quoted,
        not_said=statements - sum(tally.said for tally in tallies),
        first=min((tally.first for tally in tallies if tally.first), default=None),
        last=max((tally.last for tally in tallies if tally.last), default=None),
        articles=len({article for tally in tallies for article in tally.articles}),
        sources=tuple(sorted({source for tally in tallies for source in tally.sources})),
    )


def with_topics(speaker: Speaker, snapshot: Snapshot) -> Speaker:
    """The speaker with what they speak about; spellings of a topic by case are one."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for spelling in speaker.spellings:
        for topic, count in sorted(snapshot.topics_of(spelling).items(), key=lambda item: -item[1]):
            if not any(c.isalpha() for c in topic):
                continue
            counts[topic.casefold()] += count
            written.setdefault(topic.casefold(), topic)
    passages = snapshot.size().passages
    most = _most_first(counts)[:_WEIGHED]
    # What everybody speaks about tells little of one: "the country", "the campaign".
    telling = {
        topic: count * math.log(1 + passages / (1 + snapshot.frequency(topic.split()[-1])))
        for topic, count in most
    }
    most = sorted(most, key=lambda item: (-telling[item[0]], item[0]))[:MOST_TOPICS]
    return replace(speaker, topics=tuple((written[topic], count) for topic, count in most))


def _most_first(counts: Counter[_Name]) -> list[tuple[_Name, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
