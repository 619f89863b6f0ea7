"""The same story again: how much of their wording two articles share, from signatures.

A signature is a MinHash (Broder, 1997) of an article's runs of three words; articles that
share a band of it are compared (locality-sensitive hashing: Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, chapter 3). It is computed once, when an article comes in, and
carries what else tells a copy from another story in one frame: day, outlet, length and title.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.types import Article

# Of the 1,008 articles of saidqa, seven pairs tell one story again and share 0.51 to 1.0 of
# their runs; all others share less than 0.17. In the first 5,000 of realtimeqa, pairs of other
# stories on the same event, and of columns with the same frame, begin to pass below 0.5.
SAME_STORY = 0.5

PERMUTATIONS = 128

# Of pairs that share half, 1 - (1 - 0.5 ** 3) ** 42 = 99.6 % meet in a band, of those that share
# a twentieth 0.5 %. A false candidate only costs a comparison, a missed pair is lost.
BANDS, BAND_VALUES = 42, 3

# Two stories in one frame are of one outlet, so what follows holds only there. Of the pairs of
# one outlet in realtimeqa that share 0.5 to 0.7 of their runs, those more than days apart are
# newsletters, and what is written anew each year; those that share more are one article, taken
# up again.
_FEW_DAYS = 2
_SURELY_SHARED = 0.7

# Pages whose frame or list of pictures outweighs their story have titles with no word, and where
# there is little but the frame with few words, in common.
_NEARLY_THE_SAME = 0.85
_SHARED_TITLE = 0.2
_FEW_WORDS = 250
_SHARED_TITLE_OF_FEW_WORDS = 0.4

_WORDS_IN_A_RUN = 3
_SEED = 1

_VALUE_BYTES = 4
_MINHASH_BYTES = PERMUTATIONS * _VALUE_BYTES

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_OUTLET = re.compile(r"\s[|]\s[^|]*$")

# Words that titles share whatever they are about.
_IDLE = frozenset(
    "a about after all an and are as at be but by for from has have he her his how in into is it"
    " its more new not of on or out over she that the their they this to up us was what when where"
    " which who why will with you your".split()
)


def sign(article: Article) -> bytes:
    """The signature of an article; empty where its body holds no words.

    512 bytes of MinHash, then four each for the day, the outlet, the length and every word of
    the title.
    """
    from datasketch import MinHash

    words = [word for stretch in article.body for word in _words(stretch.of(article.text))]
    if not words:
        return b""
    starts = range(max(1, len(words) - _WORDS_IN_A_RUN + 1))
    runs = {" ".join(words[at : at + _WORDS_IN_A_RUN]).encode() for at in starts}
    # The scheme is named because another one would not compare with what is stored.
    minhash = MinHash(num_perm=PERMUTATIONS, seed=_SEED, scheme="affine32")
    minhash.update_batch(runs)
    day = article.published.toordinal() if article.published else 0
    title = "" if article.title_derived else _OUTLET.sub("", article.title)
    outlet = _number(article.source) if article.source else 0
    beside = [
        day,
        outlet,
        len(words),
        *sorted({_number(w) for w in _words(title) if w not in _IDLE}),
    ]
    return b"".join(
        (
            minhash.hashvalues.astype("<u4").tobytes(),
            *(value.to_bytes(_VALUE_BYTES, "little") for value in beside),
        )
    )


def bands_of(signature: bytes) -> list[int]:
    """A number of 64 bits for each band, in order; equal where the band is equal."""
    size = BAND_VALUES * 4
    return [
        int.from_bytes(blake2b(signature[at : at + size], digest_size=8).digest(), signed=True)
        for at in range(0, BANDS * size if signature else 0, size)
    ]


def resemblance(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two articles' runs of words.

    In [0, 1], higher is more alike; its standard error is at most 0.045.
    """
    if not one or not other:
        return 0.0
    return float(np.mean(_values(one) == _values(other)))


def is_same_story(one: bytes, other: bytes) -> bool:
    """Whether two signatures meet in a band and are of articles that share their wording.

    Within one outlet the days and the titles must not say that they share but a frame.
    """
    equal = _values(one) == _values(other) if one and other else np.zeros(PERMUTATIONS, dtype=bool)
    banded = equal[: BANDS * BAND_VALUES].reshape(BANDS, BAND_VALUES)
    shared = float(equal.mean())
    if shared < SAME_STORY or not banded.all(axis=1).any():
        return False
    return not _is_frame(shared, _beside(one), _beside(other))


def group(signatures: dict[int, bytes]) -> list[list[int]]:
    """The articles that are one story, directly or through others: keys in order."""
    groups: list[list[int]] = []
    waiting = sorted(signatures)
    while waiting:
        found = [waiting.pop(0)]
        for key in found:
            near = {k for k in waiting if is_same_story(signatures[key], signatures[k])}
            found += sorted(near)
            waiting = [k for k in waiting if k not in near]
        groups.append(sorted(found))
    return groups


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a signature tells beside the wording; 0 and empty where it does not."""

    day: int
    outlet: int
    length: int
    title: frozenset[int]


def _beside(signature: bytes) -> _Beside:
    values = [int(value) for value in np.frombuffer(signature[_MINHASH_BYTES:], dtype="<u4")]
    day, outlet, length = values[:3] or (0, 0, 0)
    return _Beside(day, outlet, length, frozenset(values[3:]))


def _is_frame(shared: float, one: _Beside, other: _Beside) -> bool:
    """Whether what two articles share is what their outlet puts around different stories."""
    if not one.outlet or one.outlet != other.outlet:
        return False
    apart = abs(one.day - other.day) if one.day and other.day else 0
    if shared < _SURELY_SHARED and apart > _FEW_DAYS:
        return True
    least = min(len(one.title), len(other.title))
    in_common = len(one.title & other.title)
    if min(one.length, other.length) < _FEW_WORDS:
        # One without a title would link all that it might be a copy of.
        if not least:
            return bool(one.title or other.title)
        return in_common < _SHARED_TITLE_OF_FEW_WORDS * least
    return shared < _NEARLY_THE_SAME and in_common < _SHARED_TITLE * least


def _values(signature: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signature[:_MINHASH_BYTES], dtype="<u4")


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=_VALUE_BYTES).digest())
