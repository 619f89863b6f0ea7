"""How far indexing is, stage by stage."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Stage: TypeAlias = Literal["read", "segment", "statements", "duplicates", "embed", "write"]
"""What happens to an article on its way into the archive, in order."""

STAGES: Mapping[Stage, str] = {
    "read": "articles",
    "segment": "passages",
    "statements": "statements",
    "duplicates": "articles",
    "embed": "texts",
    "write": "articles",
}
"""The stages in order, and what each of them counts."""

_READ_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing is after a step.

    Attributes:
        stage: the one that the step belongs to.
        article_id: the article that the step was about, or the last of several.
        counts: how many of what `STAGES` names each stage has done.
        done: how much of `total` is committed or needed nothing, in units of the caller's;
            `total` is 0 where it is not known, as of web addresses.
    """

    stage: Stage
    article_id: str
    counts: Mapping[Stage, int]
    done: int
    total: int

    @property
    def share(self) -> float | None:
        """How much is done, in [0, 1]; None where that is not known."""
        return min(1.0, self.done / self.total) if self.total else None


OnProgress: TypeAlias = Callable[[Progress], None]


class Tally:
    """Counts what the stages do and tells it."""

    def __init__(self, total: int, on_progress: OnProgress) -> None:
        """`total` is measured in whatever `read` and `wrote` are told."""
        self._total = total
        self._on_progress = on_progress
        self._counts: Counter[Stage] = Counter()
        self._waiting = 0
        self._read_to = 0
        self._written_to = 0

    def read(self, article_id: str, *, to: int, is_news: bool) -> None:
        """An article was read, with which the reading is at `to`; news is yet to be written."""
        self._read_to = to
        self._waiting += is_news
        self._counts["read"] += 1
        if is_news or self._counts["read"] % _READ_AT_ONCE == 0:
            self._tell("read", article_id)

    def did(self, stage: Stage, article_id: str, count: int) -> None:
        """A stage has done so much more."""
        self._counts[stage] += count
        self._tell(stage, article_id)

    def wrote(self, article_id: str, *, to: int) -> None:
        """An article was committed, at which the reading was at `to`."""
        self._waiting -= 1
        self._written_to = to
        self.did("write", article_id, 1)

    def end(self) -> None:
        """Everything was read and written."""
        self._written_to = self._read_to = self._total
        self._tell("read", "")

    def _tell(self, stage: Stage, article_id: str) -> None:
        done = self._written_to if self._waiting else self._read_to
        self._on_progress(Progress(stage, article_id, dict(self._counts), done, self._total))
