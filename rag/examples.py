"""Questions that the collection at hand can answer, to begin with."""

from collections import Counter

from index.archive import Archive, Snapshot
from index.stems import stem_as_written

_SPEAKERS_LOOKED_AT = 12


def example_questions(archive: Archive, count: int = 3) -> list[str]:
    """Questions about what the collection's most quoted people said, at most `count`."""
    with archive.view() as snapshot:
        ranked = sorted(snapshot.speakers().items(), key=lambda item: (-item[1], item[0]))
        people = [name for name, _ in ranked if _is_full_name(name)][:_SPEAKERS_LOOKED_AT]
        questions: list[str] = []
        used: set[str] = set()
        for name in people:
            topic = _topic_of(snapshot, name, used)
            if topic and len(questions) < count:
                used.add(_head(topic))
                questions.append(f"What did {name} say about {topic}?")
        return questions


def _topic_of(snapshot: Snapshot, name: str, used: set[str]) -> str | None:
    """What several of somebody's statements are about, and few passages of others."""
    heads: Counter[str] = Counter()
    phrases: dict[str, str] = {}
    for phrase, statements in snapshot.topics_of(name).items():
        heads[_head(phrase)] += statements
        phrases[_head(phrase)] = max(phrases.get(_head(phrase), ""), phrase, key=len)
    choices = [head for head in phrases if head not in used]
    if not choices:
        return None
    best = max(choices, key=lambda h: (heads[h] ** 1.5 / (1 + snapshot.frequency(h)) ** 0.5, h))
    return phrases[best]


def _head(phrase: str) -> str:
    return stem_as_written(phrase.rsplit(maxsplit=1)[-1])


def _is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) in (2, 3) and all(word[:1].isupper() for word in words)
