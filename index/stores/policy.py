"""How a unit is indexed and searched by its size, and what is known of its vector index."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["flat", "lists"]
"""`flat` compares with every vector, exactly; `lists` with those near some of its centroids."""


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What an index is and how well it finds.

    Attributes:
        kind: how it searches.
        rows: how many vectors it holds.
        last_row: the highest row id among them.
        trained_for: how many it held when its centroids were found; 0 for a flat one.
        centroids: how many lists it has; 0 for a flat one.
        probes: how many lists a search without a filter looks into.
        recall: the share of the 10 nearest stored vectors that it finds, on a sample of
            stored vectors, each without itself; 1 for a flat one.
        measured_at: how many vectors it held when that was measured.
    """

    kind: Kind = "flat"
    rows: int = 0
    last_row: int = 0
    trained_for: int = 0
    centroids: int = 0
    probes: int = 0
    recall: float = 1.0
    measured_at: int = 0

    @property
    def name(self) -> str:
        """What it is, in a few words."""
        if self.kind == "flat":
            return "flat float16, exact"
        return f"{self.centroids} lists of 8-bit codes, {self.probes} probed, then exact scores"


@dataclass(frozen=True, slots=True)
class IndexPolicy:
    """When vectors are searched one by one, and when in lists around centroids.

    An index in lists is trained again when it holds more than twice the vectors its
    centroids were found for, or fewer than half; it becomes flat again below half of
    `flat_up_to`. Recall is measured when it is trained and each time a tenth came or went.
    An index in lists scores roughly: `candidates_per_result` rows are scored exactly for each
    result, and so few rows as `scored_singly_up_to` all of them: they may lie in any of the
    lists. From `words_apart_from` rows on, words have an index of their own.

    Comparing 70,815 passages one by one takes 1.3 ms, but a fresh process reads 54 MB for it.

    More recall buys nothing that a reader sees, since words and speakers are searched beside:
    over 475,163 sentences of news the answers to 245 quiz questions are found as often in 64
    lists (.92 of the nearest) as in 512 (.99), which take seven times as long.
    """

    flat_up_to: int = 50_000
    training_rows_per_centroid: int = 40
    candidates_per_result: int = 4
    scored_singly_up_to: int = 1_500
    recall_wanted: float = 0.92
    recall_sample: int = 200
    seed: int = 7
    words_apart_from: int = 5_000

    def centroids_for(self, rows: int) -> int:
        """Twice the root, where there are enough to train on.

        FAISS's guide advises four times the root and more; that takes four times as long to
        train and saves less than a millisecond of a search.
        """
        return max(1, min(int(2 * math.sqrt(rows)), rows // self.training_rows_per_centroid))

    def kind_for(self, rows: int) -> Kind:
        """The kind of an index that is made for this many rows."""
        return "flat" if rows <= self.flat_up_to else "lists"

    def is_outgrown(self, facts: IndexFacts, rows: int) -> bool:
        """Whether an index is to be made anew for the rows there are now."""
        if facts.kind == "flat":
            return rows > self.flat_up_to
        return (
            rows < self.flat_up_to / 2 or not facts.trained_for / 2 <= rows <= facts.trained_for * 2
        )

    def is_to_be_measured(self, facts: IndexFacts) -> bool:
        """Whether so much came or went that the measured recall says little."""
        return facts.kind == "lists" and abs(facts.rows - facts.measured_at) > 0.1 * facts.rows


DEFAULT_POLICY = IndexPolicy()
