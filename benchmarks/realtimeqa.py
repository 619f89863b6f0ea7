"""Which questions of a news quiz find their article, and show the answer's words.

    python -m benchmarks.realtimeqa --archive DIR QUESTIONS ARTICLES [--as-of-asked]

QUESTIONS is RealTimeQA's questions_2022.jsonl (`asked`, `question`, `answer`, `gold_articles`),
ARTICLES the lines `{"id", "text"}` of its articles, plain or as .xz; the archive holds the gold
articles among others. Each question that names its articles is asked with nothing left
unanswered: is one of them among the first 10, and does the answer stand in the first 5 extracts,
of those questions whose gold article holds it to the letter? With `--as-of-asked` the questions
are asked on the day they were.
"""

import argparse
import json
import lzma
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.archive import Archive, Filter
from rag.answering import MOST_EXTRACTS, search_within
from rag.assembly import open_archive
from rag.extracts import choose_extracts
from rag.retrieval import wordings_of
from rag.settings import Settings
from rag.understanding.collection import ArchiveCollection
from rag.understanding.people import People
from rag.understanding.question import understand

_ARTICLES = 10


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question of the quiz, the day it was asked, its answer and the articles that hold it."""

    text: str
    asked: date
    answer: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the first articles that were found, and the texts of the first extracts."""

    articles: list[str]
    extracts: list[str]


def main() -> None:
    """Ask each question and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("questions", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--as-of-asked", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print what is not found")
    given = parser.parse_args()
    quiz = [question for question in read_quiz(given.questions) if question.gold]
    texts = read_texts(given.articles, frozenset().union(*(one.gold for one in quiz)))
    archive = open_archive(Settings(archive=given.archive))
    here = [q for q in quiz if any(archive.find(key) for key in q.gold)]
    found = [ask(archive, q, q.asked if given.as_of_asked else date.today()) for q in here]
    archive.close()
    literal = [i for i, q in enumerate(here) if _holds([texts[k] for k in q.gold if k in texts], q)]
    print(f"{len(quiz)} questions with an article, {len(here)} with one of them in the archive")
    for k in (1, 5, _ARTICLES):
        hits = [not q.gold.isdisjoint(f.articles[:k]) for q, f in zip(here, found, strict=True)]
        print(f"  gold article among the first {k:<2} {sum(hits) / len(hits):.3f}")
    shown = [_holds(found[i].extracts, here[i]) for i in literal]
    print(
        f"  answer in the first {MOST_EXTRACTS} extracts  {sum(shown) / max(len(shown), 1):.3f}"
        f" of {len(shown)} that a gold article holds to the letter"
    )
    for q, f in zip(here, found, strict=True):
        if given.misses and q.gold.isdisjoint(f.articles):
            print(f"  not found: {q.text} ({sorted(q.gold)[0]})")


def read_quiz(path: Path) -> Iterator[Quiz]:
    """The questions of the quiz, in order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Quiz(
            record["question"],
            date.fromisoformat(record["asked"]),
            " ".join(record["answer"]),
            frozenset(record.get("gold_articles") or ()),
        )


def read_texts(path: Path, wanted: frozenset[str]) -> dict[str, str]:
    """The texts of some articles by id, from a file of JSON lines, compressed or not."""
    is_packed = path.suffix == ".xz"
    with lzma.open(path, "rt") if is_packed else path.open(encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines)
        return {record["id"]: record["text"] for record in records if record["id"] in wanted}


def ask(archive: Archive, question: Quiz, as_of: date) -> Found:
    """What is found for a question, never left unanswered."""
    with archive.view() as snapshot:
        people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
        query = understand(question.text, people, ArchiveCollection(snapshot, as_of))
        vectors = archive.embed(wordings_of(query))
        # Where nothing is of the days that are asked for, what is shown as nearest counts.
        found, _ = search_within(snapshot, query, vectors, Filter(), min_evidence=0.0)
        candidates = found.candidates
        keys = list(dict.fromkeys(candidate.hit.article_key for candidate in candidates))
        articles = [snapshot.article(key).id for key in keys[:_ARTICLES]]
        extracts = choose_extracts(snapshot, query, candidates, most=MOST_EXTRACTS)
    return Found(articles, [extract.text for extract in extracts])


def _holds(texts: list[str], question: Quiz) -> bool:
    """Whether one of the texts has the answer, whatever its quotation marks and case."""
    answer = _plain(question.answer)
    return bool(answer) and any(answer in _plain(text) for text in texts)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(c for c in folded if c not in "“”\"‘’'")
    return " ".join(kept.split())


if __name__ == "__main__":
    main()
