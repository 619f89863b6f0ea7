"""What an article tells of a speaker, and whether the question describes them so."""

import re

import numpy as np

from index.stems import stem, stems
from index.types import RowId, Statement
from rag.ranking.surroundings import Column, Surroundings
from rag.types import Query
from rag.understanding.words import content_words

ROLES = ("role_near", "all_role_near", "topic_near", "topic_near_who", "topic_near_any")

_WORD = re.compile(r"[^\W_]+")
_REACH_CHARS = 70
_MOST_MENTIONS = 8


def measure_roles(
    query: Query, around: Surroundings, chosen: list[Statement | None]
) -> list[Column]:
    """The columns of `ROLES`, shares in [0, 1] of words that stand near the speaker's name.

    `role_near` is of a role that is asked for ("the head of the union"), the others of the
    topic's words where nobody known is asked for ("which engineer said ...?").
    """
    role = _stems(_role_of(query))
    topic = [] if query.names else _stems(" ".join(query.terms))
    near = _Mentions(around)
    roles, topics = np.zeros(len(chosen)), np.zeros(len(chosen))
    if role or topic:
        for i, (hit, statement) in enumerate(zip(around.hits, chosen, strict=True)):
            words = near.words(hit.article_key, statement.speaker) if statement else frozenset()
            roles[i] = _share(role, words)
            topics[i] = _share(topic, words)
    return [
        roles,
        (roles > 0.99).astype(float),
        topics,
        topics * (query.kind == "who"),
        topics * (query.kind == "any"),
    ]


def _role_of(query: Query) -> str:
    if query.kind != "said":
        return ""
    if query.offices:
        return query.offices[0][0]
    return "" if query.names else " ".join(query.speakers)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in content_words(text)]


def _share(stems: list[str], words: frozenset[str]) -> float:
    return sum(each in words for each in stems) / len(stems) if stems else 0.0


class _Mentions:
    """The stems around a name in an article, each gathered once."""

    def __init__(self, around: Surroundings) -> None:
        self._texts = around.articles
        self._found: dict[tuple[RowId, str], frozenset[str]] = {}

    def words(self, article_key: RowId, speaker: str | None) -> frozenset[str]:
        """The stems near any of the first mentions of a speaker's last name."""
        name = speaker.split()[-1] if speaker and speaker.split() else ""
        if not name:
            return frozenset()
        if (article_key, name) not in self._found:
            self._found[article_key, name] = self._gather(self._texts[article_key], name)
        return self._found[article_key, name]

    @staticmethod
    def _gather(text: str, name: str) -> frozenset[str]:
        found: set[str] = set()
        at = text.find(name)
        for _ in range(_MOST_MENTIONS):
            if at < 0:
                break
            near = text[max(at - _REACH_CHARS, 0) : at + len(name) + _REACH_CHARS]
            found.update(_WORD.findall(near.lower()))
            at = text.find(name, at + len(name))
        return stems(found)
