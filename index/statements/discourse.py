"""Who is being talked about at each place of an article, and so whom a pronoun means.

After Lappin and Leass (1994): whoever was mentioned lately, as a subject, outside
quotation marks, and often, is the likeliest. The scores are this project's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index.statements.name_runs import Place
from index.statements.names import Gender
from index.statements.people import Person
from index.statements.sentences import sentence_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Somebody: TypeAlias = int | Place
"""A person's number, or where one without a name is first described."""

_FARTHEST = 6  # sentences
_DECAY = 0.55
_NEW_PARAGRAPH = 0.88
_QUOTED = 0.3
_UNKNOWN_GENDER = 0.7
_CONTENT = 0.5
_OFTEN = 0.05
_MOST_OFTEN = 0.15
_ASKING = ("ask", "press", "question")
_AFTER = 0.95  # "Though he would not say so, Ode ...": who is named after it.


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody mentioned at a place; `weight` in (0, 1.15] as `people.Mention` tells it."""

    who: tuple[Somebody, ...]
    place: Place
    sentence: int
    weight: float
    quoted: bool
    gender: Gender | None = None


class Discourse:
    """All mentions so far, in order; grows as the article is read."""

    def __init__(self, persons: Sequence[Person]) -> None:
        """Begin with nobody mentioned."""
        self._persons = persons
        self._seen: list[Seen] = []
        self._described: dict[Somebody, Gender | None] = {}

    def see(self, seen: Seen) -> None:
        """Note a mention; they come in the order of the text."""
        self._seen.append(seen)
        for who in seen.who:
            if not isinstance(who, int):
                self._described.setdefault(who, seen.gender)

    def salience(
        self,
        place: Place,
        sentence: int,
        *,
        gender: Gender | None = None,
        without: Iterable[Place] = (),
        lessened: Iterable[Place] = (),
    ) -> dict[Somebody, float]:
        """How present each is at a place, in about [0, 1.3]; higher is likelier.

        Args:
            place: Where; only what stands before it counts.
            sentence: Its sentence, counted through the article.
            gender: Leave out whoever is known to be of the other.
            without: Mentions that cannot be meant.
            lessened: Mentions that are unlikely to be meant.
        """
        left_out, less = frozenset(without), frozenset(lessened)
        best: dict[Somebody, float] = defaultdict(float)
        times: dict[Somebody, int] = defaultdict(int)
        for seen in reversed(self._seen):
            if seen.place >= place:
                continue
            if sentence - seen.sentence > _FARTHEST:
                break
            if seen.place in left_out:
                continue
            who = self._of_gender(seen.who, gender)
            if len(who) != 1:
                continue
            score = seen.weight * _DECAY ** (sentence - seen.sentence)
            score *= _NEW_PARAGRAPH ** min(2, place[0] - seen.place[0])
            score *= _QUOTED if seen.quoted else 1.0
            score *= _CONTENT if seen.place in less else 1.0
            best[who[0]] = max(best[who[0]], score)
            times[who[0]] += 0 if seen.quoted else 1
        return {
            who: (score + min(_MOST_OFTEN, _OFTEN * (times[who] - 1)) * (score > 0.1))
            * (_UNKNOWN_GENDER if gender and self._gender(who) is None else 1.0)
            for who, score in best.items()
        }

    def _of_gender(self, who: tuple[Somebody, ...], gender: Gender | None) -> tuple[Somebody, ...]:
        fitting = tuple(w for w in who if not gender or self._gender(w) in (None, gender))
        if len(fitting) > 1 and gender:
            known = tuple(w for w in fitting if self._gender(w) == gender)
            return known or fitting
        return fitting

    def _gender(self, who: Somebody) -> Gender | None:
        if isinstance(who, int):
            return self._persons[who].gender
        return self._described.get(who)


def after(pronoun: "Token") -> "Token | None":
    """The subject that a pronoun in a leading clause looks forward to; None without one."""
    top = pronoun.head
    if pronoun.i - sentence_of(pronoun).start > 6:
        return None
    # "In what he called a mistake, Ode ...": up to what leads the main clause.
    for _ in range(3):
        if top.dep_ not in ("pcomp", "pobj"):
            break
        top = top.head
    if top.dep_ not in ("advcl", "prep") or top.head.i <= top.i:
        return None
    for child in top.head.children:
        if child.dep_ == "nsubj" and child.i > top.i and child.pos_ == "PROPN":
            return child
    return None


def in_content(pronoun: "Token") -> set[int]:
    """The tokens of what the pronoun's verb reports: "Ode would win, he said".

    What is asked before is told so too: "Asked whether Ode would win, he said".
    """
    found: set[int] = set()
    for child in pronoun.head.children:
        is_asked = child.dep_ == "advcl" and child.lemma_ in _ASKING
        if child.i < pronoun.i and (child.dep_ == "ccomp" or is_asked):
            found.update(token.i for token in child.subtree)
    return found


def askers(pronoun: "Token") -> set[int]:
    """The tokens of who put a question that the pronoun answers: "Asked by Ode, he ..."."""
    found: set[int] = set()
    for child in pronoun.head.children:
        if child.dep_ == "advcl" and child.lemma_ in _ASKING:
            for agent in child.children:
                if agent.dep_ in ("agent", "prep") and agent.lower_ == "by":
                    found.update(token.i for token in agent.subtree)
                if agent.dep_ == "nsubj" and child.tag_ != "VBN":
                    found.update(token.i for token in agent.subtree)
    return found


AFTER_SCORE = _AFTER
