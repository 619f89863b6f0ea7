"""What was measured, kept as JSON lines, and told as a Markdown table."""

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.journal import Journal, Record, number
from benchmarks.peers.environments import Tool

_INDEXING = (
    "time, s",
    "articles/s",
    "passages",
    "passages/s",
    "processor, s",
    "memory, MB",
    "disk, MB",
)
_ASKING = (
    "fresh process, s",
    "its memory, MB",
    "running, median, ms",
    "p95, ms",
    "sentence Hit@1 / Hit@5",
    "chunk Hit@1 / Hit@5",
)


_EXPLAINED = """\
Each tool is written as its own documentation tells, in an environment of its own (versions and
code: `benchmarks/peers/`), with the same weights of all-MiniLM-L6-v2, run as it runs them by
default; chunks of about 500 characters.

Indexing: all at once, each for 15 seconds in turn, so that whatever else the machine does hits all
alike; from the start of the process to what is stored. "Processor" is the time of all cores,
"memory" the most that all processes of a tool held at once. On Record also embeds every sentence
and works out who said what; "passages alone" is its index without these, of passages of up to
1,000 characters, with vectors and words. newsrag stores articles, and splits and embeds them all
again at each start.

Asking: a fresh process, median, from its start to its end, with the index stored and its files
read before; then processes that have everything open, some questions each in turn; of a
follow-up the last turn is timed. A tool without conversations gets all turns at once. An answer
of On Record is a whole one: what is asked is understood, whether to answer is judged, and speaker
and day are told.

Hits are shares of the answerable questions, by `onrecord eval`'s measures. Sentence: extracts of
at most 300 characters; of a tool that finds chunks, the sentence of each that is nearest to the
question by the same model (the time for that is not counted). Chunk: what it finds itself, of at
most 600 characters. On Record may leave a question unanswered, which counts as a miss; the others
always answer.
"""


class Results:
    """Records of steps that are done; a step of a tool is done once."""

    def __init__(self, file: Path) -> None:
        """Read what is there."""
        self._journal = Journal(file)

    def of(self, tool: str, step: str) -> list[Record]:
        """The records of a step of a tool, in order."""
        return [r for r in self._journal.records if r["tool"] == tool and r["step"] == step]

    @property
    def loads(self) -> tuple[float, float]:
        """The lowest and the highest load of the machine that was seen."""
        seen = [number(record, "load") for record in self._journal.records if "load" in record]
        return min(seen, default=0.0), max(seen, default=0.0)

    def add(self, tool: str, step: str, measured: Record) -> None:
        """Keep a record."""
        self._journal.add({"tool": tool, "step": step, **measured})


def write_tables(
    results: Results, tools: Sequence[Tool], articles: int, failures: Mapping[str, str]
) -> str:
    """Two Markdown tables: indexing, and asking; then what could not be measured."""
    lines = ["## Indexing", "", *_heading(_INDEXING)]
    lines += [_line(tool.title, _indexing(results, tool, articles)) for tool in tools]
    lines += ["", "## Asking", "", *_heading(_ASKING)]
    lines += [_line(tool.title, _asking(results, tool)) for tool in tools]
    titles = {tool.name: tool.title for tool in tools}
    if failures:
        lines += ["", "## Not measured", ""]
        lines += [f"- {titles[name]}: {reason}" for name, reason in failures.items()]
    lines += ["", "## How it is measured", "", *_EXPLAINED.splitlines()]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """The processor, its cores, what it has for bfloat16, and the memory."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    named = {key.strip(): value.strip() for key, value in facts.items()}
    flags = set(named.get("flags", "").split())
    has = [flag for flag in ("avx512_bf16", "amx_bf16") if flag in flags]
    lacks = [flag for flag in ("avx512_bf16", "amx_bf16") if flag not in flags]
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{named.get('model name', platform.machine())}, {len(os.sched_getaffinity(0))} cores,"
        f" {memory_gb:.0f} GB of memory; with {', '.join(has) or 'neither'},"
        f" without {', '.join(lacks) or 'none'}; Python {platform.python_version()}"
    )


def _indexing(results: Results, tool: Tool, articles: int) -> list[str]:
    done = results.of(tool.name, "index")
    if not done:
        return ["–"] * len(_INDEXING)
    one = done[-1]
    seconds, passages = number(one, "seconds"), number(one, "passages")
    return [
        f"{seconds:.1f}",
        # What only stores articles embeds them whenever it is started.
        f"{articles / seconds:.1f}" if passages else "at each start",
        f"{passages:,.0f}" if passages else "at each start",
        f"{passages / seconds:.0f}" if passages else "at each start",
        f"{number(one, 'cpu_s'):.0f}",
        f"{number(one, 'peak_mb'):,.0f}",
        f"{number(one, 'disk_mb'):.0f}",
    ]


def _asking(results: Results, tool: Tool) -> list[str]:
    cold, warm = results.of(tool.name, "cold"), results.of(tool.name, "warm")
    scored = results.of(tool.name, "score")
    cells = ["–"] * len(_ASKING)
    if cold:
        cells[0] = f"{statistics.median(number(one, 'seconds') for one in cold):.2f}"
        cells[1] = f"{statistics.median(number(one, 'peak_mb') for one in cold):,.0f}"
    if warm:
        cells[2] = f"{number(warm[-1], 'median_ms'):.1f}"
        cells[3] = f"{number(warm[-1], 'p95_ms'):.1f}"
    if scored:
        cells[4:] = [
            f"{100 * number(scored[-1], f'{kind}_1'):.1f} / "
            f"{100 * number(scored[-1], f'{kind}_5'):.1f}"
            for kind in ("sentence", "chunk")
        ]
    return cells


def _heading(columns: Sequence[str]) -> list[str]:
    return [_line("", columns), _line("---", ["---:"] * len(columns))]


def _line(first: str, cells: Sequence[str]) -> str:
    return f"| {first} | {' | '.join(cells)} |"
