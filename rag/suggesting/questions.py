"""Questions that the collection can answer, to begin with and to go on with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from index.archive import Archive, Filter
from index.stems import fold, stem, stem_as_written
from rag.conversation import answer_turn
from rag.quotes.naming import names_of
from rag.suggesting.matters import Matter, find_matters, speaker_of
from rag.types import Answer
from rag.understanding.words import content_words

# First questions come from the newest days, and from more of them where those give too few.
_DAYS = (2, 7, 30, 365)
_ENOUGH = 300
_MOST_READ = 3000

# Each question is asked before it is suggested, which takes as long as any question.
_TRIES_A_QUESTION = 4

# What was said on more days than these may have changed.
_CHANGED = 2

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


def _suggestion(matter: Matter) -> Suggestion:
    """Ask for it, or for what changed where it was said on several days."""
    changed = len(matter.days) > _CHANGED
    asked = f"What did {matter.speaker} say about {matter.topic}?"
    if changed:
        asked = f"What changed in what {matter.speaker} said about {matter.topic}?"
    return Suggestion(
        question=asked,
        kind="changed" if changed else "said",
        speakers=(matter.speaker,),
        about=matter.topic,
        statements=len(matter.rows),
        newest=max(matter.days, default=None),
    )


def suggest_questions(archive: Archive, count: int = 4) -> tuple[Suggestion, ...]:
    """Questions about prominent speakers and topics of the newest days, each answered here.

    No speaker and no topic twice; fewer than `count`, or none, where no more are answered.
    """
    return tuple(_first_answered(archive, _newest(archive), count))


def suggest_follow_ups(archive: Archive, answer: Answer, count: int = 3) -> tuple[Suggestion, ...]:
    """Questions that go on from an answer, each answered here; they stand alone.

    Others on the same topic first, then the same speakers on what else their articles hold.
    """
    shown = answer.extracts or answer.nearest
    asked = {fold(name) for name in answer.query.speakers}
    with archive.view() as snapshot:
        names = names_of(snapshot)
        known = snapshot.keys_of(e.article_id for e in shown)
        keys = [known[e.article_id] for e in shown if e.article_id in known]
        rows = snapshot.statements_in(list(dict.fromkeys(keys)))
        ranked = find_matters(snapshot, rows, names)
        spoken = Counter(speaker_of(row, names) for row in rows)
    topic = answer.query.topic.strip(" ?.!")
    others = [name for name, _ in spoken.most_common() if name and fold(name) not in asked]
    about = [
        Suggestion(f"What did {speaker} say about {topic}?", "said", (speaker,), topic, 0, None)
        for speaker in others
    ]
    same = [_suggestion(m) for m in ranked if fold(m.speaker) in asked]
    rest = [_suggestion(m) for m in ranked if fold(m.speaker) not in asked]
    typed = {stem(word) for word in content_words(topic)}
    fresh = [s for s in (*same, *rest) if not typed & {stem(w) for w in content_words(s.about)}]
    wanted = about[:2] if topic and answer.extracts else []
    turns = [*wanted[:1], *fresh[:2], *wanted[1:], *fresh[2:]]
    return tuple(_first_answered(archive, turns, count, repeat_topics=True))


def _newest(archive: Archive) -> Iterator[Suggestion]:
    """From the newest days that have enough statements, then from more and more days."""
    for back in (*_DAYS, None):
        with archive.view() as snapshot:
            days = snapshot.days()
            since = days[1] - timedelta(days=back) if days and back else None
            rows = snapshot.statements_where(Filter(since=since), most=_MOST_READ)
            if back and len(rows) < _ENOUGH:
                continue
            matters = find_matters(snapshot, rows, names_of(snapshot))
        yield from map(_suggestion, _mixed(matters))
        if len(rows) == _MOST_READ:
            return


def _mixed(matters: Sequence[Matter]) -> Iterator[Matter]:
    """Topics and persons in turn, so that neither crowds out the other."""
    kinds = [[m for m in matters if m.is_person is person] for person in (False, True)]
    for place in range(max(map(len, kinds), default=0)):
        yield from (kind[place] for kind in kinds if place < len(kind))


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


def _head(topic: str) -> str:
    return stem_as_written(topic.rsplit(maxsplit=1)[-1])
