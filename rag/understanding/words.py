"""The words of a question that carry its matter."""

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

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_POSSESSIVE = ("'s", "’s")

STOP_WORDS = frozenset(
    """
    a about above after again against all also am an and any anybody anyone anything are
    as at be because been before being below between both but by can could did do does
    doing don down during each else ever every exactly few for from further get had has
    have having he her here hers herself him himself his how i if in into is it its itself
    just let like made make many may me might more most much must my myself no nor not now
    of off on once one only or other our ours ourselves out over own really s same shall
    she should since so some somebody someone something such t than that the their theirs
    them themselves then there these they this those though through to too under until up
    upon us very was way we were what whatever when where whether which while who whom
    whose why will with would you your yours yourself
    according ask asked asks say saying says said speak speaks spoke talk talked tell tells
    told think thinks thought word words article articles news quote quoted comment
    comments commented mention mentioned remark remarks view opinion regarding concerning
    """.split()
)

# What is said to somebody who answers, and asks for nothing: "ok, thank you very much!"
_COURTESY = frozenset(
    """
    alright bye cheers cool fine good goodbye great hello helpful hey hi nice no ok okay perfect
    please sorry sure thank thanks thx well wow yes
    """.split()
)
_BESIDE_IT = frozenset(
    "a all and for help i it lot many much now see so that that's the then there very you".split()
)


def words_of(text: str) -> list[str]:
    """The words of a text, as written, possessives without their ending."""
    return [word[:-2] if word[-2:] in _POSSESSIVE else word for word in _WORD.findall(text)]


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, folded, each once, in order."""
    # Some characters, as U+FDFA, fold into several words.
    folded = (part for word in words_of(text) for part in re.split(r"[’'\s]", fold(word)))
    return tuple(
        dict.fromkeys(w for w in folded if w not in STOP_WORDS and (len(w) > 1 or w.isdigit()))
    )


def is_courtesy(question: str) -> bool:
    """Whether a question asks for nothing: "thanks!", "hello there"."""
    words = {fold(word) for word in words_of(question)}
    return bool(words & _COURTESY) and words <= _COURTESY | _BESIDE_IT


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
