"""Words that a question misspells, read as the collection's own words."""

import re

from index.stems import fold, stem, stem_as_written
from rag.understanding.collection import Collection
from rag.understanding.words import content_words, words_of

# Shorter words have too many neighbours that are words too.
_LEAST_LETTERS = 5
_LONG = 9
_MOST_WORDS = 12

_DOUBLED = re.compile(r"(.)\1+")


def correct_words(topic: str, collection: Collection) -> tuple[tuple[str, str], ...]:
    """Each misspelt word of a topic with the collection's word for it.

    A word is misspelt where no article holds it, no dictionary knows it, it is no name, and
    one of the collection's words differs from it by a letter, or by two in a long word.
    """
    unknown = [
        word
        for word in dict.fromkeys(words_of(topic))
        if len(word) >= _LEAST_LETTERS and word.isalpha() and word.islower()
    ][:_MOST_WORDS]
    unknown = [w for w in unknown if content_words(w) and not collection.holds(fold(w))]
    near = {word: _nearest(word, collection) for word in unknown}
    near = {word: right for word, right in near.items() if right}
    if not near:
        return ()
    real = _in_dictionary(list(near))
    return tuple((word, right) for word, right in near.items() if word not in real)


def _nearest(word: str, collection: Collection) -> str:
    """The collection's word that is nearest to one it does not hold, or nothing."""
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= _LONG else 1
    folded = fold(word)
    root = stem(folded)
    stems = collection.stems_like(folded[:2])
    ranked = sorted(
        (OSA.distance(root, other, score_cutoff=most + 1), -count, other)
        for other, count in stems.items()
    )
    for distance, _, other in ranked[:3]:
        if distance > most + 1:
            break
        forms = {fold(w) for w in collection.words_with(other) if stem_as_written(w) == other}
        best = min(((_distance(folded, form), form) for form in forms), default=(99, ""))
        if best[0] <= most:
            return best[1]
    return ""


def _distance(typed: str, word: str) -> int:
    """Letters in which two words differ; letters doubled in the wrong places count as one."""
    from rapidfuzz.distance import OSA

    distance = OSA.distance(typed, word)
    alike = _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", word)
    return min(distance, 1) if alike else distance


def _in_dictionary(words: list[str]) -> set[str]:
    """Those that are English words."""
    # The dictionary takes 0.1 s to read: it is asked last, about a slip alone.
    from spellchecker import SpellChecker

    return set(SpellChecker(language="en").known(words))
