"""Whether a sentence affirms what its source affirms, and denies what it denies."""

import re
from collections.abc import Callable

from rag.checking.sources import Source
from rag.understanding.words import STOP_WORDS, stem

_NOT = frozenset("not no never nor neither none nobody nothing cannot without hardly".split())
_DENYING = frozenset(
    stem(verb) for verb in "deny decline refuse reject rule dismiss fail stop oppose".split()
)
_HEDGES = frozenset(
    "may might could if unless whether perhaps allegedly reportedly possibly likely suppose".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
_REACH = 4


def contradicted(sentence: str, sources: list[Source]) -> str | None:
    """A word that the sentence denies and its sources affirm, or the reverse."""
    texts = [source.extract.text for source in sources]
    written = _under(sentence, _denies)
    recorded = [_under(text, _denies) for text in texts]
    for word, is_denied in written.items():
        states = {states[word] for states in recorded if word in states}
        if states and is_denied not in states:
            return word
    denying = _denials(_QUOTED.sub(" ", sentence))
    if denying and not any(_denials(text) for text in texts):
        return next(iter(denying))
    # A denial about words that no source has is no denial of theirs.
    if any(written.values()) and not any(any(states.values()) for states in recorded):
        return next(word for word, is_denied in written.items() if is_denied)
    return None


def _denials(text: str) -> set[str]:
    """The verbs of denying in a text."""
    words = (match.group() for match in _WORD.finditer(text.casefold()))
    return {word for word in words if stem(word) in _DENYING}


def lost_hedge(sentence: str, sources: list[Source]) -> str | None:
    """A "may" or "if" before words of the sources that a sentence states without any."""
    texts = [source.extract.text for source in sources]
    words = [match.group() for match in _WORD.finditer(sentence)]
    if any(_hedges(word) for word in words):
        return None
    written = {stem(word.casefold().removesuffix("'s")) for word in words}
    for text in texts:
        hedged = {word for word, is_so in _under(text, _hedges).items() if is_so}
        if hedged & written:
            found = _WORD.finditer(text)
            return next(match.group() for match in found if _hedges(match.group()))
    return None


def _denies(word: str) -> bool:
    word = word.casefold().replace("’", "'")
    return word in _NOT or word.endswith("n't") or stem(word) in _DENYING


def _hedges(word: str) -> bool:
    # "May" is a month as well.
    return word in _HEDGES or (word != "May" and word.casefold() in _HEDGES)


def _under(text: str, opens: Callable[[str], bool]) -> dict[str, bool]:
    """The content words, stemmed: whether the first few after an opening word hold each."""
    states: dict[str, bool] = {}
    left = 0
    for match in _WORD.finditer(text):
        word = match.group().casefold().replace("’", "'")
        if opens(match.group()):
            left = _REACH
            if stem(word) not in _DENYING:
                continue
        if word in STOP_WORDS:
            left = 0 if re.match(r"[.,;:!?\"”]|''", text[match.end() :]) else left
            continue
        key = stem(word.removesuffix("'s"))
        states[key] = states.get(key, False) or left > 0
        left = max(0, left - 1)
        if re.match(r"[.,;:!?\"”]|''", text[match.end() :]):
            left = 0
    return states
