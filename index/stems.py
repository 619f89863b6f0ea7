"""Words as they are matched: whole characters, folded, and their stems."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from Stemmer import Stemmer


class _Stemmers(threading.local):
    """A stemmer for each thread: it keeps the word at hand in itself while it works.

    Porter's first one is that which FTS5 uses; both must agree on what matches.
    """

    def __init__(self) -> None:
        self.porter = Stemmer("porter")


_STEMMERS = _Stemmers()

_PART = re.compile(r"[^\W_]+")


def is_unicode(text: str) -> bool:
    """Whether it holds no half of a surrogate pair, which stray bytes and JSON can bring."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fold(text: str) -> str:
    """Lower case without accents, so that "Peña" and "pena" are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


# FTS5 follows Porter's own programs, which depart from his paper, and from Snowball, in these
# endings after a vowel and a consonant, and leave two letters alone ("Points of difference" at
# the end of his page on the algorithm).
_DEPARTS = re.compile(r"(?P<stem>.*[aeiouy][^aeiouy].*)(?:(?P<bly>(?<!a)bly)|log(?:y|ies))\Z")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    if len(word) < 3:
        return word
    departing = _DEPARTS.match(word)
    if departing:
        word = departing["stem"] + ("ble" if departing["bly"] else "log")
    return str(_STEMMERS.porter.stemWord(word))


@lru_cache(maxsize=50_000)
def stem_as_written(word: str) -> str:
    """The stem of a word as it stands in a text."""
    return stem(fold(word))


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of some words as they stand in a text."""
    return frozenset(map(stem_as_written, words))


def stems_in_order(text: str) -> list[str]:
    """The stem of each word of a text, cut where FTS5 cuts: "don't" is two."""
    # Some characters, as U+FDFA, fold into several words.
    return [part for word in _PART.findall(text) for part in stem_as_written(word).split()]
