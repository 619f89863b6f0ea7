"""What an outlet says of its own article: corrections, clarifications, updates, editor's notes.

Correction: An earlier version of this story misspelled the mayor's name.
Editor's note: This page is no longer updated.
This article has been updated with the company's reply.
(Corrects paragraph three to say October, not May)
"""

import re

from index.segmentation import sentences_of
from index.types import Span, Zone, ZoneKind

_WORK = (
    r"(?:story|article|report|post|piece|version|item|column|op-ed|essay|page|headline|"
    r"photo|video|graphic|dispatch)"
)
_COLON = r"\s*(?::|—|–|--?\s)"
_DAY = r"(?:\s*\([^)\n]{1,40}\)|,?\s+[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?"
_WRONG = r"(?:corrections?|clarifications?)"
_IS = r"(?:has\s+been|have\s+been|was|is|were)"
_OPENING = re.compile(
    rf"""[\W_]{{0,4}}(?:
    {_WRONG}(?:\s*(?:&|and|/)\s*{_WRONG})?{_DAY}{_COLON}
    |editor(?:[’']s|s[’']|ial)?\s+note{_DAY}(?:{_COLON}|\.)
    |(?:an\s+|a\s+)?(?:earlier|previous|original|prior)\s+versions?\s+of\s+(?:this|the)\s+{_WORK}
    |this\s+(?:\w+\s+\d{{1,2}}\s+)?{_WORK}(?:\s+and\s+(?:its\s+|the\s+)?{_WORK})?\s+
        (?:{_IS}\s+(?:updated|corrected|clarified|amended|revised)|corrects|clarifies|updates)\b
    |(?<=\()(?:corrects|clarifies|refiles|adds\ dropped)\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_HINTS = ("orrect", "ORRECT", "larif", "LARIF", "ditor", "DITOR", " version", "updated", "amended")
_LINE = re.compile(r"[^\s][^\n]*(?<!\s)")

# Notes are shorter; what is longer goes on with the story in the same line.
_MOST_CHARS = 1_000


def find_editors_notes(text: str, start: int) -> list[Zone]:
    """Each line from `start` on that is a note; of an overlong one its first sentence."""
    if not any(hint in text for hint in _HINTS):
        return []
    zones: list[Zone] = []
    for line in _LINE.finditer(text, start):
        if _OPENING.match(text, line.start(), line.end()):
            span = Span(line.start(), line.end())
            if len(span) > _MOST_CHARS:
                span = sentences_of(text, span)[0]
            zones.append(Zone(ZoneKind.EDITORS_NOTE, span))
    return zones
