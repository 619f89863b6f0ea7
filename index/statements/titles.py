"""Whom a role means that stands for a name: "the Ohio governor", "the city's mayor"."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from index.statements.name_runs import Place
from index.statements.names import gender_of_words
from index.statements.people import People
from index.statements.phrases import is_owned, role_words
from index.statements.roles import (
    Role,
    explains,
    fits,
    is_familiar,
    is_specific,
    names_role,
    role_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_Score: TypeAlias = tuple[float, float, int]
"""How likely somebody is meant in all, how well their roles fit, and their number."""

# What was right on the labelled half: see `benchmarks/speakers.py`.
_MARGIN = 0.3
_LEAST_FIT = 1.1
_PROMINENT = 0.6
_NOT_YET = 1.0
_LEAST_PRESENT = 0.33
_MOSTLY = 0.8
_MORE_PRESENT = 0.5
_ABSENT = 0.1
_APART = 0.25
_MAIN = 0.1


class Titles:
    """The roles of an article's people, to find who is meant by one."""

    def __init__(self, people: People, roles: Sequence[Sequence[Role]]) -> None:
        """Take the people, and for each what this article and others call them."""
        self._people = people
        self._roles = roles

    def bearer_of(
        self,
        head: "Token",
        place: Place,
        *,
        named: Mapping[int, float],
        nameless: Mapping[str, float],
    ) -> tuple[int, float] | None:
        """Who a role means, by number, and how surely; None where it may be several.

        Args:
            head: the head word of a definite noun phrase.
            place: where it stands.
            named: how present each person is there.
            nameless: the same of those who were only described, by their description.
        """
        asked = role_of(role_words(head))
        # "The Reyes campaign said": not its spokesman, whose role has that word too. "GOP" is a
        # word for Republicans beside others, and a party by itself.
        is_person = names_role(asked) and head.lower_ != "gop"
        scores = self._scores(asked, head, place, named) if is_person else []
        if not scores:
            return None
        if named.get(scores[0][2], 0.0) < _ABSENT and not is_specific(asked):
            # Called so once, and long ago: rather whoever is spoken of.
            spoken_of = self._spoken_of(asked, scores, named)
            if spoken_of is not None:
                return spoken_of
        if len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN:
            return None
        _, fit, number = scores[0]
        explained = explains(asked, self._roles[number])
        vague = not is_specific(asked) and self._is_open(asked, place, scores, named, nameless)
        if vague or (is_owned(head) and not explained):
            return None
        if explained:
            return number, 0.88
        return (number, 0.7) if fit >= _LEAST_FIT else self._likeliest(asked, scores, named)

    def _is_open(
        self,
        asked: Role,
        place: Place,
        scores: Sequence[_Score],
        named: Mapping[int, float],
        nameless: Mapping[str, float],
    ) -> bool:
        """Whether a plain "the nominee" may be another than the first of the scores."""
        number = scores[0][2]
        # One is known as such but another is spoken of.
        others = [named.get(n, 0.0) for _, f, n in scores[1:] if f > 0 or not self._roles[n]]
        # "A judge ruled ... the judge said": that one, whoever else is a judge.
        others += [p for words, p in nameless.items() if role_of(words).head == asked.head]
        if max(others, default=0.0) > named.get(number, 0.0) + _MORE_PRESENT:
            return True
        return self._people.persons[number].first > place and not self._is_subject(number, asked)

    def _scores(
        self, asked: Role, head: "Token", place: Place, named: Mapping[int, float]
    ) -> list[_Score]:
        """Everybody who may be meant, the likeliest first."""
        gender = gender_of_words([head.text])
        scores: list[_Score] = []
        for number, person in enumerate(self._people.persons):
            if gender and person.gender not in (None, gender):
                continue
            fit = fits(asked, self._roles[number])
            total = fit + 2 * min(1.0, named.get(number, 0.0))
            total += _PROMINENT * self._people.prominence(number)
            if person.first > place:
                total -= _NOT_YET
            scores.append((total, fit, number))
        return sorted(scores, key=lambda score: (-score[0], score[2]))

    def _is_subject(self, number: int, asked: Role) -> bool:
        """Whether a person not named yet is whom the article is about, and alone called so."""
        if self._people.prominence(number) < _MOSTLY:
            return False
        return [n for n, roles in enumerate(self._roles) if explains(asked, roles)] == [number]

    def _likeliest(
        self, asked: Role, scores: Sequence[_Score], named: Mapping[int, float]
    ) -> tuple[int, float] | None:
        """Where nothing calls anybody so: whoever is spoken of most, be it a known name or not."""
        fitting = [number for _, fit, number in scores if fit > -1.0]
        if not fitting or not is_familiar(asked):
            return None
        number = max(fitting, key=lambda number: named.get(number, 0.0))
        present = named.get(number, 0.0) + _MAIN * self._people.prominence(number)
        return (number, 0.65) if present >= _LEAST_PRESENT else None

    def _spoken_of(
        self, asked: Role, scores: Sequence[_Score], named: Mapping[int, float]
    ) -> tuple[int, float] | None:
        """Of those who may be called so, the one who is spoken of far more than the others."""
        fitting = sorted((named.get(n, 0.0) for _, fit, n in scores if fit > -1.0), reverse=True)
        if not fitting or fitting[0] - (*fitting, 0.0)[1] < _APART:
            return None
        return self._likeliest(asked, scores, named)
