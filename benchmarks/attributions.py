"""People's annotations of who said what (PolNeAR), and how statements are matched to them.

A folder holds articles.jsonl (id, text, split) and attributions_SPLIT.jsonl (article_id and
the offsets of source, cue and content). Only annotated articles count. Contents are compared
by their letters and digits: whether a quotation's marks or a comma belong to it is a matter
of convention. An attribution without content (a name alone) is left out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.types import Article, Span, Statement

CLASSES = ("reporting verb", "fully quoted", "any quotation marks", "all attributions")

LOOSE = 0.3
STRICT = 0.8

# The yardstick's own list of reporting verbs, apart from the extraction's: a change there
# must not move what is measured.
REPORTING = frozenset(
    """
    acknowledge add admit affirm agree allege announce answer argue ask assert boast caution
    charge claim complain concede conclude confirm contend continue counter declare deny
    disagree disclose emphasise emphasize estimate exclaim explain implore indicate insist
    interject joke lament maintain mention muse note observe opine plead pledge point post
    predict proclaim promise quip recall recount reiterate relate remark repeat reply report
    respond retort reveal say shout signal speculate state stress suggest tell testify tweet
    urge vow warn whisper wonder write yell
    """.split()
)

_MARKS = frozenset("\"“”'‘’")


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an annotator marked, or what was extracted, in the article's offsets.

    Attributes:
        content: where its letters and digits stand.
        classes: those of `CLASSES` it belongs to.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: frozenset[int]
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that belongs together, by position in the two lists."""

    gold: int
    found: int
    overlap: float


def read_articles(folder: Path, split: str) -> list[tuple[Article, list[dict[str, object]]]]:
    """The annotated articles of a split with their annotations, in order of their ids."""
    rows: dict[str, list[dict[str, object]]] = {}
    for line in (folder / f"attributions_{split}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["article_id"], []).append(row)
    texts: dict[str, str] = {}
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        texts[row["id"]] = row["text"]
    return [(Article(key, texts[key], key, language="en"), rows[key]) for key in sorted(rows)]


def annotated(row: Mapping[str, object], text: str, verbs: Mapping[int, str]) -> Attribution:
    """One annotation; `verbs` are the lemmas of the article's verbs by where they start."""
    source, cue, content = (_spans(row[key]) for key in ("source", "cue", "content"))
    words = letters(content, text)
    classes = {"all attributions"}
    if any(verbs.get(at) in REPORTING for span in cue for at in range(span.start, span.end)):
        classes.add("reporting verb")
    quoted = [_is_quoted(span, text) for span in content]
    if quoted and all(quoted):
        classes.add("fully quoted")
    if any(quoted) or any(mark in span.of(text) for span in content for mark in '"“”'):
        classes.add("any quotation marks")
    return Attribution(source, cue, words, frozenset(classes))


def extracted(statement: Statement, text: str, verbs: Mapping[int, str]) -> Attribution:
    """One statement, put into classes by its own cue and kind, not by what it matches."""
    cue = () if statement.cue is None else (statement.cue,)
    classes = {"all attributions"}
    if any(verbs.get(span.start) in REPORTING for span in cue):
        classes.add("reporting verb")
    # A turn of a transcript is direct, and stands in no marks.
    marked = any(text[w.start - 1 : w.start] in _MARKS for w in statement.words if w.start)
    if statement.kind == "direct" and marked:
        classes.add("fully quoted")
    if statement.kind == "mixed" or (statement.kind == "direct" and marked):
        classes.add("any quotation marks")
    source = () if statement.mention is None else (statement.mention,)
    return Attribution(source, cue, letters(statement.words, text), frozenset(classes))


def letters(spans: Iterable[Span], text: str) -> frozenset[int]:
    """Where the letters and digits of these spans stand."""
    return frozenset(
        at for span in spans for at in range(span.start, span.end) if text[at].isalnum()
    )


def match(gold: list[Attribution], found: list[Attribution], *, least: float) -> list[Match]:
    """Pairs one to one, the greatest overlap first; ties go to the one whose cue agrees."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, got in enumerate(found):
            shared = len(wanted.content & got.content)
            if not shared:
                continue
            overlap = shared / len(wanted.content | got.content)
            if overlap >= least:
                pairs.append((-overlap, not overlaps(wanted.cue, got.cue), i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    matches = []
    for negative, _, i, j in sorted(pairs):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            matches.append(Match(i, j, -negative))
    return matches


def overlaps(some: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether any two of them share a character."""
    others = list(others)
    return any(one.overlaps(other) for one in some for other in others)


def _spans(pairs: object) -> tuple[Span, ...]:
    assert isinstance(pairs, list), "an annotation's spans are a list of pairs"
    return tuple(Span(start, end) for start, end in pairs)


def _is_quoted(span: Span, text: str) -> bool:
    words = span.of(text).strip().rstrip(".,")
    inside = text[max(0, span.start - 1) : span.start] in _MARKS
    opened = words[:1] in _MARKS or (span.start > 0 and inside)
    closed = words[-1:] in _MARKS or text[span.end : span.end + 1] in _MARKS
    within = any(mark in words[1:-1] for mark in '"“”')
    return opened and closed and not within
