"""The same story again: how much of their wording two articles share, from signatures.

A signature is a MinHash (Broder, 1997) of an article's runs of three words; articles that
share a band of it are compared (locality-sensitive hashing: Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, chapter 3). It is computed once, when an article comes in.
"""

import re
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

_WORDS_IN_A_RUN = 3
_SEED = 1

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def sign(article: Article) -> bytes:
    """The signature of an article's body, 512 bytes; empty where it holds no words."""
    from datasketch import MinHash

    words = [
        word.casefold().replace("’", "'")
        for stretch in article.body
        for word in _WORD.findall(stretch.of(article.text))
    ]
    if not words:
        return b""
    starts = range(max(1, len(words) - _WORDS_IN_A_RUN + 1))
    runs = {" ".join(words[at : at + _WORDS_IN_A_RUN]).encode() for at in starts}
    # The scheme is named because another one would not compare with what is stored.
    minhash = MinHash(num_perm=PERMUTATIONS, seed=_SEED, scheme="affine32")
    minhash.update_batch(runs)
    return bytes(minhash.hashvalues.astype("<u4").tobytes())


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
    """Whether two signatures meet in a band and are of articles that share their wording."""
    equal = _values(one) == _values(other) if one and other else np.zeros(PERMUTATIONS, dtype=bool)
    banded = equal[: BANDS * BAND_VALUES].reshape(BANDS, BAND_VALUES)
    return bool(equal.mean() >= SAME_STORY and banded.all(axis=1).any())


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


def _values(signature: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signature, dtype="<u4")
