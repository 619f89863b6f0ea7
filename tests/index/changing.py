"""Adds, changes and removes articles until it is killed, telling what it has done.

    python -m tests.index.changing FOLDER

Prints "ready", then a line for what it is about to do and one for what is committed.
"""

import json
import sys
from pathlib import Path

from index.build import build_archive
from index.progress import Progress
from index.removal import remove_articles
from index.statements.parser import Parser
from index.types import Span
from tests.hash_embedder import HashEmbedder

ARTICLES = 12


def main(folder: Path) -> None:
    """Go round and round; the round's number is in each text."""
    embedder, parser = HashEmbedder(), Parser()
    list(parser.parse("Warm.", [(Span(0, 5),)]))
    news = folder.parent / "news.jsonl"
    log = (folder.parent / "log.txt").open("a", buffering=1)
    first = int((folder.parent / "round.txt").read_text())
    print("ready", flush=True)  # noqa: T201  # the test waits for it
    for number in range(first, first + 1000):
        (folder.parent / "next.txt").write_text(str(number + 1))
        (folder.parent / "next.txt").replace(folder.parent / "round.txt")
        records = [
            {
                "id": str(i),
                "text": f"Round {number} of article {i}. “It leaks,” she said. " * 8,
            }
            for i in range(ARTICLES)
            if (i + number) % 3
        ]
        news.write_text("\n".join(map(json.dumps, records)))

        def done(progress: Progress, number: int = number) -> None:
            if progress.stage == "write":
                log.write(f"put {progress.article_id} {number}\n")

        build_archive(folder, [news], embedder, parser=parser, on_progress=done)
        gone = [str(i) for i in range(ARTICLES) if (i + number) % 5 == 0]
        log.writelines(f"removing {i} {number}\n" for i in gone)
        remove_articles(folder, gone, embedder)
        log.writelines(f"removed {i} {number}\n" for i in gone)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
