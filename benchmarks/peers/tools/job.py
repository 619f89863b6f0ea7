"""The job that every tool does; the standard library alone, as each runs elsewhere.

    python -m benchmarks.peers.tools.TOOL index ARTICLES FOLDER MODEL
    python -m benchmarks.peers.tools.TOOL ask FOLDER MODEL QUESTION
    python -m benchmarks.peers.tools.TOOL serve FOLDER MODEL

`index` stores what it makes of the articles in the folder. `ask` prints the places that answer a
question, best first. `serve` opens the folder, prints a line once it is ready, and then answers
a JSON list of turns a line; the last turn is the question, and its answer is timed.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK_CHARS = 500
TOP_K = 10


@dataclass(frozen=True, slots=True)
class Document:
    """An article as every tool gets it."""

    id: str
    title: str
    text: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: `[start, end)` in the text of an article."""

    article_id: str
    start: int
    end: int


Index = Callable[[Path, Path, Path], int]
"""Stores articles (file, folder, model's folder); gives how many passages there are."""

Search = Callable[[list[str]], list[Place]]
"""Gives the places that answer the last of some turns, best first."""

Open = Callable[[Path, Path], Search]
"""Opens what was stored (folder, model's folder)."""


def read_documents(file: Path) -> Iterator[Document]:
    """The articles of a file of JSON lines, one at a time."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            title = record.get("title") or record["id"]
            yield Document(record["id"], title, record["text"], record.get("published"))


def locate(text: str, chunk: str, after: int) -> tuple[int, int]:
    """Where a chunk stands in its text, at or after a place; for tools that do not tell."""
    start = text.find(chunk, after)
    if start < 0:
        start = text.index(chunk)
    return start, start + len(chunk)


def plain(turns: list[str]) -> str:
    """What a tool without conversations is asked: all turns, as its user would have to."""
    return " ".join(turns)


def run(index: Index, open_index: Open) -> None:
    """Do what the command line says."""
    match sys.argv[1:]:
        case ["index", articles, folder, model]:
            passages = index(Path(articles), Path(folder), Path(model))
            print(json.dumps({"passages": passages}))
        case ["ask", folder, model, question]:
            _print(open_index(Path(folder), Path(model))([question]))
        case ["serve", folder, model]:
            search = open_index(Path(folder), Path(model))
            search(["What was said?"])
            print("ready", flush=True)
            for line in sys.stdin:
                turns = json.loads(line)
                if turns[1:]:
                    search(turns[:-1])
                started = time.perf_counter()
                places = search(turns)
                _print(places, time.perf_counter() - started)
        case _:
            sys.exit(__doc__)


def _print(places: list[Place], seconds: float | None = None) -> None:
    found = [[place.article_id, place.start, place.end] for place in places]
    print(json.dumps({"seconds": seconds, "places": found}), flush=True)
