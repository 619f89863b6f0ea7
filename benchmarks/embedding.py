"""How near embedding comes to the bare model, which is fed the same batches of tokens.

    python -m benchmarks.embedding FILE [--limit 100] [--rounds 5]

FILE holds articles as JSON Lines. Their passages, and their sentences, are embedded as while
indexing; then the model alone runs the batches that were made of them. The two take turns.
"""

import argparse
import statistics
import time
from itertools import islice
from pathlib import Path

from benchmarks.indexing import read_articles
from index.embedders.encoding import TOKENS, Run, run_beside
from index.embedders.minilm import MiniLM
from index.segmentation import segment
from index.types import Vectors


class Recording(MiniLM):
    """Keeps the batches that the model is given, and what runs it."""

    def __init__(self) -> None:
        """Nothing was run yet."""
        super().__init__()
        self.batches: list[tuple[TOKENS, TOKENS]] = []
        self.bare: Run = lambda ids, mask: self._missing()

    def _embed(self, texts: list[str], run: Run, **how: int) -> Vectors:
        self.batches = []
        self.bare = run

        def recorded(ids: TOKENS, mask: TOKENS) -> Vectors:
            self.batches.append((ids, mask))
            return run(ids, mask)

        return super()._embed(texts, recorded, **how)

    def _missing(self) -> Vectors:
        raise AssertionError("texts are embedded before batches are run again")


def main() -> None:
    """Measure passages, then sentences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    articles = [(a.text, segment(a)) for a in islice(read_articles(given.file), given.limit)]
    passages = [span.of(text) for text, cut in articles for span in cut.passages]
    sentences = [span.of(text) for text, cut in articles for span in cut.sentences]
    embedder = Recording()
    for what, texts in (("passages", passages), ("sentences", sentences)):
        _measure(what, texts, embedder, given.rounds)


def _measure(what: str, texts: list[str], embedder: Recording, rounds: int) -> None:
    # Not counted: it loads the model and chooses what runs it.
    embedder.embed_passages(texts)
    pairs = [_round(texts, embedder) for _ in range(rounds)]
    whole, bare = (len(texts) / statistics.median(side) for side in zip(*pairs, strict=True))
    share = statistics.median(alone / all_in for all_in, alone in pairs)
    print(
        f"{len(texts):,} {what}: {whole:.0f}/s, the bare model {bare:.0f}/s:"
        f" {100 * share:.1f} % of its rate ({rounds} rounds)",
        flush=True,
    )


def _round(texts: list[str], embedder: Recording) -> tuple[float, float]:
    """The seconds that embedding takes, and those of the bare model on its batches."""
    started = time.perf_counter()
    embedder.embed_passages(texts)
    between = time.perf_counter()
    run_beside(lambda batch: embedder.bare(*batch), embedder.batches)
    return between - started, time.perf_counter() - between


if __name__ == "__main__":
    main()
