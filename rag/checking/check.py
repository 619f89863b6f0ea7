"""The verdict on one written sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rag.checking.attribution import foreign_speaker, states_as_fact, without_frame
from rag.checking.citations import holds_link, read_citations
from rag.checking.coverage import Embed, measure, probability_of
from rag.checking.facts import (
    foreign_date,
    foreign_name,
    foreign_number,
    foreign_quotation,
    name_from_title,
)
from rag.checking.polarity import contradicted
from rag.checking.sources import Source
from rag.types import Extract
from rag.understanding.words import words_of

Verdict: TypeAlias = Literal["supported", "weak", "unsupported"]

# Probabilities that people would call it supported: below the first it is not shown as an
# answer, below the second it is shown with a mark.
_NOT_BELOW = 0.35
_SURE_FROM = 0.6

_Rule: TypeAlias = Callable[[str, list[Source]], str | None]

_RULES: tuple[tuple[_Rule, str], ...] = (
    (foreign_quotation, "“{}” does not stand so in what it cites"),
    (foreign_number, "the number {} is not in what it cites"),
    (foreign_date, "the day “{}” is not in what it cites"),
    (foreign_name, "the name “{}” is not in what it cites"),
    (foreign_speaker, "what it cites does not have {} saying it"),
    (
        lambda sentence, sources: contradicted(sentence, [s.extract.text for s in sources]),
        "it denies “{}” where what it cites affirms it, or the reverse",
    ),
)


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


def check_sentence(sentence: str, extracts: Sequence[Extract], embed: Embed) -> CheckedSentence:
    """Check a sentence against the extracts it cites, by their numbers."""
    cited = read_citations(sentence)
    by_number = {extract.number: extract for extract in extracts}
    known = tuple(number for number in cited.numbers if number in by_number)
    unknown = tuple(number for number in cited.numbers if number not in by_number)

    def judged(verdict: Verdict, reason: str = "", probability: float = 0.0) -> CheckedSentence:
        return CheckedSentence(cited.text, known, unknown, verdict, reason, probability)

    if holds_link(sentence):
        return judged("unsupported", "it holds a link or markup")
    if not words_of(cited.text):
        return judged("unsupported", "it holds no words")
    if not known:
        return judged("unsupported", "it cites no extract")
    sources = [Source(by_number[number]) for number in known]
    for rule, reason in _RULES:
        found = rule(cited.text, sources)
        if found is not None:
            return judged("unsupported", reason.format(found))
    units = [unit for source in sources for unit in source.units]
    coverage = measure(without_frame(cited.text), units, embed)
    probability = round(probability_of(coverage), 4)
    if probability < _NOT_BELOW:
        return judged("unsupported", "what it cites does not cover it", probability)
    if unknown:
        return judged("weak", f"there is no extract {unknown[0]}", probability)
    in_title = name_from_title(cited.text, sources)
    if in_title is not None:
        return judged("weak", f"the name “{in_title}” is only in the title", probability)
    claimed_by = states_as_fact(cited.text, sources)
    if claimed_by is not None:
        return judged("weak", f"it states as fact what {claimed_by} said", probability)
    if probability < _SURE_FROM:
        return judged("weak", "what it cites covers it only in part", probability)
    return judged("supported", "", probability)
