"""How often a weekday or a relative day in an article is resolved to the right date.

    python -m benchmarks.said_on DIR

DIR holds GUM's Wikinews texts as xml/*.xml (https://gucorpling.org/gum, CC BY), whose dates
people have normalised: `<date when="2015-05-15">Friday</date>`. Judged are all marks with a
single day or a period that hold a weekday's name alone or a relative expression; a period
is right when its first day is. The articles' own date is the one at their head.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.speakers import interval
from index.days import Mentioned, find_days
from index.segmentation import segment
from index.statements.parser import Parser, paragraphs_of
from index.statements.timing import is_to_come
from index.types import Article, Span

_MARK = re.compile(r"<date ([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_RELATIVE = re.compile(
    r"(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|tomorrow|ago|"
    r"last|this|next|previous|following|weekend)\b"
)
_WRITTEN = re.compile(r"\d{4}|[A-Z][a-z]+ \d{1,2}\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """A date as people normalised it: its place in the text, first day, and precision."""

    span: Span
    first: date
    precision: str


def main(folder: Path) -> None:
    """Print the share that is right, by kind of expression, and every miss."""
    parser = Parser()
    outcomes: dict[str, list[bool]] = {}
    misses: list[str] = []
    for path in sorted((folder / "xml").glob("*.xml")):
        text, published, marks = read(path.read_text("utf-8"))
        days = list(days_in(text, published, parser))
        for mark in marks:
            words = mark.span.of(text)
            if not _RELATIVE.search(words) or _WRITTEN.search(words):
                continue
            found = [(m, day) for m, day in days if m.span.overlaps(mark.span)]
            day = found[0][1] if found else None
            right = day is not None and same(day, mark)
            kind = "a day" if mark.precision == "day" else "a period"
            outcomes.setdefault(kind, []).append(right)
            if not right:
                near = " ".join(text[max(0, mark.span.start - 50) : mark.span.end + 40].split())
                misses.append(f"  {path.stem} ({published}): {mark.first} <> {day}: ... {near}")
    for kind, results in sorted(outcomes.items()):
        print(f"{kind:9} {interval(results)}")
    print("all      ", interval([right for results in outcomes.values() for right in results]))
    print("missed:", *misses, sep="\n")


def read(xml: str) -> tuple[str, date, list[Mark]]:
    """A text, its date, and its marked dates; words are joined by single spaces."""
    created = re.search(r'dateCreated="(\d{4}-\d{2}-\d{2})', xml)
    pieces: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[int, str]] = []
    length = 0
    for line in xml.splitlines():
        start = _MARK.match(line)
        if start:
            opened.append((length, start.group(1)))
        elif line.startswith("</date>") and opened:
            at, attributes = opened.pop()
            mark = mark_of(Span(at, length - 1), attributes)
            if mark:
                marks.append(mark)
        elif line.startswith(("</p>", "</head>")) and pieces:
            pieces[-1] = pieces[-1].rstrip(" ") + "\n"
        elif "\t" in line and not line.startswith("<"):
            word = line.split("\t", 1)[0]
            pieces.append(word + " ")
            length += len(word) + 1
    text = "".join(pieces)
    days = [mark for mark in marks if mark.precision == "day" and mark.span.start < 200]
    heads = [mark.first for mark in days if re.search(r"\d{4}", mark.span.of(text))]
    assert created is not None, "a text of the corpus tells when it was made"
    return text, heads[0] if heads else date.fromisoformat(created.group(1)), marks


def mark_of(span: Span, attributes: str) -> Mark | None:
    """A mark with a value that names a day, a month, a year, or where a period begins."""
    values = dict(_ATTRIBUTE.findall(attributes))
    value = values.get("when") or values.get("from", "")
    written = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T|$)", value)
    if not written:
        return None
    parts = [int(part) for part in written.groups() if part]
    if 0 in parts:
        return None
    day = date(parts[0], *[*parts[1:], 1, 1][:2])
    precision = ("year", "month", "day")[len(parts) - 1] if "when" in values else "period"
    return Mark(span, day, precision)


def days_in(text: str, published: date, parser: Parser) -> Iterator[tuple[Mentioned, date | None]]:
    """Every day the program sees in a text, and what it takes it for."""
    sentences = segment(Article("a", text, "t")).sentences
    groups = paragraphs_of(text, sentences)
    last: date | None = None
    for group, doc in zip(groups, parser.parse(text, groups), strict=True):
        for found in find_days(doc.text):
            span = doc.char_span(found.span.start, found.span.end, alignment_mode="expand")
            future = span is not None and is_to_come(span.root)
            day = found.on(published, future=future, last=last)
            last = day if found.is_day else last
            offset = group[0].start
            moved = Span(found.span.start + offset, found.span.end + offset)
            yield replace(found, span=moved), day


def same(day: date, mark: Mark) -> bool:
    """Whether a day is the marked one, at the mark's precision."""
    if mark.precision == "year":
        return day.year == mark.first.year
    if mark.precision == "month":
        return (day.year, day.month) == (mark.first.year, mark.first.month)
    return day == mark.first


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.said_on DIR")
    main(Path(sys.argv[1]))
