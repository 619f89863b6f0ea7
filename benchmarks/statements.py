"""How well statements agree with what people annotated (PolNeAR).

    python -m benchmarks.statements DIR --split train|dev [--limit N] [--cache FOLDER]

DIR holds articles.jsonl and attributions_SPLIT.jsonl. Statements and annotations are matched one
to one by the overlap of their contents (Jaccard of at least .3, and of at least .8). In each
class, recall counts the annotations of the class that any statement matches; precision counts
the statements of the class, told by their own cue and kind, that match an annotation of any
class: a quotation whose annotation goes on a word longer is not false. "speaker" is the share of
the loose matches with an annotated source whose mention overlaps it. In brackets: 95 % intervals
of F1 by bootstrap over articles. Words a second are of processor time in one process.

--limit takes every so-manieth article, so that a sample stays the same; --cache keeps parses in
a folder, for development: the rate is then that of the extraction without its parser.
"""

import argparse
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.attributions import (
    CLASSES,
    LOOSE,
    STRICT,
    annotated,
    extracted,
    match,
    overlaps,
    read_articles,
)
from index.segmentation import segment
from index.statements.extraction import extract_statements
from index.statements.parser import Parser
from index.types import Article, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

Counts: TypeAlias = NDArray[np.int64]
"""Shape (classes, 8): statements, loose and strict right, annotations, loose and strict found,
matches with a source, and those whose mention overlaps it."""

_RESAMPLES = 1000


class RecordingParser(Parser):
    """A parser that keeps each article's verbs, and parses in a folder where one is given."""

    def __init__(self, cache: Path | None) -> None:
        """Read and write parses in `cache`."""
        self._cache = cache
        self.verbs: dict[int, str] = {}

    def parse(self, text: str, paragraphs: Iterable[tuple[Span, ...]]) -> Iterator["Doc"]:
        """Parse as ever, and note where each verb starts with its lemma."""
        paragraphs = list(paragraphs)
        self.verbs = {}
        for doc, sentences in zip(self._docs(text, paragraphs), paragraphs, strict=True):
            for token in doc:
                if token.pos_ == "VERB":
                    self.verbs[token.idx + sentences[0].start] = token.lemma_
            yield doc

    def _docs(self, text: str, paragraphs: list[tuple[Span, ...]]) -> Iterable["Doc"]:
        if self._cache is None:
            return super().parse(text, paragraphs)
        from spacy.tokens import DocBin

        file = self._cache / f"{Article('', text, '').version}.spacy"
        if not file.exists():
            file.write_bytes(DocBin(docs=super().parse(text, paragraphs)).to_bytes())
        return DocBin().from_bytes(file.read_bytes()).get_docs(self._nlp.vocab)


@dataclass(frozen=True, slots=True)
class Judged:
    """One article's counts, its words, and the seconds it took."""

    counts: Counts
    words: int
    seconds: float


def main() -> None:
    """Print the table."""
    given = _arguments()
    articles = read_articles(given.folder, given.split)
    if given.limit:
        articles = articles[:: max(1, len(articles) // given.limit)][: given.limit]
    if given.cache:
        given.cache.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(given.processes) as pool:
        judged = list(pool.map(partial(judge, cache=given.cache), articles, chunksize=8))
    counts = np.stack([article.counts for article in judged])
    print(f"{len(judged)} articles of {given.split}, {counts[:, -1, 3].sum()} attributions")
    print(table(counts))
    words, seconds = sum(a.words for a in judged), sum(a.seconds for a in judged)
    print(f"{words / seconds:,.0f} words a second of processor time in one process")


def judge(item: tuple[Article, list[dict[str, object]]], *, cache: Path | None) -> Judged:
    """Extract one article's statements and count what agrees."""
    article, rows = item
    parser = parser_of(cache)
    started = time.process_time()
    statements = extract_statements(article, segment(article), parser)
    seconds = time.process_time() - started
    found = [extracted(statement, article.text, parser.verbs) for statement in statements]
    gold = [annotated(row, article.text, parser.verbs) for row in rows]
    gold = [attribution for attribution in gold if attribution.content]
    counts = np.zeros((len(CLASSES), 8), dtype=np.int64)
    matches = [match(gold, found, least=least) for least in (LOOSE, STRICT)]
    for row, name in zip(counts, CLASSES, strict=True):
        row[0] = sum(name in attribution.classes for attribution in found)
        row[3] = sum(name in attribution.classes for attribution in gold)
        for at, pairs in enumerate(matches):
            row[1 + at] = sum(name in found[pair.found].classes for pair in pairs)
            row[4 + at] = sum(name in gold[pair.gold].classes for pair in pairs)
        named = [m for m in matches[0] if name in gold[m.gold].classes and gold[m.gold].source]
        row[6] = len(named)
        row[7] = sum(overlaps(gold[m.gold].source, found[m.found].source) for m in named)
    return Judged(counts, len(article.text.split()), seconds)


def table(counts: Counts) -> str:
    """The scores in per cent, a line for each class; `counts` is a stack over articles."""
    picks = np.random.default_rng(0).integers(0, len(counts), (_RESAMPLES, len(counts)))
    whole = scores(counts.sum(axis=0))
    drawn = np.stack([scores(counts[pick].sum(axis=0)) for pick in picks])
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    lines = [f"{'':<20}{'P':>6}{'R':>6}{'F1 at .3':>18}{'P':>8}{'R':>6}{'F1 at .8':>18}  speaker"]
    for name, row, down, up in zip(CLASSES, whole, low, high, strict=True):
        cells = [f"{name:<20}"]
        for at in (0, 3):
            interval = f"[{down[at + 2]:.1f} {up[at + 2]:.1f}]"
            cells.append(f"{row[at]:6.1f}{row[at + 1]:6.1f}{row[at + 2]:6.1f} {interval:<13}")
        lines.append("".join(cells) + f"{row[6]:6.1f}")
    return "\n".join(lines)


def scores(counts: Counts) -> NDArray[np.float64]:
    """Shape (classes, 7) in per cent: loose P, R, F1, strict P, R, F1, speaker."""
    columns = []
    for at in (1, 2):
        precision = counts[:, at] / np.maximum(counts[:, 0], 1)
        recall = counts[:, at + 3] / np.maximum(counts[:, 3], 1)
        both = np.maximum(precision + recall, 1e-9)
        columns += [precision, recall, 2 * precision * recall / both]
    columns.append(counts[:, 7] / np.maximum(counts[:, 6], 1))
    return 100 * np.stack(columns, axis=1)


_PARSERS: dict[Path | None, RecordingParser] = {}


def parser_of(cache: Path | None) -> RecordingParser:
    """The parser of this process for a folder of parses: its model takes a second to load."""
    if cache not in _PARSERS:
        _PARSERS[cache] = RecordingParser(cache)
        list(_PARSERS[cache].parse("Yes.", [(Span(0, 4),)]))
    return _PARSERS[cache]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--processes", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
