"""Which sentences are about a topic, by their words and by their meaning."""

import math
from collections import defaultdict

from index.archive import Filter, Snapshot
from index.stems import stem
from index.types import RowId, Vector
from rag.quotes.meaning import Meaning, meaning_of
from rag.understanding.words import content_words

# How many sentences each search contributes at most.
_DEPTH = 500

# A sentence is about a topic that shares half of its words, the rare ones counting more, or
# that is this near to it by meaning (cosine). On 34 questions of saidqa's dev set (odd lines)
# this lists 9 statements and holds a right one for 38 %; listing everything would for 47 %,
# words above 0.6 and cosines above 0.45 for 21 %. Ranked by the sum, a right one comes first
# more often than by reciprocal ranks, which a word that stands twice misleads.
_ENOUGH_WORDS = 0.5
_NEAR = 0.35
_WORDS = 0.3


def rank_about(
    snapshot: Snapshot, topic: str, vector: Vector, within: Filter
) -> dict[RowId, float]:
    """The sentences about a topic that a filter leaves, with a score; higher is better.

    The score is the cosine similarity and, at 0.3, the share of the topic's words.
    """
    terms = list(content_words(topic))
    lexical = snapshot.search_words("sentence", terms, _DEPTH, within)
    dense = snapshot.search_vectors("sentence", vector, _DEPTH, within)
    rows = list(dict.fromkeys(match.row for match in [*lexical, *dense]))
    shares = _shares_of_words(snapshot, terms, rows, meaning_of(topic))
    near = snapshot.similarities("sentence", rows, vector)
    return {
        row: near[row] + _WORDS * shares[row]
        for row in rows
        if shares[row] >= _ENOUGH_WORDS or near[row] >= _NEAR
    }


def _shares_of_words(
    snapshot: Snapshot, terms: list[str], rows: list[RowId], meaning: Meaning
) -> dict[RowId, float]:
    """How much of the topic's words each row holds and means, in [0, 1], by inverse frequency."""
    passages = snapshot.size().passages
    weights = {term: math.log(1 + passages / (1 + snapshot.frequency(term))) for term in terms}
    total = sum(weights.values())
    shares: dict[RowId, float] = defaultdict(float)
    for term, held in snapshot.holding("sentence", weights, rows).items():
        for row in held:
            shares[row] += weights[term] / total
    if meaning.matters:
        sentences = snapshot.sentences(list(shares))
        texts = snapshot.texts(sorted({row.article_key for row in sentences.values()}))
        for row, sentence in sentences.items():
            other = meaning.misleading(sentence.span.of(texts[sentence.article_key].text))
            shares[row] -= sum(w for t, w in weights.items() if stem(t) in other) / total
    return shares
