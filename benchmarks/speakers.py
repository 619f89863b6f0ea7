"""How often a pronoun or a title is given to the right person.

    python -m benchmarks.speakers DIR

DIR holds PolNeAR's articles as articles.jsonl (`id`, `title`, `published`, `text`). The
labels beside this file are ours: who 225 pronouns and titles mean, each read in its article.
A name is right when last names are equal and first names agree; a surname alone is right
only where the article never gives the full name. A mention that names nobody ("a Berlin
man ... he") is right when no person's name is given.
"""

import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spacy.tokens import Doc, Token

from index.segmentation import segment
from index.statements.names import initials_agree, surname
from index.statements.offices import Held, Offices, offices_of
from index.statements.parser import Parser, paragraphs_of
from index.statements.speakers import Cast, Named
from index.types import Article, Span

LABELS = Path(__file__).parent / "labels" / "speakers.jsonl"


@dataclass(frozen=True, slots=True)
class Label:
    """A mention that was read by a person; `speaker` is None where no name is meant."""

    article_id: str
    start: int
    end: int
    kind: str
    speaker: str | None
    half: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article's paragraphs, and where each begins."""

    article: Article
    groups: tuple[tuple[Span, ...], ...]
    docs: tuple[Doc, ...]


def main(folder: Path) -> None:
    """Print accuracy and coverage, within the article and with the archive's offices."""
    labels = [Label(**json.loads(line)) for line in LABELS.read_text("utf-8").splitlines()]
    wanted = {label.article_id for label in labels}
    started = time.perf_counter()
    parsed = list(parse(read_articles(folder / "articles.jsonl", wanted), Parser()))
    parsed_s = time.perf_counter() - started
    words = sum(len(one.article.text.split()) for one in parsed)
    alone = {one.article.id: Cast(one.docs) for one in parsed}
    cast_s = time.perf_counter() - started - parsed_s
    print(f"{words} words: parsed in {parsed_s:.1f} s, casts read in {cast_s:.1f} s")
    report("within the article", labels, parsed, alone)
    offices = offices_of(held for one in parsed for held in roles_of(one, alone[one.article.id]))
    together = {one.article.id: cast_with(one, offices) for one in parsed}
    report("with who was what in the other articles", labels, parsed, together)


def read_articles(path: Path, wanted: set[str]) -> Iterator[Article]:
    """Those of the articles that have labels."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in wanted:
                published = date.fromisoformat(record["published"][:10])
                yield Article(record["id"], record["text"], record["title"], published=published)


def parse(articles: Iterable[Article], parser: Parser) -> Iterator[Parsed]:
    """Parse articles as the index does."""
    for article in articles:
        groups = paragraphs_of(article.text, segment(article).sentences)
        docs = tuple(parser.parse(article.text, groups))
        yield Parsed(article, tuple(groups), docs)


def roles_of(one: Parsed, cast: Cast) -> Iterator[Held]:
    """What an article calls the people in it."""
    for name, role in cast.roles():
        yield name, role, one.article.published


def cast_with(one: Parsed, offices: Offices) -> Cast:
    """An article's cast, who also knows the offices of the archive."""
    return Cast(one.docs, published=one.article.published, offices=offices)


def report(title: str, labels: list[Label], parsed: list[Parsed], casts: dict[str, Cast]) -> None:
    """Print the table, and every mention that came out wrong."""
    by_id = {one.article.id: one for one in parsed}
    outcomes: dict[tuple[str, str], list[tuple[bool, bool, float]]] = defaultdict(list)
    misses: list[str] = []
    for label in labels:
        one = by_id[label.article_id]
        named = resolve_at(one, casts[label.article_id], Span(label.start, label.end))
        given = named.name if named.kind == "person" and named.basis != "description" else None
        right = is_right(label.speaker, given, one.article.text)
        for half in (label.half, "both"):
            outcomes[label.kind, half].append((right, given is not None, named.confidence))
        if not right:
            misses.append(f"  {label.kind} {label.half} {label.article_id}:{label.start} "
                          f"{label.speaker} <> {named.name} ({named.confidence})")  # fmt: skip
    print(f"\n{title}: right of all | right where a person was named | named of all")
    for (kind, half), found in sorted(outcomes.items()):
        named_right = [right for right, answered, _ in found if answered]
        print(
            f"  {kind:8} {half:7} {interval([r for r, _, _ in found])} | "
            f"{interval(named_right)} | {len(named_right)} of {len(found)}"
        )
    print("wrong:", *misses, sep="\n")


def resolve_at(one: Parsed, cast: Cast, span: Span) -> Named:
    """Who the cast takes the mention at a span for."""
    for doc, group in zip(one.docs, one.groups, strict=True):
        offset = group[0].start
        if offset <= span.start < offset + len(doc.text):
            inside = [t for t in doc if span.start <= t.idx + offset < span.end]
            return cast.resolve(head_of(inside)) if inside else Named(None, 0.0)
    return Named(None, 0.0)


def head_of(tokens: list[Token]) -> Token:
    """The word of a phrase that hangs on none of its others."""
    numbers = {token.i for token in tokens}
    return next((t for t in tokens if t.head.i not in numbers or t.head.i == t.i), tokens[-1])


def is_right(label: str | None, given: str | None, text: str) -> bool:
    """Whether a name is the label's."""
    if label is None or given is None:
        return label == given
    if surname(label) != surname(given):
        return False
    if " " not in given:
        return " " not in label or label not in text
    return " " not in label or initials_agree(label.split()[0], given.split()[0])


def interval(outcomes: list[bool]) -> str:
    """A share in per cent with its 95 % interval (Wilson)."""
    n = len(outcomes)
    if not n:
        return "-"
    p, z = sum(outcomes) / n, 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{100 * p:5.1f} % ({100 * (middle - half):.0f}-{100 * (middle + half):.0f}) of {n}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.speakers DIR")
    main(Path(sys.argv[1]))
