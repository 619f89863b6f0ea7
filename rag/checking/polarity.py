"""Whether a sentence affirms what its source affirms, and denies what it denies."""

import re
from collections.abc import Callable

from index.stems import stem
from rag.checking.sources import Source
from rag.understanding.words import STOP_WORDS

_NOT = frozenset("not no never nor neither none nobody nothing cannot without hardly".split())
_DENYING = frozenset(
    stem(verb) for verb in "deny decline refuse reject rule dismiss fail stop oppose".split()
)
_HEDGES = frozenset(
    "may might could if unless whether perhaps allegedly reportedly possibly likely suppose".split()
)
_DENY = stem("deny")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
_REACH = 4


def contradicted(sentence: str, sources: list[Source]) -> str | None:
    """A word that the sentence denies and its sources affirm, or the reverse."""
    texts = [source.extract.text for source in sources]
    written = _under(sentence, _denies)
    recorded = [_under(text, _denies) for text in texts]
    for word, ways in written.items():
        known: set[bool] = set().union(*(states.get(word, set()) for states in recorded))
        if known and not ways <= known:
            return word
    denying = _denials(_QUOTED.sub(" ", sentence))
    told: set[str] = set().union(*(_denials(text) for text in texts))
    # To dismiss or to refuse a thing is not to deny it.
    if denying and (not told or _DENY in denying - told):
        return next(iter(denying))
    # One denial more than its sources have turns one of theirs round.
    nots = _nots(sentence)
    if len(nots) > max(len(_nots(text)) for text in texts):
        return nots[-1]
    return None


def lost_hedge(sentence: str, sources: list[Source]) -> str | None:
    """A "may" or "if" before words of the sources that a sentence states without any."""
    texts = [source.extract.text for source in sources]
    words = [match.group() for match in _WORD.finditer(sentence)]
    if any(_hedges(word) for word in words):
        return None
    written = {stem(word.casefold().removesuffix("'s")) for word in words}
    for text in texts:
        hedged = {word for word, ways in _under(text, _hedges).items() if ways == {True}}
        if hedged & written:
            found = _WORD.finditer(text)
            return next(match.group() for match in found if _hedges(match.group()))
    return None


def _denials(text: str) -> set[str]:
    """The stems of the verbs of denying in a text."""
    return {stem(match.group().casefold()) for match in _WORD.finditer(text)} & _DENYING


def _nots(text: str) -> list[str]:
    """The words of denying in a text that are no verbs."""
    found = (match.group() for match in _WORD.finditer(text))
    return [word for word in found if _denies(word) and stem(word.casefold()) not in _DENYING]


def _denies(word: str) -> bool:
    word = word.casefold().replace("’", "'")
    return word in _NOT or word.endswith("n't") or stem(word) in _DENYING


def _hedges(word: str) -> bool:
    # "May" is a month as well.
    return word in _HEDGES or (word != "May" and word.casefold() in _HEDGES)


def _under(text: str, opens: Callable[[str], bool]) -> dict[str, set[bool]]:
    """The content words, stemmed: whether each stands shortly after an opening word, or not."""
    states: dict[str, set[bool]] = {}
    left = 0
    for match in _WORD.finditer(text):
        word = match.group().casefold().replace("’", "'")
        ends = re.match(r"[.,;:!?\"”]|''", text[match.end() :])
        if opens(match.group()):
            left = 0 if ends else _REACH
            if stem(word) not in _DENYING:
                continue
        if word in STOP_WORDS:
            left = 0 if ends else left
            continue
        key = stem(word.removesuffix("'s"))
        states.setdefault(key, set()).add(left > 0)
        left = 0 if ends else max(0, left - 1)
    return states
