import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.peers.environments import Tool, read_tools
from benchmarks.peers.running import Server, ToolFailed, in_turns, run_alone
from benchmarks.peers.scoring import Hits, as_outcomes, best_sentences, hits
from benchmarks.peers.table import Results, machine, write_tables
from benchmarks.peers.tools import on_record, on_record_passages
from benchmarks.peers.tools.job import locate
from index.embedders.minilm import MiniLM
from index.types import Span
from rag.evaluation.files import Gold, Labelled

PYTHON = sys.executable
PLAIN = Tool("plain", "Plain", "plain")
LATE = Tool("late", "Late", "late", embeds_at_start=True)

TEXT = "Ines Aldana opened the bridge. The ferry stops on Monday, she said.\n\nIt rained."


def test_every_tool_of_the_table_has_its_script_and_its_versions() -> None:
    tools = read_tools()
    scripts = Path(__file__).parents[2] / "benchmarks" / "peers" / "tools"
    assert all((scripts / f"{tool.script}.py").is_file() for tool in tools)
    assert all("==" in one for tool in tools for one in tool.requirements)
    assert len({tool.name for tool in tools}) == len(tools)


def test_the_tables_tell_what_was_measured_and_what_was_not(tmp_path: Path) -> None:
    results = Results(tmp_path / "results.jsonl")
    measured = {"seconds": 8.0, "cpu_s": 15.0, "peak_mb": 1234.0, "disk_mb": 5.0}
    results.add("plain", "index", {**measured, "passages": 400, "load": 2.5})
    results.add("late", "index", {**measured, "passages": 0})
    for seconds in (3.0, 1.0, 2.0):
        results.add("plain", "cold", {**measured, "seconds": seconds})
    results.add("plain", "warm", {"median_ms": 12.34, "p95_ms": 20.0})
    shares = {"sentence_1": 0.5, "sentence_5": 0.755, "chunk_1": 0.0, "chunk_5": 1.0}
    results.add("plain", "score", shares)
    lines = write_tables(results, [PLAIN, LATE], 80, {"late": "no such package"}).splitlines()
    assert "| Plain | 8.0 | 10.0 | 400 | 50 | 15 | 1,234 | 5 |" in lines
    each = "at each start"
    assert f"| Late | 8.0 | {each} | {each} | {each} | 15 | 1,234 | 5 |" in lines
    assert "| Plain | 2.00 | 1,234 | 12.3 | 20.0 | 50.0 / 75.5 | 0.0 / 100.0 |" in lines
    assert "| Late | – | – | – | – | – | – |" in lines
    assert "- Late: no such package" in lines
    assert results.loads == (2.5, 2.5)


def test_a_record_that_was_cut_off_is_measured_again(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    Results(file).add("plain", "index", {"seconds": 1.0})
    with file.open("a") as out:
        out.write('{"tool": "late", "st')
    again = Results(file)
    assert len(again.of("plain", "index")) == 1
    assert again.of("late", "index") == []
    again.add("late", "index", {"seconds": 2.0})
    assert [record["seconds"] for record in Results(file).of("late", "index")] == [2.0]


def test_the_machine_is_told() -> None:
    assert "cores" in machine()
    assert "avx512_bf16" in machine()


def test_commands_take_turns_and_are_told_apart(tmp_path: Path) -> None:
    failing = "import sys; sys.exit('it is broken')"
    commands = {"well": [PYTHON, "-c", "print(7)"], "ill": [PYTHON, "-c", failing]}
    ran = dict(in_turns(commands, tmp_path))
    assert ran["well"].output == "7\n"
    assert ran["well"].fault == ""
    assert ran["well"].cpu_s > 0
    assert ran["ill"].fault == "it is broken"


def test_a_command_alone_tells_its_memory(tmp_path: Path) -> None:
    ran = run_alone([PYTHON, "-c", "held = bytearray(50_000_000)"], tmp_path, "one")
    assert ran.peak_mb > 50
    assert ran.fault == ""


SERVER = """
import json, sys
print("a library says something")
print("ready", flush=True)
for line in sys.stdin:
    if json.loads(line) == ["end"]:
        sys.exit("it had enough")
    print(json.dumps({"seconds": 0.5, "places": [[json.loads(line)[-1], 0, 4]]}), flush=True)
"""


def test_a_server_answers_until_it_ends(tmp_path: Path) -> None:
    server = Server([PYTHON, "-c", SERVER], tmp_path, "one")
    server.wait()
    assert server.ask(["first", "second"]) == (0.5, [["second", 0, 4]])
    assert server.peak_mb() > 1
    with pytest.raises(ToolFailed, match="it had enough"):
        server.ask(["end"])
    server.close()


def test_chunks_are_found_in_their_text() -> None:
    assert locate("one two one", "one", 0) == (0, 3)
    assert locate("one two one", "one", 3) == (8, 11)


@pytest.mark.parametrize("tool", [on_record, on_record_passages], ids=["whole", "passages"])
def test_our_own_tools_answer_with_places(tool: ModuleType, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    record = {"id": "a", "title": "The bridge", "published": "2031-04-02", "text": TEXT}
    articles.write_text(json.dumps(record) + "\n")
    assert tool.index(articles, tmp_path / "archive", tmp_path) == 1
    search = tool.open_index(tmp_path / "archive", tmp_path)
    places = search(["What did Ines Aldana open?"])
    assert {place.article_id for place in places} == {"a"}
    assert search(["What did Ines Aldana open?", "And when did it rain?"])
    assert TEXT[places[0].start :].startswith("Ines Aldana opened the bridge.")


def test_a_chunk_is_judged_by_its_sentence_nearest_to_the_question(
    embedder: MiniLM,
) -> None:
    at = TEXT.index("The ferry")
    gold = Gold("a", Span(at, at + 32), "unit")
    question = Labelled("q", "said", ("When does the ferry stop on Monday?",), "", (gold,))
    chunks = as_outcomes([question], [[["a", 0, len(TEXT)]]])
    (best,) = best_sentences(chunks, [question], {"a": TEXT}, embedder)
    assert best.shown[0].span.of(TEXT) == "The ferry stops on Monday, she said."
    assert hits([question], [best], max_chars=300) == Hits(1.0, 1.0)
    assert hits([question], chunks, max_chars=50) == Hits(0.0, 0.0)
