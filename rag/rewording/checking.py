"""Whether a question in a model's words brings in, or leaves out, a name, number or date."""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.stems import fold
from rag.checking.citations import holds_link
from rag.checking.facts import numbers_of
from rag.checking.sources import plain
from rag.types import Conversation, Extract
from rag.understanding.words import STOP_WORDS, words_of

_NAME = re.compile(r"[^\W\d_][\w.-]*(?:[ ](?=[^\W\d_a-z])[^\W\d_][\w.-]*)*")
_MONTHS = frozenset(name.lower() for name in calendar.month_name if name)
_WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|recently|(?:last|this|next|past) "
    r"(?:\w+ )?(?:days?|weeks?|months?|years?|"
    r"spring|summer|autumn|fall|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b"
)
# What opens a question with a capital and is no name.
_OPENING = frozenset(
    "tell list give show summarize summarise describe explain name find please according regarding "
    "concerning compare besides since".split()
)
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


class Words(Protocol):
    """What is asked of an archive here."""

    def holds(self, term: str) -> bool:
        """Whether it holds these words in a row."""
        ...

    def speakers(self) -> Iterable[str]:
        """The names of those who speak in it."""
        ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a wording is not used, as the end of a sentence."""

    reason: str


def find_refusal(
    written: str, question: str, conversation: Conversation, archive: Words
) -> Refusal | None:
    """What a wording brings in that neither conversation nor archive has; None where nothing.

    Words such as "last week" must come from the conversation: an archive says nothing of the
    day they count from. What the question itself names may not be left out.
    """
    if holds_link(written):
        return Refusal("it holds a link or markup")
    known = plain(" ".join(_told(question, conversation)))
    for kind, found in _brought_in(written, known, archive):
        return Refusal(
            f"it brings in the {kind} “{found}”, which neither the conversation nor the "
            "collection has"
        )
    lost = _left_out(question, written)
    return Refusal(f"it leaves out “{lost}”") if lost else None


def _told(question: str, conversation: Conversation) -> Iterator[str]:
    """All that was said so far, by either side."""
    yield question
    for turn in conversation.turns:
        query = turn.answer.query
        yield from (turn.question, query.text, query.topic, query.when, *query.speakers)
        for extract in turn.answer.extracts or turn.answer.nearest:
            yield from _told_by(extract)


def _told_by(extract: Extract) -> Iterator[str]:
    yield from (extract.text, extract.title, extract.speaker or "", extract.source or "")
    for day in (extract.said_on, extract.published):
        if day is not None:
            yield f"{day:%A} {day.isoformat()} {day.day} {day:%B} {day.year} {day:%B} {day.day}"


def _brought_in(written: str, known: str, archive: Words) -> Iterator[tuple[str, str]]:
    text = plain(written)
    for phrase in _RELATIVE.findall(text):
        if phrase not in known:
            yield "date", phrase
    for day in _days_of(text):
        if not any(_holds(form, known, archive) for form in _forms_of(day)):
            yield "date", day
    for number, unit in numbers_of(text):
        if not _holds(f"{number} {unit}".strip(), known, archive):
            yield "number", f"{number} {unit}".strip()
    speakers: frozenset[str] | None = None
    for name in _names_of(written):
        if _holds(name, known, archive):
            continue
        if speakers is None:
            speakers = frozenset(fold(speaker) for speaker in archive.speakers())
        if fold(name) not in speakers:
            yield ("date" if fold(name) in _MONTHS | _WEEKDAYS else "name"), name


def _holds(words: str, known: str, archive: Words) -> bool:
    wanted = plain(words)
    if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", known):
        return True
    return archive.holds(words)


def _days_of(text: str) -> Iterator[str]:
    """Days with a month, as they stand in a levelled text."""
    months = "|".join(sorted(_MONTHS, key=len, reverse=True))
    yield from _ISO_DAY.findall(text)
    for pattern in (rf"\b\d{{1,2}} (?:{months})\b", rf"\b(?:{months}) \d{{1,2}}\b(?!\d)"):
        yield from re.findall(pattern, text)


def _forms_of(day: str) -> tuple[str, ...]:
    """A day in the ways in which it may be on record."""
    if _ISO_DAY.fullmatch(day):
        try:
            when = date.fromisoformat(day)
        except ValueError:
            return (day,)
        return (day, f"{when.day} {when:%B}", f"{when:%B} {when.day}")
    first, second = day.split()
    return (day, f"{second} {first}")


def _names_of(written: str) -> Iterator[str]:
    """Runs of capitalised words, without the word that opens the question."""
    for match in _NAME.finditer(written.replace("’", "'")):
        words = words_of(match.group())
        if match.start() == 0 and words and fold(words[0]) in STOP_WORDS | _OPENING:
            words = words[1:]
        words = [word for word in words if word[0].isupper()]
        if words and not (len(words) == 1 and fold(words[0]) in STOP_WORDS):
            yield " ".join(words)


def _left_out(question: str, written: str) -> str:
    """A name or number of the question that the wording has lost; empty where none."""
    kept = {fold(word) for word in words_of(plain(written))}
    for name in _names_of(question):
        for word in name.split():
            if fold(word) not in kept and fold(word) not in STOP_WORDS:
                return word
    numbers = {number for number, _ in numbers_of(plain(written))}
    return next((n for n, _ in numbers_of(plain(question)) if n not in numbers), "")
