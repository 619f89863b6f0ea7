"""Learn which words and grammar carry attributions, from people's annotations (PolNeAR).

    python -m benchmarks.learn_cues DIR [--cache FOLDER]

Reads the train split and writes index/statements/weights.txt. Two logistic regressions: is a
candidate an attribution (it matches an annotation whose cue it shares), and where does its
content end (the end with the greatest overlap). Words get a weight only where they are common:
seen in at least `_SEEN` candidates of `_ARTICLES` articles; nouns only in
small letters, so that no name has one.
"""

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.attributions import Attribution, annotated, letters, overlaps, read_articles
from benchmarks.statements import parser_of
from index.segmentation import segment
from index.statements import judging
from index.statements.boundaries import end_features, ends_of
from index.statements.candidates import Candidate
from index.statements.choosing import propose
from index.statements.judging import features_of
from index.statements.parser import paragraphs_of
from index.statements.quotations import quotations
from index.statements.quoting import with_neighbours
from index.statements.wording import word
from index.types import Article, Span

Example: TypeAlias = tuple[list[str], float]
"""Features, and how right the example is in [0, 1]."""

_WEIGHTS = Path(judging.__file__).parent / "weights.txt"

_SEEN = 8
_ARTICLES = 5
_LEAST_OVERLAP = 0.3
_STRENGTH = {"cue": 1.0, "end": 1.0}
_SMALLEST = 0.05


def main() -> None:
    """Learn both and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    articles = read_articles(given.folder, "train")
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(partial(examples, cache=given.cache), articles, chunksize=16))
    lines = []
    for section in ("cue", "end"):
        for feature, weight in learn([row[section] for row in rows], section):
            lines.append(f"{section}\t{feature}\t{weight:.2f}\n")
    _WEIGHTS.write_text("".join(lines), "utf-8")
    print(f"{len(lines)} weights")


def examples(
    item: tuple[Article, list[dict[str, object]]], *, cache: Path | None
) -> dict[str, list[Example]]:
    """What one article teaches, for each decision."""
    article, annotations = item
    parser = parser_of(cache)
    groups = paragraphs_of(article.text, segment(article).sentences)
    docs = list(parser.parse(article.text, groups))
    gold = [annotated(row, article.text, parser.verbs) for row in annotations]
    found: dict[str, list[Example]] = {"cue": [], "end": []}
    for doc, sentences in zip(docs, groups, strict=True):
        offset = sentences[0].start
        quoted = quotations(doc.text)
        for candidate in propose(doc, quoted):
            at = Span(candidate.cue.idx + offset, candidate.cue.idx + len(candidate.cue) + offset)
            near = [g for g in gold if overlaps(g.cue, [at])]
            if not near:
                found["cue"].append((features_of(candidate, quoted), 0.0))
                continue
            ends = ends_of(candidate, quoted)
            by_end = [
                _overlap(candidate, quoted, end=end, offset=offset, near=near) for end in ends
            ]
            best = max(by_end, default=0.0)
            right = best if best >= _LEAST_OVERLAP else 0.0
            found["cue"].append((features_of(candidate, quoted), right))
            if right and len(ends) > 1:
                for features, overlap in zip(
                    end_features(candidate, ends, quoted), by_end, strict=True
                ):
                    found["end"].append((features, float(overlap == best)))
    return found


def learn(articles: list[list[Example]], section: str) -> list[tuple[str, float]]:
    """The weights of one decision, by name; small ones are left out."""
    seen: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for rows in articles:
        counts = Counter(feature for features, _ in rows for feature in features)
        seen.update(counts)
        spread.update(counts.keys())
    common = sorted(f for f in seen if seen[f] >= _SEEN and spread[f] >= _ARTICLES)
    column = {feature: i for i, feature in enumerate(common)}
    rows = [row for article in articles for row in article]
    matrix, target, weight = _matrix(rows, column)
    # The absolute penalty leaves most weights at nothing, so that the file stays small.
    model = LogisticRegression(
        C=_STRENGTH[section], penalty="l1", solver="liblinear", fit_intercept=False
    )
    model.fit(matrix, target, sample_weight=weight)
    weights = zip(common, model.coef_[0], strict=True)
    return [(name, float(value)) for name, value in weights if abs(value) >= _SMALLEST]


def _matrix(
    rows: list[Example], column: dict[str, int]
) -> tuple[csr_matrix, list[int], list[float]]:
    # An example that is right by two thirds counts twice: as right and as wrong, by weight.
    ones: list[tuple[int, int]] = []
    target: list[int] = []
    weight: list[float] = []
    for features, right in rows:
        for label, share in ((1, right), (0, 1 - right)):
            if share > 0:
                ones += [(len(target), column[f]) for f in set(features) if f in column]
                target.append(label)
                weight.append(share)
    at, of = np.array(ones).T
    shape = (len(target), len(column))
    return csr_matrix((np.ones(len(ones)), (at, of)), shape=shape), target, weight


def _overlap(
    candidate: Candidate, quoted: list[Span], *, end: int, offset: int, near: list[Attribution]
) -> float:
    if not near:
        return 0.0
    wording = word(candidate, quoted, end=end)
    words = list(wording.words)
    if words and set(words) == set(wording.direct):
        words = with_neighbours(words, candidate.cue, quoted, set())
    own = {at + offset for at in letters(words, candidate.cue.doc.text)}
    return max((len(own & g.content) / max(1, len(own | g.content)) for g in near), default=0.0)


if __name__ == "__main__":
    main()
