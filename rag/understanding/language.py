"""Whether a question is in English, by its small words."""

from index.stems import fold
from rag.understanding.words import STOP_WORDS, words_of

# Of them, those that no English question uses as a word of its own.
_FOREIGN = frozenset(
    """
    que qui quoi quel quelle est dit sur les des une dans pour avec pas ils elle sont
    qué quién dijo sobre los las una para con por cómo cuándo dónde el ella
    wer wie wann wo warum hat sagte gesagt uber der die das und ist nicht mit ein eine zu von
    cosa chi ha detto della delle gli sul sulla perche quando
    wat wie zei heeft over het een niet waarom
    o os quem disse sobre uma
    vad vem sa om hur varfor
    """.split()
)
_FOLDED = frozenset(fold(word) for word in _FOREIGN)


def is_english(question: str) -> bool:
    """Whether nothing speaks against its being English.

    Another script does, and so do two small words of other languages, or one in a question
    of three words or more that has none of English.
    """
    letters = [c for c in question if c.isalpha()]
    latin = sum(1 for c in letters if ord(c) < 0x250)
    if letters and latin < len(letters) / 2:
        return False
    words = [fold(word) for word in words_of(question)]
    foreign = sum(word in _FOLDED and word not in STOP_WORDS for word in words)
    english = sum(word in STOP_WORDS for word in words)
    return foreign <= english or (foreign < 2 and (english > 0 or len(words) < 3))
