"""What each speaker says about what, and which of it a person would ask about."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from index.archive import Snapshot, StatementRow
from index.stems import fold, stem, stems
from index.types import RowId
from rag.quotes.naming import Names
from rag.understanding.words import content_words, words_of

_LEAST = 2
_MOST_WORDS = 3
_SURE = 0.6

# "The other guy" asks for nobody.
_VAGUE = frozenset(
    "other same different first last second next own several various good better best bad new "
    "great big real important certain additional few many more such whole entire little".split()
)

# What more of an archive's passages hold than this is no topic of any of them.
_EVERYWHERE = 0.1

# A topic stands in the title of an article that it is taken from, or several speak of it.
_TITLED = 2.0
_LEAST_SPEAKERS = 2

# Who speaks so often is somebody whom others are asked about.
_KNOWN = 10

_ARTICLES = ("the", "a", "an")
_ALONE_AFTER = frozenset(
    "of about on for with and or but to by from against in as is are was were over than into "
    "through without under at between like towards toward".split()
)


@dataclass(slots=True)
class Matter:
    """What one speaker says about one topic in the statements that were read.

    Attributes:
        topic: as it is asked for, "the minerals deal".
        titles: the articles of `rows` whose titles hold it.
    """

    speaker: str
    topic: str
    is_person: bool = False
    rows: set[RowId] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    titles: set[RowId] = field(default_factory=set)
    wordings: set[str] = field(default_factory=set)


def find_matters(snapshot: Snapshot, rows: Iterable[StatementRow], names: Names) -> list[Matter]:
    """Who says what about which topic, the most telling first.

    Only what a person would ask about, in words that stand in a question.
    """
    rows = list(rows)
    texts = snapshot.texts(sorted({row.article_key for row in rows}))
    titles = {key: stems(words_of(text.title)) for key, text in texts.items()}
    known = _known(rows, names, snapshot.speakers())
    found: dict[tuple[str, str], Matter] = {}
    speakers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        speaker = speaker_of(row, names)
        said = " ".join(span.of(texts[row.article_key].text) for span in row.statement.words)
        for topic, is_person in _topics(row, said, known):
            key = _key(topic)
            speakers[key].add(speaker or "")
            if not speaker or set(content_words(topic)) & set(content_words(speaker)):
                continue
            matter = found.setdefault((speaker, key), Matter(speaker, topic, is_person))
            matter.rows.add(row.row)
            wording = topic if is_person else _as_asked(topic, said)
            if wording:
                matter.wordings.add(wording)
            if row.statement.said_on:
                matter.days.add(row.statement.said_on.day)
            if stems(content_words(topic)[-1:]) <= titles[row.article_key]:
                matter.titles.add(row.article_key)
    return _ranked(snapshot, found.values(), speakers)


def speaker_of(row: StatementRow, names: Names) -> str | None:
    """The full name of a person who surely said it; None for anybody else."""
    statement = row.statement
    if statement.speaker is None or statement.speaker_kind != "person":
        return None
    if not statement.was_said or statement.confidence < _SURE:
        return None
    speaker = names.heading(statement.speaker)
    words = speaker.split()
    is_full = len(words) in (2, 3) and all(word[:1].isupper() for word in words)
    return speaker if is_full else None


def _known(rows: Iterable[StatementRow], names: Names, counts: Mapping[str, int]) -> dict[str, str]:
    """Persons who often speak, by their last names where only one of them bears it."""
    persons = {row.statement.speaker for row in rows if row.statement.speaker_kind == "person"}
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in persons:
        if name and counts.get(name, 0) >= _KNOWN and len(name.split()) in (2, 3):
            bearers[name.split()[-1]].add(names.heading(name))
    return {last: min(full) for last, full in bearers.items() if len(full) == 1}


def _topics(row: StatementRow, said: str, known: Mapping[str, str]) -> Iterable[tuple[str, bool]]:
    """The topics of a statement, with whether each is a person."""
    for topic in row.statement.topics:
        words = topic.split()
        vague = fold(words[0]) in _VAGUE or not content_words(topic)
        if not vague and len(words) <= _MOST_WORDS:
            yield topic, False
    for name in dict.fromkeys(known[word] for word in words_of(said) if word in known):
        yield name, True


def _as_asked(topic: str, said: str) -> str:
    """A topic with the article before it, as "the ban"; empty where it cannot stand alone.

    "Quick decision" leaves open whether one asks for a decision or the decision.
    """
    before = [fold(word) for word in said[: max(said.find(topic), 0)].split()[-1:]]
    if before and before[0] in _ARTICLES:
        return f"{before[0]} {topic}"
    alone = topic.endswith("s") or (before and before[0] in _ALONE_AFTER)
    return topic if alone else ""


def _key(topic: str) -> str:
    """What makes two topics one: "U.S. security guarantees" and "security guarantees"."""
    return fold(" ".join(topic.split()[-2:]))


def _ranked(
    snapshot: Snapshot, matters: Iterable[Matter], speakers: Mapping[str, set[str]]
) -> list[Matter]:
    """Those that a person would ask about: many statements on what is rarely spoken of first."""
    counts = snapshot.speakers()
    passages = snapshot.size().passages
    kept: list[tuple[float, Matter]] = []
    for matter in matters:
        held = snapshot.frequency(stem(content_words(matter.topic)[-1]))
        shared = len(speakers[_key(matter.topic)])
        if not matter.wordings or not _is_asked_about(matter, shared, held, passages):
            continue
        rarity = math.log(1 + passages / (1 + held))
        titled = _TITLED if matter.titles else 1.0
        prominent = math.log(1 + counts.get(matter.speaker, 1))
        often = math.log(1 + len(matter.rows)) * math.log(1 + shared)
        matter.topic = min(matter.wordings, key=_preference)
        kept.append((often * rarity * titled * prominent, matter))
    kept.sort(key=lambda found: (-found[0], found[1].speaker, found[1].topic))
    return [matter for _, matter in kept]


def _preference(wording: str) -> tuple[int, str]:
    """What is written bare is asked for so; "the video" rather than "a video"."""
    article = wording.split(maxsplit=1)[0]
    return (_ARTICLES.index(article) + 1 if article in _ARTICLES else 0, wording)


def _is_asked_about(matter: Matter, shared: int, held: int, passages: int) -> bool:
    if len(matter.rows) < _LEAST or matter.is_person:
        return len(matter.rows) >= _LEAST
    if passages > 1 / _EVERYWHERE and held > _EVERYWHERE * passages:
        return False
    several = " " in matter.topic and shared >= _LEAST_SPEAKERS
    return bool(matter.titles) or several
