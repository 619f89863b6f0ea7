"""Where a topic's word is only part of another word or of somebody's name."""

import re
from collections.abc import Iterable

from index.stems import fold, stem, stem_as_written
from rag.understanding.words import words_of

_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_PARTICLES = frozenset("off offs in ins out outs up ups over overs down".split())

# A text with more of its long words in capitals is a heading, which tells no names.
_HEADING = 0.85
_LONG = 4


class Meaning:
    """The words of a topic that name nobody, to tell where a text means them.

    "Trade" is meant in "free-trade rules", and is not in "Callow Trade Hall", in "a trade-off"
    or in "trading places".
    """

    def __init__(self, common: Iterable[str]) -> None:
        """Take those of the topic's words that are typed in lower case."""
        self._asked = {stem_as_written(word): fold(word) for word in common}

    @property
    def matters(self) -> bool:
        """Whether the topic has such words."""
        return bool(self._asked)

    def misleading(self, text: str) -> frozenset[str]:
        """Those of the topic's stems that a text holds only where they mean something else."""
        tokens = _TOKEN.findall(text)
        long = [token for token in tokens if len(token) >= _LONG]
        heading = sum(token[0].isupper() for token in long) > _HEADING * len(long)
        meant: dict[str, bool] = {}
        for place, token in enumerate(tokens):
            parts = fold(token).split("-")
            after = tokens[place + 1] if place + 1 < len(tokens) else ""
            begins_name = token[0].isupper() and after[:1].isupper() and not heading
            in_name = begins_name and fold(after) not in self._asked.values()
            for part in parts:
                asked = self._asked.get(stem(part))
                if asked is None:
                    continue
                other = in_name or _is_form_of_a_verb(part, asked) or _PARTICLES & set(parts)
                meant[stem(part)] = meant.get(stem(part), False) or not other
        return frozenset(found for found, is_meant in meant.items() if not is_meant)


def meaning_of(topic: str) -> Meaning:
    """The meaning of a topic as it was typed."""
    return Meaning(word for word in words_of(topic) if word.islower())


def _is_form_of_a_verb(word: str, asked: str) -> bool:
    """Whether a word is "trading" or "traded" where "trade" was asked for."""
    return word.endswith(("ing", "ed")) and not asked.endswith(("ing", "ed"))
