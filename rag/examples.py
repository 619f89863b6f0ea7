"""Questions that the collection at hand can answer, to begin with."""

import re
from collections import Counter

from index.archive import Archive, Snapshot
from rag.understanding.words import STOP_WORDS, stem

_SPEAKERS_LOOKED_AT = 12
_STATEMENTS_LOOKED_AT = 50

# A noun with a word before it, known by its neighbours: "a | minerals deal | with".
_TOPIC = re.compile(
    r"\b(?:a|an|the|of|about|on|for|over|with|no|any|against|firm|more|his|her|their)\s+"
    r"(?P<topic>(?:[a-z]+\s)?[a-z]{4,})"
    r"(?=\s*[.,;:!?”\"]|\s+(?:of|in|on|for|with|to|and|is|are|was|were|against|from|at)\b|$)"
)


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
    for text in snapshot.words_of(name, most=_STATEMENTS_LOOKED_AT):
        found = (match.group("topic") for match in _TOPIC.finditer(text))
        topics = [topic for topic in found if not topic.endswith("ing")]
        for topic in topics:
            words = [word for word in topic.split() if word not in STOP_WORDS]
            if words and words[-1] == topic.split()[-1]:
                phrase = " ".join(words)
                phrases[_head(phrase)] = max(phrases.get(_head(phrase), ""), phrase, key=len)
        heads.update({_head(topic) for topic in topics})
    choices = [head for head in phrases if head not in used]
    if not choices:
        return None
    best = max(choices, key=lambda h: (heads[h] ** 1.5 / (1 + snapshot.frequency(h)) ** 0.5, h))
    return phrases[best]


def _head(phrase: str) -> str:
    return stem(phrase.rsplit(maxsplit=1)[-1])


def _is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) in (2, 3) and all(word[:1].isupper() for word in words)
