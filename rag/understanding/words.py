"""The words of a question that carry its matter."""

import re

from index.stems import fold

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
