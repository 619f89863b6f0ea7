"""What a language model wrote of an answer, and the verdict on each of its sentences."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["supported", "weak", "unsupported"]


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A written sentence with its verdict.

    Attributes:
        text: without its marks.
        citations: the numbers of extracts that exist, in order.
        unknown: the numbers of extracts that do not.
        reason: why it is not supported, or only weakly; empty where it is.
        probability: in [0, 1]; of coverage alone, 0 where a rule objects.
    """

    text: str
    citations: tuple[int, ...]
    unknown: tuple[int, ...]
    verdict: Verdict
    reason: str
    probability: float


@dataclass(frozen=True, slots=True)
class Prose:
    """What a model wrote and what became of it.

    Attributes:
        sentences: in order, each with its verdict.
        model: who wrote it.
        host: the machine it ran on.
        local: whether that is this machine, so that no text left it.
        fault: why it broke off, in words; empty where it did not.
        withheld: the numbers of extracts it was not shown.
        first_s: seconds to the first checked sentence; None where there is none.
        total_s: seconds in all.
    """

    sentences: tuple[CheckedSentence, ...]
    model: str
    host: str
    local: bool
    fault: str
    withheld: tuple[int, ...]
    first_s: float | None
    total_s: float

    def with_verdict(self, *verdicts: Verdict) -> tuple[CheckedSentence, ...]:
        """The sentences with one of these verdicts."""
        return tuple(sentence for sentence in self.sentences if sentence.verdict in verdicts)

    @property
    def credit(self) -> str:
        """Which model writes, and where the text goes, as a sentence for people."""
        return credit(self.model, self.host, is_local=self.local)


def credit(model: str, host: str, *, is_local: bool) -> str:
    """Which model writes, and where the text goes, as a sentence for people."""
    where = "on this machine" if is_local else f"at {host}"
    sent = "" if is_local else "; the question and the extracts are sent there"
    return f"Written by {model} {where}{sent}, each sentence checked against its extract."
