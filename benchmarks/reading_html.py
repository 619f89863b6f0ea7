"""How well the HTML reader finds the bodies of real news pages.

    python -m benchmarks.reading_html DIR

DIR is a checkout of scrapinghub/article-extraction-benchmark (MIT): it holds html/*.html.gz
and ground-truth.json. The score is that project's: 4-gram shingles of words, precision and
recall of each page averaged over the pages, and the F1 of the two averages.
"""

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from index.readers import find_files
from index.types import Article

_TOKEN = re.compile(r"\w+", re.UNICODE | re.MULTILINE | re.IGNORECASE | re.DOTALL)
_SHINGLE_WORDS = 4


def main(folder: Path, *, samples: int = 10) -> None:
    """Print the scores, the pages a second, and titles and dates of a sample."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    counts: list[tuple[int, int, int]] = []
    lines: list[str] = []
    started = time.perf_counter()
    for file in find_files([folder / "html"]):
        key = file.name.removesuffix(".html.gz")
        if key not in truth:
            continue
        item = next(iter(file.read()))
        if isinstance(item, Article):
            moment = item.published_at or item.published
            lines.append(f"  {item.title} | {item.source} | {moment} ({item.published_basis})")
        else:
            lines.append(f"  {key[:12]} {item.reason}")
        text = item.text if isinstance(item, Article) else ""
        counts.append(match_shingles(truth[key]["articleBody"], text))
    elapsed_s = time.perf_counter() - started
    precision, recall, f1 = score(counts)
    print(f"pages {len(counts)}  F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}")
    print(f"{len(counts) / elapsed_s:.0f} pages/s")
    print("\n".join(lines[:: max(1, len(lines) // samples)]))


def score(counts: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Mean precision, mean recall and their F1, each in [0, 1]; higher is better.

    A page on which nothing was found has no precision, and counts in recall.
    """
    precision = _mean([right / (right + extra) for right, extra, _ in counts if right + extra])
    recall = _mean([right / (right + missed) for right, _, missed in counts if right + missed])
    return precision, recall, 2 * precision * recall / (precision + recall)


def match_shingles(true: str, found: str) -> tuple[int, int, int]:
    """How many shingles are right, too many, and missed."""
    wanted, got = _shingles(true), _shingles(found)
    return (wanted & got).total(), (got - wanted).total(), (wanted - got).total()


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    if tokens and len(tokens) < _SHINGLE_WORDS:
        return Counter([tuple(tokens)])
    return Counter(zip(*(tokens[i:] for i in range(_SHINGLE_WORDS)), strict=False))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.reading_html DIR")
    main(Path(sys.argv[1]))
