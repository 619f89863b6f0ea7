"""How agencies lay out a story: what of a text is not the story itself.

    February 27, 2025, 5:03 PM EST
    The president arrives in Washington. REUTERS/Jane Doe
    By Ann Author and Bob Writer
    WASHINGTON, Feb 27 (Reuters) - The first sentence of the story ...
    Reporting by Ann Author; Editing by Cy Editor
    Sign up here.

Every part may be missing. What is recognised is marked, never cut out of the text.
"""

import re
from dataclasses import dataclass, replace

from index.dates import UNDATED, Dated, find_date
from index.readers.editors_notes import find_editors_notes
from index.segmentation import paragraphs
from index.types import Article, Span, Zone, ZoneKind

_HEADER_DATE = re.compile(r"\s*date[:\s]\s*(\d{4}-\d{2}-\d{2})\s*")

# A photo credit ends a caption: "REUTERS/Kevin Example", "(AP Photo/Jane Doe)".
_CAPTION_CREDIT = re.compile(
    # A sentence that follows makes it prose, unless it is another credit.
    r"(?![^\n]*[a-z]{3}\.\s+(?!Additional|Further|Reporting|Writing|Editing|Graphic|Compiled))"
    r"\(?(?P<agency>REUTERS|Reuters|AP Photo|AP|AFP)/[A-ZÀ-Þ][\w.'’\-]*"
    r"(?:[ ,/]+(?:[A-ZÀ-Þ][\w.'’\-]*|via|de|van|von|der|al|el|bin|la|file|photo|pool)){0,8}"
    r"\)?\.?$"
)
_BYLINE = re.compile(r"By (?P<names>[^\n.!?]*(?:\b[A-Z]\.[^\n.!?]*)*)$")
_BETWEEN_NAMES = re.compile(r",\s*and\s+|\s+and\s+|,\s*|\s+[|•]\s+")
_OFFICE = re.compile(
    r"(?:The )?(?:Associated Press|Agence France-Presse|Reuters|AP|AFP)\b.*|"
    r".*\b(?:Staff|Correspondent|Writer|Reporter|Editor)\b.*",
    re.IGNORECASE,
)

_AGENCIES = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "thomson reuters foundation": "Thomson Reuters Foundation",
    "ap": "AP",
    "ap photo": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "upi": "UPI",
    "dpa": "dpa",
    "xinhua": "Xinhua",
    "bloomberg": "Bloomberg",
    "cnn": "CNN",
    "cnn business": "CNN",
    "ansa": "ANSA",
    "efe": "EFE",
    "kyodo": "Kyodo",
    "tass": "TASS",
    "pti": "PTI",
    "ians": "IANS",
    "yonhap": "Yonhap",
}
_AGENCY = "|".join(map(re.escape, sorted(_AGENCIES, key=len, reverse=True)))
_DASH = r"\s*(?:--|[-–—])+\s*"

# "KYIV, Ukraine (AP) —", "WASHINGTON, Feb 27 (Reuters) -", "Paris (AFP) -", "(CNN) -".
_AGENCY_DATELINE = re.compile(
    rf"(?:(?P<place>[A-Z][^\n()!?;:\"“”]{{1,80}}?)\s+)?\((?P<agency>(?i:{_AGENCY}))\){_DASH}(?=\S)"
)
# "Paris, France | AFP | Thursday 2/27/2025 - 10:20 UTC" stands alone.
_AFP_LINE = re.compile(r"[A-Z][^|\n]{1,60}\| ?(?P<agency>AFP) ?\|[^|\n]{4,60}$")
# "WASHINGTON —", "KYIV, Ukraine —", "LONDON, Feb. 27 -": only capitals tell it from prose.
_PLAIN_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’\-]{2,20}(?: [A-Z][A-Z.'’\-]{1,20}){0,3}"
    r"(?:, [A-Z][A-Za-z.]{1,20}(?: [A-Z][a-z]{1,20})?)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?)"
    r"(?:\s+(?:--|[-–—])\s+|\s?—\s?)(?=[\"“‘'(]?[A-Z0-9])"
)
_DATE_IN_DATELINE = re.compile(r",\s*(?P<date>[^,\d][^,]*\d{1,2},? \d{4}|\d{1,2} \w+\.? \d{4})$")

_DATE_LABEL = re.compile(
    r"(?:(?:first |originally )?(?P<published>published|posted|issued|date)|"
    r"(?:last )?(?P<updated>updated|modified))(?:\s+on)?\s*:?\s+",
    re.IGNORECASE,
)

_CREDIT = re.compile(
    # A sentence that follows makes it prose, unless it is another credit.
    r"(?![^\n]*[a-z]{3}\.\s+(?!Additional|Further|Reporting|Writing|Editing|Graphic|Compiled))"
    r"\(?(?:(?:Additional |Further )?(?:Reporting|Writing|Editing|Compiled|Graphics?|Translated)"
    r"(?: and (?:reporting|writing|editing))? (?:in [^\n]{1,60} )?by |"
    r"[^\n.]{0,80}\bcontributed to this (?:report|story|article)\b|"
    r"(?:Associated Press|AP|Reuters|AFP) (?:\w+ )?(?:writers?|journalists?|reporters?)\b"
    r"[^\n]{0,300}\bcontributed\b)[^\n]{0,600}$",
    re.IGNORECASE,
)
_AFP_INITIALS = re.compile(r"[a-z]{2,4}(?:[-/][a-z]{2,4}){1,4}$")

_NOTICE = re.compile(
    r"[^\n]{0,300}\bSign up (?:here|now|for (?:our|the) [^\n]{1,80})\.?$|"
    r"Register now for [^\n]{1,120}$|"
    r"(?:Advertisement|ADVERTISEMENT|(?:Scroll to continue|Story continues below)[^\n]{0,60})$|"
    r"Our Standards: [^\n]{1,120}$|"
    r"(?:©|\(c\)|Copyright)\s*(?:©\s*)?\d{4}[^\n]{0,400}$|"
    r"All rights reserved\.[^\n]{0,200}$|"
    r"_{2,}$"
)
_NOTICE_WORDS = ("ign up", "egister now", "dvertisement", "ADVERT", "croll to", "tory continues")

_LINE = re.compile(r"[^\s][^\n]*(?<!\s)")

_TOP_PARAGRAPHS = 4
_DATELINE_PARAGRAPHS = 3
_LAST_PARAGRAPHS = 6
_EDGE_CHARS = 6_000
_MOST_CREDIT_CHARS = 120


@dataclass(frozen=True, slots=True)
class Layout:
    """What a text's layout tells.

    Attributes:
        story: the first paragraphs that are the story's, with its headline if it has one.
        start: where the text begins behind a `date` line.
    """

    zones: tuple[Zone, ...] = ()
    dated: Dated = UNDATED
    updated: Dated = UNDATED
    source: str | None = None
    authors: tuple[str, ...] = ()
    story: tuple[Span, ...] = ()
    start: int = 0

    def body(self, text: str) -> tuple[Span, ...]:
        """The stretches of `text` outside the zones."""
        return Article(id="", text=text, title="", zones=self.zones).body


def find_layout(text: str) -> Layout:
    """Recognise header lines, captions, bylines, datelines, credits and notices."""
    top = _read_top(text)
    zones = list(top.zones)
    dated, source = top.dated, top.source
    for paragraph in top.story[:_DATELINE_PARAGRAPHS]:
        if found := _dateline(text, paragraph):
            zone, agency, written = found
            zones.append(zone)
            source = source or agency
            dated = dated if dated.day else written
            break
    for zone in (*find_editors_notes(text, top.start), *_notices(text, top.start)):
        if not any(zone.span.overlaps(other.span) for other in zones):
            zones.append(zone)
    spans = {zone.span for zone in zones}
    return replace(
        top,
        zones=tuple(sorted(zones, key=lambda zone: zone.span)),
        dated=dated,
        source=source,
        story=tuple(p for p in top.story if p not in spans)[:_TOP_PARAGRAPHS],
    )


def _read_top(text: str) -> Layout:
    """What stands above the story."""
    zones: list[Zone] = []
    dated = updated = UNDATED
    source: str | None = None
    authors: tuple[str, ...] = ()
    start = 0
    if header := _HEADER_DATE.match(text):
        dated = find_date(header[1], "header")
        start = header.end()
        zones.append(Zone(ZoneKind.HEADER, Span(0, start)))
    top = _first_paragraphs(text, start)
    for paragraph in top[:_TOP_PARAGRAPHS]:
        words = paragraph.of(text)
        if credit := _CAPTION_CREDIT.search(words, max(0, len(words) - _MOST_CREDIT_CHARS)):
            source = source or _AGENCIES[credit["agency"].lower()]
            zones.append(Zone(ZoneKind.CAPTION, paragraph))
        elif byline := _BYLINE.match(words):
            names, office = _names(byline["names"])
            authors, source = authors or names, source or office
            zones.append(Zone(ZoneKind.BYLINE, paragraph))
        elif line := _AFP_LINE.match(words):
            source = source or _AGENCIES[line["agency"].lower()]
            zones.append(Zone(ZoneKind.DATELINE, paragraph))
        elif told := _header_dates(words):
            dated = dated if dated.day else told[0]
            updated = updated if updated.day else told[1]
            zones.append(Zone(ZoneKind.HEADER, paragraph))
    taken = {zone.span for zone in zones}
    story = tuple(paragraph for paragraph in top if paragraph not in taken)
    return Layout(tuple(zones), dated, updated, source, authors, story, start)


def _first_paragraphs(text: str, start: int) -> list[Span]:
    """The paragraphs near the top, each whole."""
    end = min(len(text), start + _EDGE_CHARS)
    found = paragraphs(text, Span(start, end))
    return found if end == len(text) or len(found) < 2 else found[:-1]


def _names(written: str) -> tuple[tuple[str, ...], str | None]:
    """The people of a byline, and the agency it names beside them."""
    parts = [part.strip() for part in _BETWEEN_NAMES.split(written.strip())]
    people = tuple(part for part in parts if part and not _OFFICE.fullmatch(part))
    office = next((_AGENCIES[p.lower()] for p in parts if p.lower() in _AGENCIES), None)
    return (people, office) if people else (tuple(filter(None, parts)), office)


def _header_dates(line: str) -> tuple[Dated, Dated] | None:
    """When a line that is nothing but dates says the article was published and updated."""
    published = updated = UNDATED
    if len(line) > 160 or "\n" in line:
        return None
    for part in re.split(
        r"\s+[|·•]\s+|;\s+|\s{3,}|(?<!last)(?<!Last)\s+(?=(?i:updated|last updated))", line
    ):
        label = _DATE_LABEL.match(part)
        dated = find_date(part[label.end() :] if label else part, "header")
        if dated.day and label and label["updated"]:
            updated = dated
        elif dated.day:
            published = published if published.day else dated
        elif not re.fullmatch(r"(?i:updated )?(?:an?|\d+) \w+ ago|\d+ min(?:ute)?s? read", part):
            return None
    return (published, updated) if published.day or updated.day else None


def _dateline(text: str, paragraph: Span) -> tuple[Zone, str | None, Dated] | None:
    """The place, date and agency at the start of a paragraph."""
    found = _AGENCY_DATELINE.match(text, paragraph.start, paragraph.end)
    agency = _AGENCIES[found["agency"].lower()] if found else None
    found = found or _PLAIN_DATELINE.match(text, paragraph.start, paragraph.end)
    if not found or found.end() >= paragraph.end:
        return None
    written = _DATE_IN_DATELINE.search(found["place"] or "")
    # Most datelines have no year, and a day without a year is no date.
    dated = find_date(written["date"], "dateline") if written else UNDATED
    return Zone(ZoneKind.DATELINE, Span(paragraph.start, found.end())), agency, dated


def _notices(text: str, start: int) -> list[Zone]:
    """Credits at the end, and what the outlet says about itself anywhere."""
    zones: list[Zone] = []
    last_start = max(start, len(text) - _EDGE_CHARS)
    last = paragraphs(text, Span(last_start, len(text)))
    # A paragraph that begins before the window is not whole.
    for paragraph in (last if last_start == start else last[1:])[-_LAST_PARAGRAPHS:]:
        words = paragraph.of(text)
        if _CREDIT.match(words) or _AFP_INITIALS.match(words):
            zones.append(Zone(ZoneKind.CREDIT, paragraph))
        elif _NOTICE.match(words):
            zones.append(Zone(ZoneKind.NOTICE, paragraph))
    if any(words in text for words in _NOTICE_WORDS):
        for line in _LINE.finditer(text, start):
            if _NOTICE.match(line[0]):
                span = Span(line.start(), line.end())
                if not any(span.overlaps(zone.span) for zone in zones):
                    zones.append(Zone(ZoneKind.NOTICE, span))
    return zones
