"""Whom a pronoun, a role or a noun beside a name means, among the people of an article."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.statements.discourse import (
    AFTER_SCORE,
    Discourse,
    Seen,
    Somebody,
    after,
    askers,
    in_content,
)
from index.statements.kinds import is_human
from index.statements.name_runs import Place, weight_of
from index.statements.names import PRONOUNS, gender_of_words
from index.statements.people import Mention, People
from index.statements.phrases import described, is_definite, is_modifier, is_singular
from index.statements.sentences import sentence_of
from index.statements.titles import Titles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass")
_WHO = 0.9

# Shares of the best two scores, and what was right on the labelled half: see
# `benchmarks/speakers.py`.
_LEAST_SHARE = 0.52
_LEAST_SCORE = 0.12


class References:
    """An article read once from its start, so that each mention sees what stands before it."""

    def __init__(self, docs: Sequence["Doc"], people: People, titles: Titles) -> None:
        """Read the parsed paragraphs of an article, all of them, in order."""
        self._docs = docs
        self._numbers = {id(doc): number for number, doc in enumerate(docs)}
        self._people = people
        self._titles = titles
        self._discourse = Discourse(people.persons)
        self._sentences: dict[Place, int] = {}
        self._described: dict[Place, str] = {}
        self._read()

    def of_pronoun(self, token: "Token", place: Place) -> tuple[Somebody | None, float]:
        """Who a pronoun means, and its share of the two best scores."""
        number = place[0]
        lessened = ((number, i) for i in in_content(token))
        without = ((number, i) for i in askers(token))
        scores = self._discourse.salience(
            place,
            self._sentence(token, place),
            gender=PRONOUNS[token.lower_],
            without=without,
            lessened=lessened,
        )
        later = after(token)
        if later is not None:
            mention = self._people.at((number, later.i))
            gender = PRONOUNS[token.lower_]
            for who in mention.people if mention else ():
                if self._people.persons[who].gender in (None, gender):
                    scores[who] = max(AFTER_SCORE, scores.get(who, 0.0))
        ranked = sorted(scores.items(), key=lambda item: (-item[1], str(item[0])))
        if not ranked or ranked[0][1] < _LEAST_SCORE:
            return None, 0.0
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        share = ranked[0][1] / (ranked[0][1] + second)
        return (ranked[0][0], share) if share >= _LEAST_SHARE else (None, share)

    def of_title(self, head: "Token", place: Place) -> tuple[int, float] | None:
        """Whom a definite role means among the article's people, and how surely."""
        if not is_definite(head):
            return None
        present = self._discourse.salience(place, self._sentence(head, place))
        nameless = {self._described[who]: score for who, score in present.items()
                    if not isinstance(who, int)}  # fmt: skip
        named = {who: score for who, score in present.items() if isinstance(who, int)}
        return self._titles.bearer_of(head, place, named=named, nameless=nameless)

    def apposed(self, head: "Token", place: Place) -> tuple["Token", Mention] | None:
        """The name behind a noun: "Mercer's lawyer, Adrian Cole, said".

        Several are not one: "two lawyers, Adrian Cole and Ann Ode, said".
        """
        if not is_singular(head):
            return None
        # "The author of the book, Adrian Cole": the parser takes him for the book.
        things = [
            thing
            for child in head.children
            if child.dep_ == "prep"
            for thing in child.children
            if thing.dep_ == "pobj" and thing.pos_ == "NOUN"
        ]
        for token in (of for noun in (head, *things) for of in noun.children):
            # "Poll: Ode leads" is a headline.
            apart = any(t.text == ":" for t in head.doc[head.i : token.i])
            if token.dep_ == "appos" and token.pos_ == "PROPN" and not apart:
                mention = self._people.at((place[0], token.i))
                if mention is not None:
                    return token, mention
        return None

    def description(self, who: Place) -> str:
        """What the article calls one without a name, by where they are first described."""
        return self._described[who]

    def is_quoted(self, token: "Token") -> bool:
        """Whether a word stands inside quotation marks."""
        return self._people.is_quoted(self._numbers[id(token.doc)], token.idx)

    def place(self, token: "Token") -> Place:
        """The number of a word's paragraph, and its own in there."""
        return (self._numbers[id(token.doc)], token.i)

    def _sentence(self, token: "Token", place: Place) -> int:
        return self._sentences[place[0], sentence_of(token).start]

    def _read(self) -> None:
        """Go through the article once, so that each pronoun sees what stands before it."""
        sentence = -1
        for number, doc in enumerate(self._docs):
            starts = 0
            for token in doc:
                if token.is_sent_start:
                    sentence = self._people.sentence(number, starts)
                    starts += 1
                    self._sentences[number, token.i] = sentence
                place = (number, token.i)
                mention = self._people.at(place)
                if mention is not None:
                    self._discourse.see(_seen(mention))
                elif token.dep_ in _SUBJECTS and token.lower_ in ("he", "she", "who"):
                    self._see_pronoun(token, place, sentence)
                elif token.pos_ in ("NOUN", "PROPN", "ADJ") and is_singular(token):
                    self._see_noun(token, place, sentence)

    def _see_pronoun(self, token: "Token", place: Place, sentence: int) -> None:
        if self.is_quoted(token):
            return
        if token.lower_ == "who":
            # "Ode, who had built the pumps": once more the one before it.
            mention = self._people.at((place[0], token.head.head.i))
            if mention is not None and token.head.dep_ == "relcl":
                self._discourse.see(replace(_seen(mention), place=place, weight=_WHO))
            return
        who, _ = self.of_pronoun(token, place)
        if who is not None:
            gender = PRONOUNS[token.lower_]
            self._discourse.see(Seen((who,), place, sentence, weight_of(token), False, gender))

    def _see_noun(self, token: "Token", place: Place, sentence: int) -> None:
        subject = token.dep_ in _SUBJECTS
        human = is_human(token)
        if not (subject or human) or token.dep_ == "appos" or is_modifier(token):
            return
        if token.dep_ == "attr" or self.is_quoted(token) or self.apposed(token, place):
            return
        found = self.of_title(token, place)
        who: Somebody | None = found[0] if found else None
        if who is None and human:
            who = place
            self._described[place] = described(token)
        if who is not None:
            gender = gender_of_words([token.text])
            seen = Seen((who,), place, sentence, weight_of(token), False, gender)
            self._discourse.see(seen)


def _seen(mention: Mention) -> Seen:
    return Seen(mention.people, mention.place, mention.sentence, mention.weight, mention.quoted)
