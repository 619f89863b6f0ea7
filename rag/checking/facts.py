"""Quotations, numbers, dates and names of a sentence that its sources do not hold."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from index.stems import fold
from rag.checking.sources import Source, plain
from rag.understanding.words import STOP_WORDS, words_of

_QUOTED = re.compile(r'"([^"]+)"|(?<![\w\'])\'([^\']*(?:\w\'\w[^\']*)*)\'(?!\w)')
_PAUSE = re.compile(r"\.\.\.|\[[^\]]*\]")
_EDGES = " .,;:!?-'\""

_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th|s|bn|m|k)?(?![\w])", re.I)
_UNIT = re.compile(r"^[\s-]*(percent|per cent|%|thousand|million|billion|trillion)\b|^\s*%", re.I)
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_WORTH = {word: str(n) for n, word in enumerate(_SMALL)} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70",
    "eighty": "80", "ninety": "90", "dozen": "12", "hundred": "100", "half": "0.5",
    "thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion",
}  # fmt: skip

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_SHORT_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
_MONTH_NUMBERS = _MONTHS | _SHORT_MONTHS | {"sept": 9}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?", re.I)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", re.I)
_WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DATED_YEAR = re.compile(rf"\b({_MONTH})\b\.?(?: \d{{1,2}})?,? ((?:1[89]|20)\d\d)\b", re.I)
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_RELATIVE = re.compile(r"\b(yesterday|today|tomorrow|tonight|last (?:week|month|year))\b", re.I)

_CAPITAL = re.compile(r"\b[^\W\d_][\w'.-]*")


def quotations_of(sentence: str) -> list[str]:
    """The quoted words of a levelled sentence."""
    return [a or b for a, b in _QUOTED.findall(sentence) if (a or b).strip(_EDGES)]


def foreign_quotation(sentence: str, sources: list[Source]) -> str | None:
    """A quotation that no source holds to the letter, typographic differences aside."""
    for quotation in quotations_of(plain(sentence)):
        parts = [part.strip(_EDGES) for part in _PAUSE.split(quotation)]
        if not any(_holds_in_order(source.text, parts) for source in sources):
            return quotation
    return None


def foreign_number(sentence: str, sources: list[Source]) -> str | None:
    """A number, with the unit of its size, that no source holds."""
    text = plain(sentence)
    known = {pair for source in sources for pair in numbers_of(f"{source.text} {source.about}")}
    known |= {(str(day.day), "") for source in sources for day in source.days}
    dated = _years_of_months(text)
    on_record = {(day.month, str(day.year)) for source in sources for day in source.days}
    # The year of the article is nobody's "October 2031", nor a second year beside the text's.
    if set(dated) <= on_record and (
        dated or not any(_YEAR.search(source.text) for source in sources)
    ):
        known |= {(year, "") for _, year in on_record}
    told = {pair for source in sources for pair in _years_of_months(source.text)}
    for month, year in dated:
        # "December 2015" out of "December 2014 or January 2015": each number stands there.
        if (month, year) not in told | on_record and any(month == other for other, _ in told):
            return year
    bare = {number for number, _ in known}
    for number, unit in numbers_of(text):
        if (number, unit) not in known and not (not unit and number in bare):
            return f"{number} {unit}".strip()
    return None


def holds_day(sentence: str) -> bool:
    """Whether a sentence dates itself: by a day, a month with its year, or an ISO date."""
    text = plain(sentence)
    return bool(_days_of_month(text) or _DATED_YEAR.search(text) or _ISO_DAY.search(text))


def foreign_date(sentence: str, sources: list[Source]) -> str | None:
    """A day, month or "yesterday" that is neither in a source nor among its dates."""
    text = plain(sentence)
    days = [day for source in sources for day in source.days]
    known_days = {(day.day, day.month) for day in days}
    known_days |= {pair for source in sources for pair in _days_of_month(source.text)}
    for day, month in _days_of_month(text):
        if (day, month) not in known_days:
            return f"{day} {calendar.month_name[month]}"
    words = frozenset().union(*(source.words for source in sources))
    for word in words_of(sentence):
        name = fold(word)
        if name in _WEEKDAYS and not ({name, name[:3]} & words or _falls_on(name, days)):
            return word
        month_number = _MONTHS.get(name) if word[0].isupper() else None
        if month_number and not _has_month(month_number, words, sources):
            return word
    for phrase in _RELATIVE.findall(text):
        if not any(phrase in source.text for source in sources):
            return str(phrase)
    return None


def foreign_name(sentence: str, sources: list[Source]) -> str | None:
    """A capitalised word, or a capitalised opening that is no common one, in no source."""
    titles = frozenset().union(*(source.title for source in sources))
    return next(
        (n for n in _names_beyond(sentence, sources) if not _is_known(fold(n), titles)), None
    )


def name_from_title(sentence: str, sources: list[Source]) -> str | None:
    """A name that only the title of a source holds."""
    return next(_names_beyond(sentence, sources), None)


def _names_beyond(sentence: str, sources: list[Source]) -> Iterator[str]:
    """The names of a sentence that are neither in an extract nor speaker, outlet or author."""
    words = frozenset().union(*(source.words for source in sources))
    sentence = sentence.replace("’", "'")
    for position, match in enumerate(_CAPITAL.finditer(sentence)):
        word = match.group().rstrip(".")
        if not word[0].isupper() or fold(word) in _WEEKDAYS or fold(word) in _MONTHS:
            continue
        opens = position == 0 or sentence[: match.start()].rstrip()[-1:] in ('"', "“", ":")
        if opens and _is_plain_opening(word, sentence[match.end() :]):
            continue
        for part in words_of(word.replace("-", " ")):
            if not _is_known(fold(part), words):
                yield part


def _holds_in_order(text: str, parts: list[str]) -> bool:
    at = 0
    for part in (part for part in parts if part):
        found = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text[at:])
        if found is None:
            return False
        at += found.end()
    return True


def numbers_of(text: str) -> list[tuple[str, str]]:
    """The numbers of a levelled text, each with the unit of its size, as ("410", "million")."""
    found = []
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[a-z]+$", "", match.group().replace(",", ""))
        unit = _UNIT.match(text[match.end() :])
        written = unit.group().strip(" -") if unit else ""
        found.append((digits, "%" if written in ("percent", "per cent", "%") else written))
    for word in re.findall(r"[a-z]+", text):
        # "One" is a pronoun more often than a number.
        if word in _WORTH and word != "one":
            found.append((_WORTH[word], ""))
    return found


def _years_of_months(text: str) -> list[tuple[int, str]]:
    return [(_MONTH_NUMBERS[month.lower()], year) for month, year in _DATED_YEAR.findall(text)]


def _days_of_month(text: str) -> list[tuple[int, int]]:
    found = [(int(day), _MONTH_NUMBERS[m.lower()]) for day, m in _DAY_MONTH.findall(text)]
    return found + [(int(day), _MONTH_NUMBERS[m.lower()]) for m, day in _MONTH_DAY.findall(text)]


def _falls_on(weekday: str, days: list[date]) -> bool:
    return any(_WEEKDAYS[day.weekday()] == weekday for day in days)


def _has_month(month: int, words: frozenset[str], sources: list[Source]) -> bool:
    names = {name for name, number in _MONTH_NUMBERS.items() if number == month}
    return bool(names & words) or any(d.month == month for s in sources for d in s.days)


def _is_plain_opening(word: str, rest: str) -> bool:
    """Whether a first word is capitalised only because it is the first."""
    name = fold(word)
    return name in STOP_WORDS or name.endswith("ly") or rest.startswith(",")


def _is_known(name: str, words: frozenset[str]) -> bool:
    """Whether a source has the word, or one that differs in its last letters alone."""
    if name in words or name in STOP_WORDS:
        return True
    # "Ukraine" and "Ukrainian", never "Austria" and "Australia".
    return any(
        min(len(name), len(word)) >= 5 and _shared(name, word) >= min(len(name), len(word)) - 1
        for word in words
    )


def _shared(first: str, second: str) -> int:
    length = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        length += 1
    return length
