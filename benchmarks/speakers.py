"""How often a pronoun or a title is given to the right person.

    python -m benchmarks.speakers DIR [--archive ARCHIVE]

DIR holds PolNeAR's articles as articles.jsonl (`id`, `title`, `published`, `text`). The
labels beside this file are ours: who 329 pronouns and titles mean, each read in its article.
A name is right when last names are equal and first names agree; a surname alone is right
only where the article never gives the full name. A mention that names nobody ("a Berlin
man ... he") is right when no person's name is given. The halves "unseen" and "fresh" are not
tuned on; misses of "fresh" are not printed, so that it stays so.

With an archive that holds these articles, the speakers are those of its own statements, as
its indexing gave them; labels where it has no statement are counted apart.
"""

import argparse
import json
import math
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spacy.tokens import Doc, Token

from index.archive import Filter
from index.segmentation import segment
from index.statements.names import initials_agree, surname
from index.statements.offices import Held, OfficeBook
from index.statements.parser import Parser, paragraphs_of
from index.statements.speakers import Cast, Named
from index.types import Article, RowId, Span, Statement
from rag.assembly import open_archive
from rag.settings import Settings

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
class Judged:
    """A label with what was given for it; `is_named` where that is a person's name."""

    label: Label
    named: Named
    is_right: bool
    is_named: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article's paragraphs, and where each begins."""

    article: Article
    groups: tuple[tuple[Span, ...], ...]
    docs: tuple[Doc, ...]


def main() -> None:
    """Print accuracy and coverage, by the articles alone and together or in an archive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--archive", type=Path)
    given = parser.parse_args()
    labels = [Label(**json.loads(line)) for line in LABELS.read_text("utf-8").splitlines()]
    if given.archive is None:
        report_articles(given.folder, labels)
    else:
        report_archive(given.archive, labels)


def report_articles(folder: Path, labels: list[Label]) -> None:
    """Print the tables within the article and with the offices of all labelled articles."""
    wanted = {label.article_id for label in labels}
    started = time.perf_counter()
    parsed = list(parse(read_articles(folder / "articles.jsonl", wanted), Parser()))
    parsed_s = time.perf_counter() - started
    words = sum(len(one.article.text.split()) for one in parsed)
    alone = {one.article.id: Cast(one.docs) for one in parsed}
    cast_s = time.perf_counter() - started - parsed_s
    print(f"{words} words: parsed in {parsed_s:.1f} s, casts read in {cast_s:.1f} s")
    report("within the article", judged(labels, parsed, alone))
    offices = OfficeBook(held for one in parsed for held in roles_of(one, alone[one.article.id]))
    together = {one.article.id: cast_with(one, offices) for one in parsed}
    report("with who was what in the other articles", judged(labels, parsed, together))


def report_archive(folder: Path, labels: list[Label]) -> None:
    """Print the table of an archive's own statements."""
    archive = open_archive(Settings(archive=folder))
    found: list[Judged] = []
    with archive.view() as snapshot:
        rows: dict[RowId, list[Statement]] = defaultdict(list)
        for row in snapshot.statements_where(Filter()):
            rows[row.article_key].append(row.statement)
        statements = {snapshot.article(key).id: said for key, said in rows.items()}
        for label in labels:
            article = archive.find(label.article_id)
            if article is None:
                sys.exit(f"'{folder}' does not hold article '{label.article_id}': index DIR first")
            place = Span(label.start, label.end)
            said = statements.get(label.article_id, [])
            told = [one for one in said if one.mention and one.mention.overlaps(place)]
            if told:
                one = told[0]
                named = Named(one.speaker, one.confidence, one.basis, one.speaker_kind)
                found.append(judge(label, named, article.text))
    archive.close()
    print(f"{len(found)} of {len(labels)} labels are speakers of statements")
    report("in the archive", found)


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
        yield Held(name, role, one.article.published, one.article.published)


def cast_with(one: Parsed, offices: OfficeBook) -> Cast:
    """An article's cast, who also knows the offices of the archive."""
    elsewhere = offices.among(one.article.text)
    return Cast(one.docs, published=one.article.published, offices=elsewhere)


def judged(labels: list[Label], parsed: list[Parsed], casts: dict[str, Cast]) -> Iterator[Judged]:
    """Each label with what its article's cast gives."""
    by_id = {one.article.id: one for one in parsed}
    for label in labels:
        one = by_id[label.article_id]
        named = resolve_at(one, casts[label.article_id], Span(label.start, label.end))
        yield judge(label, named, one.article.text)


def judge(label: Label, named: Named, text: str) -> Judged:
    """Whether a label's mention got the right name."""
    given = named.name if named.kind == "person" and named.basis != "description" else None
    return Judged(label, named, is_right(label.speaker, given, text), given is not None)


def report(title: str, found: Iterable[Judged]) -> None:
    """Print the table, and the mentions that came out wrong."""
    outcomes: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    misses: list[str] = []
    for one in found:
        label = one.label
        for half in (label.half, "all"):
            outcomes[label.kind, half].append(one)
        if not one.is_right and label.half != "fresh":
            place = f"{label.article_id}:{label.start}"
            given = f"{one.named.name} ({one.named.confidence})"
            misses.append(f"  {label.kind} {label.half} {place} {label.speaker} <> {given}")
    print(f"\n{title}: right of all | right where a person was named | named of all")
    for (kind, half), ones in sorted(outcomes.items()):
        named_right = [one.is_right for one in ones if one.is_named]
        print(
            f"  {kind:8} {half:7} {interval([one.is_right for one in ones])} | "
            f"{interval(named_right)} | {len(named_right)} of {len(ones)}"
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
    label, given = _folded(label), _folded(given)
    if surname(label) != surname(given):
        return False
    if " " not in given:
        return " " not in label or label not in _folded(text)
    return " " not in label or initials_agree(label.split()[0], given.split()[0])


def _folded(name: str) -> str:
    """Without accents, which articles of one person have and leave out."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


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
    main()
