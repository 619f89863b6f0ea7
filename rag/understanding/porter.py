"""Porter's stemmer, the one by which FTS5 matches words.

M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, as its author later wrote
it down in Snowball. A question stems hundreds of words that no question had before, and a
stemmer for many languages took ten times as long for each.
"""

import re

# From the first consonant after a vowel on; and the same again within what is left.
_REGION = re.compile(r"[^aeiouy]*[aeiouy]+[^aeiouy]")
_VOWEL = re.compile(r"[aeiouy]")
_SHORT = re.compile(r"[^aeiouy][aeiouy][^aeiouywxY]\Z")
_DOUBLED = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")

_STEP_2 = dict(
    pair.split("-")
    for pair in (
        "tional-tion enci-ence anci-ance abli-able entli-ent eli-e izer-ize ization-ize "
        "ational-ate ation-ate ator-ate alli-al alism-al aliti-al fulness-ful ousli-ous "
        "ousness-ous iveness-ive iviti-ive biliti-ble"
    ).split()
)
_STEP_3 = {"alize": "al", "icate": "ic", "iciti": "ic", "ical": "ic"} | dict.fromkeys(
    ("ative", "ful", "ness"), ""
)
_STEP_4 = dict.fromkeys(
    "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize ion".split(), ""
)


def porter(word: str) -> str:
    """The stem of a word in lower case."""
    if "y" in word:
        word = _with_consonants(word)
    first = _REGION.match(word)
    r1 = first.end() if first else len(word)
    second = _REGION.match(word, r1) if first else None
    r2 = second.end() if second else len(word)
    word = _past_or_going_on(_singular(word), r1)
    if word[-1:] in ("y", "Y") and _VOWEL.search(word, 0, len(word) - 1):
        word = word[:-1] + "i"
    word = _replaced(word, _STEP_2, r1)
    word = _replaced(word, _STEP_3, r1)
    word = _replaced(word, _STEP_4, r2)
    if word.endswith("e"):
        at = len(word) - 1
        if at >= r2 or (at >= r1 and not _SHORT.search(word[:-1])):
            word = word[:-1]
    if word.endswith("ll") and len(word) - 1 >= r2:
        word = word[:-1]
    return word.replace("Y", "y")


def _with_consonants(word: str) -> str:
    """The word with each y that is a consonant as Y: at its head, and after a vowel."""
    letters = list(word)
    for i, letter in enumerate(letters):
        if letter == "y" and (i == 0 or letters[i - 1] in "aeiouy"):
            letters[i] = "Y"
    return "".join(letters)


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1]


def _past_or_going_on(word: str, r1: int) -> str:
    if word.endswith("eed"):
        return word[:-1] if len(word) - 3 >= r1 else word
    ending = 2 if word.endswith("ed") else 3 if word.endswith("ing") else 0
    if not ending or not _VOWEL.search(word, 0, len(word) - ending):
        return word
    word = word[:-ending]
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if word.endswith(_DOUBLED):
        return word[:-1]
    return word + "e" if len(word) == r1 and _SHORT.search(word) else word


def _replaced(word: str, endings: dict[str, str], region: int) -> str:
    """The word with the longest of the endings replaced, where it lies in the region."""
    for length in range(7, 1, -1):
        ending = word[-length:]
        if ending in endings and len(word) >= length:
            start = len(word) - length
            if start < region or (ending == "ion" and word[start - 1 : start] not in ("s", "t")):
                return word
            return word[:start] + endings[ending]
    return word
