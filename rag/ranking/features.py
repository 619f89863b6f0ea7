"""Everything that speaks for each sentence that was found, as a table of numbers."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.archive import Snapshot
from index.types import Statement, Vector
from rag.ranking.attribution import ATTRIBUTION, measure_attribution
from rag.ranking.form import FORM, measure_form
from rag.ranking.meaning import MEANING, measure_meaning
from rag.ranking.surroundings import Surroundings
from rag.ranking.wording import WORDING, measure_wording
from rag.types import Query

Table: TypeAlias = NDArray[np.float64]
"""One row a hit, one column a feature; shape (n, len(FEATURES))."""

FEATURES = (*MEANING, *WORDING, *ATTRIBUTION, *FORM, "fused")


def measure(
    snapshot: Snapshot,
    query: Query,
    around: Surroundings,
    chosen: list[Statement | None],
    vectors: list[Vector],
) -> Table:
    """The features of each hit, in the order of the hits."""
    if not around.hits:
        return np.zeros((0, len(FEATURES)))
    columns = [
        *measure_meaning(snapshot, around, vectors),
        *measure_wording(snapshot, query, around),
        *measure_attribution(query, around, chosen),
        *measure_form(query, around),
        np.array([hit.score for hit in around.hits]),
    ]
    return np.stack(columns, axis=1)
