"""Which statements a view takes as being on its topic.

An answer shows the best few of what was found; a view shows all that is on the topic, so that
it needs a bound below which a statement is not on it.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.archive import Filter, Snapshot, StatementRow
from index.stems import fold, stem, stems
from index.types import RowId, Vector
from rag.quotes.meaning import meaning_of
from rag.understanding.words import words_of

# How many sentences each search contributes at most.
_DEPTH = 600

# Bounds set by reading what they let in for topics of saidqa. A statement is on the topic
# whose words hold this much of the topic's, the rare ones counting more; or whose sentence
# does, and is rather near by meaning (cosine to the topic); or which is nearer with fewer of
# the words, or very near without; or which leans on a sentence before it that holds all.
_ENOUGH_WORDS = 0.6
_SOME_WORDS = 0.3
_RATHER_NEAR = 0.3
_NEAR = 0.4
_VERY_NEAR = 0.5
_ALL_WORDS = 0.99
_LEANING_NEAR = 0.25
_WORDS = 0.5

_LEANS = re.compile(
    r"\b(?:he|him|his|she|her|it|its|they|them|their|this|that|those|these|there|so)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that searches for a topic found.

    Attributes:
        near: the cosine similarity to the topic.
        share: how much of the topic's words it holds, in [0, 1].
        before: how much of them the sentence before it holds.
    """

    near: float
    share: float
    before: float


class Topic:
    """One topic in one view of the archive, to judge statements by."""

    def __init__(
        self,
        snapshot: Snapshot,
        terms: Iterable[str],
        vector: Vector,
        within: Filter,
        *,
        name: str = "",
        also: tuple[str, ...] = (),
        typed: str = "",
    ) -> None:
        """Search for the topic's words and its meaning in what a filter leaves.

        Where the topic is a `name` of several words, they stand together or mean another.
        `also` are other terms for the same: either will do. In the topic as it was `typed`
        words in lower case name nobody: in somebody's name they mean another.
        """
        self._meaning = meaning_of(typed)
        self._name = fold(" ".join(name.split()))
        passages = snapshot.size().passages
        self._wordings = [
            {term: math.log(1 + passages / (1 + snapshot.frequency(term))) for term in wording}
            for wording in (tuple(terms), also)
            if wording
        ]
        self.found = self._search(snapshot, vector, within)

    def score(self, row: StatementRow, text: str) -> float | None:
        """How much a statement is on the topic, higher is better; None where it is not.

        The cosine similarity of its sentence and, at 0.5, its share of the topic's words.
        """
        held = [self.found[sentence] for sentence in row.sentences if sentence in self.found]
        if not held:
            return None
        near, around = max(f.near for f in held), max(f.share for f in held)
        if self._meaning.matters:
            around = min(around, self._share(row.statement.extent.of(text)))
        if self._name and self._name not in fold(" ".join(row.statement.extent.of(text).split())):
            around = 0.0
            if max(f.before for f in held) < _ALL_WORDS:
                return None
        own = self._share(" ".join(span.of(text) for span in row.statement.words))
        fits = (
            own >= _ENOUGH_WORDS
            or near >= _VERY_NEAR
            or (around >= _ENOUGH_WORDS and near >= _RATHER_NEAR)
            or (around >= _SOME_WORDS and near >= _NEAR)
        )
        if fits:
            return near + _WORDS * max(own, around / 2)
        return near if near >= _LEANING_NEAR and self.leans(row, text) else None

    def leans(self, row: StatementRow, text: str) -> bool:
        """Whether a statement points to the sentence before it, which holds all the words."""
        before = max((self.found[s].before for s in row.sentences if s in self.found), default=0.0)
        extent = row.statement.extent.of(text)
        points = before >= _ALL_WORDS and bool(_LEANS.search(extent))
        return points and not self._meaning.misleading(extent)

    def near(self, row: StatementRow) -> float:
        """The cosine similarity of a statement's sentences to the topic; 0 where not found."""
        return max((self.found[s].near for s in row.sentences if s in self.found), default=0.0)

    def is_in_part(self, row: StatementRow) -> bool:
        """Whether a statement's sentences hold some of the topic's words without most of them.

        A deal with another country is no answer about "the Brask deal".
        """
        held = [self.found[s] for s in row.sentences if s in self.found]
        best = max((max(f.share, f.before) for f in held), default=0.0)
        return 0.0 < best < _ENOUGH_WORDS

    def _share(self, text: str) -> float:
        held = stems(words_of(text)) - self._meaning.misleading(text)
        return max(
            (
                sum(weight for term, weight in wording.items() if stem(term) in held)
                / sum(wording.values())
                for wording in self._wordings
            ),
            default=0.0,
        )

    def _search(self, snapshot: Snapshot, vector: Vector, within: Filter) -> Mapping[RowId, Found]:
        terms = [term for wording in self._wordings for term in wording]
        # What a speaker says may lean on the words of another.
        anywhere = Filter(since=within.since, until=within.until, sources=within.sources)
        lexical = [m.row for m in snapshot.search_words("sentence", terms, _DEPTH, anywhere)]
        dense = [m.row for m in snapshot.search_vectors("sentence", vector, _DEPTH, within)]
        wanted = list(dict.fromkeys([*lexical, *dense, *(row + 1 for row in lexical)]))
        rows = snapshot.sentences_within(wanted, within)
        placed = snapshot.sentences(sorted({*rows, *(row - 1 for row in rows)}))
        rows = [row for row in rows if row in placed]
        shares = self._shares(snapshot, sorted(placed))
        near = snapshot.similarities("sentence", rows, vector)
        return {
            row: Found(
                near[row],
                shares.get(row, 0.0),
                shares.get(row - 1, 0.0)
                if row - 1 in placed and placed[row - 1].article_key == placed[row].article_key
                else 0.0,
            )
            for row in rows
        }

    def _shares(self, snapshot: Snapshot, rows: list[RowId]) -> dict[RowId, float]:
        best: dict[RowId, float] = {}
        for wording in self._wordings:
            total = sum(wording.values())
            shares: dict[RowId, float] = {}
            for term, held in snapshot.holding("sentence", wording, rows).items():
                for row in held:
                    shares[row] = shares.get(row, 0.0) + wording[term] / total
            best |= {row: max(share, best.get(row, 0.0)) for row, share in shares.items()}
        return best
