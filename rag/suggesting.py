"""Questions that the collection can answer, to begin with and to go on with."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias

from index.archive import Archive, Filter, Snapshot, StatementRow
from index.types import RowId
from rag.conversation import answer_turn
from rag.quotes.naming import Names
from rag.types import Answer
from rag.understanding.words import content_words, fold, stem

# The newest days that have this many statements are where first questions come from.
_ENOUGH = 300
_MOST_DAYS = 30
_MOST_READ = 3000

# Each question is asked before it is suggested, which takes as long as any question.
_TRIES_A_QUESTION = 4
_LEAST = 2
_MOST_WORDS = 3

# "The other guy" asks for nobody.
_VAGUE = frozenset("other same different first last second next own several various".split())


SuggestionKind: TypeAlias = Literal["said", "changed", "who", "sides"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the archive answers, found from its statements.

    Attributes:
        statements: how many statements it was taken from.
        newest: the day of the newest of them.
    """

    question: str
    kind: SuggestionKind
    speakers: tuple[str, ...]
    about: str
    statements: int
    newest: date | None


@dataclass(slots=True)
class _Matter:
    """What one speaker says about one topic in the statements that were read."""

    speaker: str
    topic: str
    rows: set[RowId] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def suggestion(self) -> Suggestion:
        """Ask for it, or for what changed where it was said on several days."""
        changed = len(self.days) > 2
        asked = f"What did {self.speaker} say about {self.topic}?"
        if changed:
            asked = f"What changed in what {self.speaker} said about {self.topic}?"
        return Suggestion(
            question=asked,
            kind="changed" if changed else "said",
            speakers=(self.speaker,),
            about=self.topic,
            statements=len(self.rows),
            newest=max(self.days, default=None),
        )


def suggest_questions(archive: Archive, count: int = 4) -> tuple[Suggestion, ...]:
    """Questions about prominent speakers and topics of the newest days, each answered here.

    No speaker and no topic twice; fewer than `count`, or none, where no more are answered.
    """
    with archive.view() as snapshot:
        names = Names(snapshot.speakers())
        matters = _matters(_newest(snapshot), names)
        ranked = _ranked(snapshot, matters.values())
    return tuple(_first_answered(archive, (m.suggestion() for m in ranked), count))


def suggest_follow_ups(archive: Archive, answer: Answer, count: int = 3) -> tuple[Suggestion, ...]:
    """Questions that go on from an answer, each answered here; they stand alone.

    Others on the same topic first, then the same speakers on what else their articles hold.
    """
    shown = answer.extracts or answer.nearest
    asked = {fold(name) for name in answer.query.speakers}
    with archive.view() as snapshot:
        names = Names(snapshot.speakers())
        standings = snapshot.standings()
        keys = [standings[e.article_id].key for e in shown if e.article_id in standings]
        rows = snapshot.statements_in(list(dict.fromkeys(keys)))
        matters = _matters(rows, names)
        ranked = _ranked(snapshot, matters.values())
    topic = answer.query.topic.strip(" ?.!")
    others = [m for m in ranked if fold(m.speaker) not in asked]
    about = [
        Suggestion(f"What did {speaker} say about {topic}?", "said", (speaker,), topic, 0, None)
        for speaker in dict.fromkeys(m.speaker for m in others)
    ]
    same = [m.suggestion() for m in ranked if fold(m.speaker) in asked]
    rest = [m.suggestion() for m in others]
    typed = {stem(word) for word in content_words(topic)}
    fresh = [s for s in (*same, *rest) if not typed & {stem(w) for w in content_words(s.about)}]
    wanted = about[:2] if topic and answer.extracts else []
    turns = [*wanted[:1], *fresh[:2], *wanted[1:], *fresh[2:]]
    return tuple(_first_answered(archive, turns, count, repeat_topics=True))


def _newest(snapshot: Snapshot) -> list[StatementRow]:
    """The statements of the newest days that have enough of them."""
    days = snapshot.days()
    if days is None:
        return snapshot.statements_where(Filter(), most=_MOST_READ)
    for back in (2, 7, _MOST_DAYS):
        since = days[1] - timedelta(days=back)
        rows = snapshot.statements_where(Filter(since=since), most=_MOST_READ)
        if len(rows) >= _ENOUGH:
            return rows
    return snapshot.statements_where(Filter(), most=_MOST_READ)


def _matters(rows: Iterable[StatementRow], names: Names) -> dict[tuple[str, str], _Matter]:
    """What each named person says about each topic, spellings of both as one."""
    found: dict[tuple[str, str], _Matter] = {}
    for row in rows:
        statement = row.statement
        if statement.speaker is None or statement.speaker_kind != "person":
            continue
        if not statement.was_said or statement.confidence < 0.6:
            continue
        speaker = names.heading(statement.speaker)
        if not _is_full_name(speaker):
            continue
        for topic in statement.topics:
            key = (speaker, _head(topic))
            if _is_a_topic(topic, speaker):
                matter = found.setdefault(key, _Matter(speaker, topic))
                matter.topic = max(matter.topic, topic, key=len)
                matter.rows.add(row.row)
                if statement.said_on:
                    matter.days.add(statement.said_on.day)
    return found


def _ranked(snapshot: Snapshot, matters: Iterable[_Matter]) -> list[_Matter]:
    """Those with most statements on the rarest topics first."""
    kept = [m for m in matters if len(m.rows) >= _LEAST]
    spoken: Counter[str] = Counter()
    for matter in kept:
        spoken[matter.speaker] += len(matter.rows)
    passages = snapshot.size().passages

    def weight(matter: _Matter) -> float:
        rarity = math.log(passages / (1 + snapshot.frequency(_head(matter.topic))) + 1)
        telling = 2.0 if " " in matter.topic else 1.0
        return len(matter.rows) * rarity * telling * math.log(1 + spoken[matter.speaker])

    return sorted(kept, key=lambda m: (-weight(m), m.speaker, m.topic))


def _first_answered(
    archive: Archive, suggestions: Iterable[Suggestion], count: int, *, repeat_topics: bool = False
) -> Iterator[Suggestion]:
    """The first of some questions that are answered in the asked speaker's words."""
    used: dict[str, int] = defaultdict(int)
    given = tried = 0
    for suggestion in suggestions:
        heads = {*suggestion.speakers, "" if repeat_topics else _head(suggestion.about)} - {""}
        if given == count or tried == count * _TRIES_A_QUESTION:
            return
        if any(used[head] for head in heads):
            continue
        tried += 1
        if _is_answered(archive, suggestion):
            used.update(dict.fromkeys(heads, 1))
            given += 1
            yield suggestion


def _is_answered(archive: Archive, suggestion: Suggestion) -> bool:
    answer, _ = answer_turn(archive, suggestion.question)
    first = answer.extracts[:1]
    return not answer.abstained and any(e.role != "related" for e in first)


def _is_a_topic(topic: str, speaker: str) -> bool:
    words = content_words(topic)
    if fold(topic.split(maxsplit=1)[0]) in _VAGUE:
        return False
    own = set(content_words(speaker))
    return bool(words) and len(topic.split()) <= _MOST_WORDS and not set(words) & own


def _head(topic: str) -> str:
    return stem(fold(topic.rsplit(maxsplit=1)[-1]))


def _is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) in (2, 3) and all(word[:1].isupper() for word in words)
