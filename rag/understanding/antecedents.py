"""Whom "he", "her" or "his" means, by what the last question and answer spoke of."""

import re
from dataclasses import dataclass

from index.statements.names import gender_of_name
from index.stems import fold
from rag.types import QuestionForm
from rag.understanding.people import People
from rag.understanding.state import State
from rag.understanding.words import STOP_WORDS

# The subject of a clause inside ("the charge that he pays nothing") is mostly the subject
# of the whole, and so is whoever "his own" belongs to.
_SUBJECT = re.compile(r"\b(?P<word>he|she|they|his|her|their|him|them)\b", re.I)
_IT_SPEAKS = re.compile(r"(?P<word>it)", re.I)
_OBJECT = re.compile(r"\b(?P<word>him|hers?|his|them|their)\b(?! own\b)", re.I)
_NEXT = re.compile(r"\s+(?P<word>[\w’'-]+)")
_MASCULINE = frozenset(("he", "him", "his"))
_FEMININE = frozenset(("she", "her", "hers"))
_POSSESSIVES = frozenset(("his", "her", "their", "hers", "theirs"))
_MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Who a pronoun may stand for; tied where nothing decides between them."""

    word: str = ""
    speakers: tuple[str, ...] = ()
    is_tied: bool = False


def fill_subject(
    who: str, people: People, state: State, *, form: QuestionForm = "plain"
) -> tuple[str, Antecedent]:
    """Put a name for the pronoun in whom a question asks about, and tell whose it is."""
    match = _SUBJECT.search(who)
    if match is None:
        match = _IT_SPEAKS.fullmatch(who)
    if match is None:
        return who, Antecedent()
    found = _antecedent(match.group("word"), people, state, without=(), form=form)
    return _filled(who, match, found), found


def fill_object(
    phrase: str, people: People, state: State, *, subject: tuple[str, ...], said_by: str = ""
) -> str:
    """Put a name for the first pronoun in a topic that cannot be the subject's.

    `said_by` is how the question names the subject: where that is "he", "his" is his.
    """
    own = _alike(said_by)
    match = next((m for m in _OBJECT.finditer(phrase) if fold(m["word"]) not in own), None)
    if match is None:
        return phrase
    found = _antecedent(match.group("word"), people, state, without=subject, form="plain")
    return _filled(phrase, match, found)


def _antecedent(
    word: str, people: People, state: State, *, without: tuple[str, ...], form: QuestionForm
) -> Antecedent:
    asked = tuple(name for name in state.speakers if name not in without)
    topical = (person.name for person in people.named_in(state.topic) if not person.choices)
    others = tuple(name for name in topical if name not in (*without, *state.speakers))
    if fold(word) in ("they", "them", "their", "theirs"):
        return Antecedent(word, asked)
    if fold(word) != "it":
        asked = tuple(name for name in asked if _may_be_one_person(name))
    if form == "response" and len(others) == 1:
        # Who responds is the one who was spoken about.
        return Antecedent(word, others)
    shown = tuple(name for name in state.shown_speakers if name not in without)
    fitting = [_fitting(names, word) for names in (asked, others, shown)]
    # A question that calls somebody "he" in error still means them where there is nobody else.
    asked, others, shown = fitting if any(fitting) else (asked, others, shown)
    # "Who said ...?" is answered by the first who is shown.
    rest = shown[:1] or others if state.asks_who else others or shown
    found = (asked or rest)[:_MOST_CHOICES]
    return Antecedent(word, found, is_tied=len(found) > 1)


def _alike(word: str) -> frozenset[str]:
    """The pronouns that stand for whomever a pronoun does; none for other words."""
    return next((each for each in (_MASCULINE, _FEMININE) if fold(word) in each), frozenset())


def _fitting(names: tuple[str, ...], word: str) -> tuple[str, ...]:
    """Those whom a pronoun may mean, by what their first names tell."""
    wrong = {_MASCULINE: "woman", _FEMININE: "man"}.get(_alike(word))
    return tuple(name for name in names if wrong is None or gender_of_name(name) != wrong)


def _may_be_one_person(name: str) -> bool:
    """Whether "he" or "she" can mean a speaker: neither "AP" nor any of several."""
    return not (name.isupper() and " " not in name) and " or " not in name


def _filled(phrase: str, match: re.Match[str], found: Antecedent) -> str:
    if found.is_tied or not found.speakers:
        return phrase
    name = " and ".join(found.speakers)
    word = fold(match.group("word"))
    after = _NEXT.match(phrase, match.end())
    is_owner = word in _POSSESSIVES and after and fold(after.group("word")) not in STOP_WORDS
    name = f"{name}'s" if is_owner or word == "his" else name
    return phrase[: match.start()] + name + phrase[match.end() :]
