"""Indexing as a terminal shows it while it runs: how far it is, and how fast each stage goes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from index.progress import Progress as Step

_MOST_ID_CHARS = 50


@contextmanager
def progress_lines(console: Console) -> Iterator[Callable[["Step"], None]]:
    """A bar with the time left and a line a stage; gives what to call with each step.

    Where the console is no terminal nothing is shown.
    """
    if not console.is_terminal:
        yield lambda step: None
        return
    bar = Progress(
        TextColumn("indexing"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
        # The rate of an hour: that of the last seconds jumps, as articles are embedded in groups.
        speed_estimate_period=3600.0,
    )
    task = bar.add_task("", total=None)
    started = time.monotonic()
    with Live(console=console, transient=True, refresh_per_second=4) as live:

        def advance(step: "Step") -> None:
            bar.update(task, total=step.total or None, completed=step.done)
            lines = describe(step, elapsed_s=time.monotonic() - started)
            live.update(Group(bar, Text(lines, style="dim")))

        yield advance


def describe(step: "Step", *, elapsed_s: float) -> str:
    """The article that is reached, then what each stage has done and its rate, a line each."""
    from index.progress import STAGES

    lines = [step.article_id[-_MOST_ID_CHARS:]]
    for stage, unit in STAGES.items():
        count = step.counts.get(stage, 0)
        rate = f"{count / elapsed_s:,.1f}/s" if count and elapsed_s >= 1.0 else ""
        lines.append(f"  {stage:<11}{count:>10,} {unit:<11}{rate:>12}".rstrip())
    return "\n".join(lines)
