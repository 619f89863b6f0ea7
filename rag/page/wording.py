"""How the page writes dates, counts, names and links.

What returns HTML says so and has escaped it; the rest is plain text.
"""

import re
from datetime import date, datetime
from html import escape
from urllib.parse import urlsplit

from rag.types import Extract, ExtractKind, Query
from rag.writers.extractive import is_sure

_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()

_DAY_WORDS = re.compile(
    r"\b(?:(?:last |next )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight"
    r"|tomorrow)\b",
    re.I,
)

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

KINDS: dict[ExtractKind, str] = {
    "direct": "direct quotation",
    "indirect": "reported speech",
    "mixed": "reported, partly quoted",
    "narration": "narration",
}


def format_day(day: date) -> str:
    """A date as `28 Feb 2025`, whatever the machine's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_weekday(day: date) -> str:
    """A date as `Thu 27 Feb 2025`."""
    return f"{_WEEKDAYS[day.weekday()]} {format_day(day)}"


def format_said_on(extract: Extract) -> str:
    """When it was said and how that is known, in HTML; empty where the text does not tell."""
    if extract.said_on is None or extract.said_on_basis == "published":
        return ""
    if extract.said_on_basis != "resolved":
        return f"said {format_weekday(extract.said_on)}"
    named = (word.group() for word in _DAY_WORDS.finditer(extract.text))
    words = next((word for word in named if _means(word, extract)), None)
    if words is None:
        return f"said {format_weekday(extract.said_on)}, worked out from the article"
    return f"said “{escape(words)}” = {format_day(extract.said_on)}"


def _means(words: str, extract: Extract) -> bool:
    """Whether a day word of an extract means the day on which it was said."""
    day, published = extract.said_on, extract.published
    assert day is not None, "it is asked where there is one"
    word = words.lower().split()[-1]
    if word.endswith("day") and word not in ("yesterday", "today"):
        return word.startswith(_WEEKDAYS[day.weekday()].lower())
    back = {"today": 0, "tonight": 0, "yesterday": 1}.get(word)
    return back is not None and published is not None and (published - day).days == back


def format_iso_day(written: str | None) -> str:
    """The day of an ISO date or time as `28 Feb 2025`; empty where there is none."""
    if not written:
        return ""
    try:
        return format_day(datetime.fromisoformat(written).date())
    except ValueError:
        return written


def format_count(number: int, noun: str) -> str:
    """`1 article`, `1,009 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def format_seconds(seconds: float) -> str:
    """`31 ms` below one second, `1.2 s` from there."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def format_names(names: tuple[str, ...]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def format_link(address: str | None, words: str) -> str:
    """The words in HTML as a link, or nothing where the address is none of the web."""
    if not address or not _is_web_address(address):
        return ""
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'
    )


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def format_speaker(extract: Extract, query: Query) -> str:
    """Whose words an extract holds, as far as the article tells, in HTML."""
    if extract.speaker:
        name = f"<b><bdi>{escape(extract.speaker)}</bdi></b>"
        return name if is_sure(extract) else f'<i class="probably">probably</i> {name}'
    named = [
        name for name in query.speakers if name.split()[-1:] and name.split()[-1] in extract.text
    ]
    return f"<b>about {escape(format_names(tuple(named)))}</b>" if named else ""


def format_caution(extract: Extract, query: Query) -> str:
    """What keeps an extract from being the asked speaker's plain words; may be empty."""
    if extract.speaker is None and extract.kind != "narration":
        return "speaker not named in this sentence"
    if query.speakers and extract.role == "related":
        return f"related, not {format_names(query.speakers)}’s words"
    if not extract.speaker or extract.kind == "narration":
        return ""
    if extract.speaker_mention is None:
        return "speaker inferred from the sentences before"
    known = extract.speaker.casefold().split()
    if any(word.strip(".,’'") in known for word in extract.speaker_mention.casefold().split()):
        return ""
    return f"in the text: “{extract.speaker_mention}”"
