"""The verdict on one written sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.stems import stems
from rag.checking.attribution import (
    claimed_by,
    clauses_of,
    foreign_aside,
    foreign_speaker,
    is_quoted,
    speakers_of,
    unnamed_speaker,
    unproved_speaker,
    without_frame,
)
from rag.checking.citations import Cited, holds_link, read_citations
from rag.checking.coverage import Embed, measure, probability_of
from rag.checking.facts import (
    foreign_date,
    foreign_name,
    foreign_number,
    foreign_quotation,
    name_from_title,
)
from rag.checking.framing import frame_before
from rag.checking.instructions import addresses_writer
from rag.checking.polarity import contradicted, lost_hedge
from rag.checking.sources import Source
from rag.types import Extract
from rag.understanding.words import content_words, words_of
from rag.written import CheckedSentence, Verdict

# Probabilities that people would call it supported: below the first it is not shown as an
# answer, below the second it is shown with a mark.
_NOT_BELOW = 0.35
_SURE_FROM = 0.6

_Rule: TypeAlias = Callable[[str, list[Source]], str | None]

_REFUSING: tuple[tuple[_Rule, str], ...] = (
    (foreign_quotation, "“{}” does not stand so in what it cites"),
    (foreign_date, "the day “{}” is not that of what it cites"),
    (foreign_number, "the number {} is not in what it cites"),
    (foreign_name, "the name “{}” is not in what it cites"),
    (foreign_speaker, "what it cites does not have {} saying it"),
    (contradicted, "it denies “{}” where what it cites affirms it, or the reverse"),
)
_DOUBTING: tuple[tuple[_Rule, str], ...] = (
    (name_from_title, "the name “{}” is only in the title"),
    (claimed_by, "it states as fact what {} said"),
    (unproved_speaker, "{} is named in what it cites, but may not have said it"),
    (unnamed_speaker, "it does not name who “{}” is"),
    (foreign_aside, "what it tells of the speaker, “{}”, is not in what it cites"),
    (frame_before, "what it cites says so only after “{}”"),
    (lost_hedge, "what it cites says so only with “{}”"),
)


@dataclass(frozen=True, slots=True)
class _Judged:
    verdict: Verdict
    reason: str = ""
    probability: float = 0.0

    @property
    def rank(self) -> tuple[int, float]:
        return ("unsupported", "weak", "supported").index(self.verdict), self.probability


def check_sentence(
    sentence: str, extracts: Sequence[Extract], embed: Embed, *, before: str = ""
) -> CheckedSentence:
    """Check a sentence against the extracts it cites, by their numbers.

    `before` is the sentence written before it, which tells whom "he" means.
    """
    cited = read_citations(sentence)
    by_number = {extract.number: extract for extract in extracts}
    known = tuple(number for number in cited.numbers if number in by_number)
    sources = [Source(by_number[number]) for number in known]
    refusal = _refusal(sentence, cited, sources)
    if refusal:
        judged = _Judged("unsupported", refusal)
    else:
        judged = _judge(_with_speaker(cited.text, before), sources, embed)
    unknown = tuple(number for number in cited.numbers if number not in by_number)
    if unknown and judged.verdict == "supported":
        judged = _Judged("weak", f"there is no extract {unknown[0]}", judged.probability)
    return CheckedSentence(
        cited.text, known, unknown, judged.verdict, judged.reason, judged.probability
    )


def _refusal(sentence: str, cited: Cited, sources: list[Source]) -> str:
    """Why a sentence is no prose that could be checked; empty where it is."""
    if holds_link(sentence):
        return "it holds a link or markup"
    if not words_of(cited.text):
        return "it holds no words"
    if not sources:
        return "it cites no extract"
    for source in sources:
        if addresses_writer(source.extract.text):
            return f"extract {source.extract.number} holds words that address a writer"
    return ""


def _judge(sentence: str, sources: list[Source], embed: Embed) -> _Judged:
    """Each clause must stand on one extract, so that none are mixed."""
    alone = [_judge_one(sentence, [source], embed) for source in sources]
    best = max(alone, key=lambda judged: judged.rank)
    if len(sources) == 1:
        return best
    if best.verdict == "supported":
        idle = next((s for s in sources if not _adds(sentence, s)), None)
        if idle is None:
            return best
        reason = f"extract {idle.extract.number} does not say it"
        return _Judged("weak", reason, best.probability)
    clauses = clauses_of(sentence)
    if len(clauses) > 1:
        judged = [
            max((_judge_one(c, [s], embed) for s in sources), key=lambda j: j.rank) for c in clauses
        ]
        return min(judged, key=lambda j: j.rank)
    theirs = [source for source in sources if foreign_speaker(sentence, [source]) is None]
    together = _judge_one(sentence, theirs or sources, embed)
    if together.verdict == "supported":
        return _Judged("weak", "it mixes what several extracts say", together.probability)
    return max(best, together, key=lambda judged: judged.rank)


def _judge_one(sentence: str, sources: list[Source], embed: Embed) -> _Judged:
    for rule, reason in _REFUSING:
        found = rule(sentence, sources)
        if found is not None:
            return _Judged("unsupported", reason.format(found))
    units = [unit for source in sources for unit in source.units]
    matter = without_frame(sentence)
    # What is nothing but quotations stands to the letter already.
    probability = (
        1.0 if is_quoted(matter) else round(probability_of(measure(matter, units, embed)), 4)
    )
    if probability < _NOT_BELOW:
        return _Judged("unsupported", "what it cites does not cover it", probability)
    for rule, reason in _DOUBTING:
        found = rule(sentence, sources)
        if found is not None:
            return _Judged("weak", reason.format(found), probability)
    if probability < _SURE_FROM:
        return _Judged("weak", "what it cites covers it only in part", probability)
    return _Judged("supported", "", probability)


def _adds(sentence: str, source: Source) -> bool:
    """Whether a source holds a fair part of the words of a sentence's matter."""
    # Who speaks is no matter: another of their statements has the same name in it.
    speaking = stems(word for name in speakers_of(sentence) for word in words_of(name))
    matter = stems(content_words(without_frame(sentence))) - speaking
    return 3 * len(matter & stems(words_of(source.extract.text))) >= len(matter)


def _with_speaker(sentence: str, before: str) -> str:
    """A sentence with the name for its opening "He", where the one before names one speaker."""
    who = speakers_of(read_citations(before).text)
    first, _, rest = sentence.partition(" ")
    if len(who) == 1 and first in ("He", "She", "They"):
        return f"{who[0]} {rest}"
    return sentence
