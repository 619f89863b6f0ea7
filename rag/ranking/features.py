"""Everything that speaks for each sentence that was found, as a table of numbers."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.archive import Snapshot
from index.types import Statement, Vector
from rag.ranking.attribution import ATTRIBUTION, measure_attribution
from rag.ranking.form import FORM, measure_form
from rag.ranking.likeness import LIKENESS, measure_likeness
from rag.ranking.meaning import MEANING, measure_meaning
from rag.ranking.roles import ROLES, measure_roles
from rag.ranking.standing import STANDING, measure_standing
from rag.ranking.surroundings import Surroundings
from rag.ranking.wording import WORDING, measure_wording
from rag.types import Query

Table: TypeAlias = NDArray[np.float64]
"""One row a hit, one column a feature; shape (n, len(FEATURES))."""

_MEASURED = (
    *MEANING,
    *WORDING,
    *ATTRIBUTION,
    *FORM,
    *LIKENESS,
    *ROLES,
    *STANDING,
    "fused",
)

# What only together tells that the asked speaker says it, and on this topic; and what weighs
# otherwise where somebody's doing is asked for.
_TOGETHER = (
    ("by_asked", "nearest"),
    ("by_asked", "topic_sentence"),
    ("by_asked", "words_around"),
    ("by_asked", "kind_said"),
    ("by_other", "kind_said"),
    ("share_spoken", "kind_said"),
    ("named_speaker", "kind_who"),
)

FEATURES = (*_MEASURED, *(f"{one}_{other}" for one, other in _TOGETHER))


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
        *measure_meaning(around, vectors),
        *measure_wording(snapshot, query, around),
        *measure_attribution(query, around, chosen),
        *measure_form(query, around),
        *measure_likeness(snapshot, query, around),
        *measure_roles(query, around, chosen),
        *measure_standing(around, vectors),
        np.array([hit.score for hit in around.hits]),
    ]
    named = dict(zip(_MEASURED, columns, strict=True))
    together = [named[one] * named[other] for one, other in _TOGETHER]
    return np.stack([*columns, *together], axis=1)
