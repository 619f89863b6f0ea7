"""Whether a sentence affirms what its source affirms, and denies what it denies."""

import re

from rag.understanding.words import STOP_WORDS, stem

_NOT = frozenset("not no never nor neither none nobody nothing cannot without hardly".split())
_DENYING = frozenset(
    stem(verb) for verb in "deny decline refuse reject rule dismiss fail stop oppose".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
_REACH = 4


def contradicted(sentence: str, sources: list[str]) -> str | None:
    """A word that the sentence denies and its sources affirm, or the reverse."""
    written = _denied(sentence)
    recorded = [_denied(source) for source in sources]
    for word, is_denied in written.items():
        states = {states[word] for states in recorded if word in states}
        if states and is_denied not in states:
            return word
    denying = _denials(_QUOTED.sub(" ", sentence))
    if denying and not any(_denials(source) for source in sources):
        return next(iter(denying))
    # A denial about words that no source has is no denial of theirs.
    if any(written.values()) and not any(any(states.values()) for states in recorded):
        return next(word for word, is_denied in written.items() if is_denied)
    return None


def _denials(text: str) -> set[str]:
    """The verbs of denying in a text."""
    words = (match.group() for match in _WORD.finditer(text.casefold()))
    return {word for word in words if stem(word) in _DENYING}


def _denied(text: str) -> dict[str, bool]:
    """The content words, stemmed: whether the first few after a denial hold each."""
    states: dict[str, bool] = {}
    left = 0
    for match in _WORD.finditer(text.casefold()):
        word = match.group().replace("’", "'")
        if word in _NOT or word.endswith("n't") or stem(word) in _DENYING:
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
