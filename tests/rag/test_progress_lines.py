import io

from rich.console import Console

from index.progress import Progress
from rag.progress_lines import describe, progress_lines

STEP = Progress(
    "write",
    "harbour.txt",
    {"read": 12, "segment": 90, "statements": 31, "duplicates": 11, "embed": 400, "write": 10},
    done=2_500,
    total=10_000,
)


def test_each_stage_tells_its_count_and_rate() -> None:
    assert describe(STEP, elapsed_s=4.0).splitlines() == [
        "harbour.txt",
        "  read               12 articles          3.0/s",
        "  segment            90 passages         22.5/s",
        "  statements         31 statements        7.8/s",
        "  duplicates         11 articles          2.8/s",
        "  embed             400 texts           100.0/s",
        "  write              10 articles          2.5/s",
    ]


def test_stage_that_has_not_begun_has_no_rate() -> None:
    first = Progress("read", "harbour.txt", {"read": 1}, done=0, total=0)
    assert first.share is None
    assert describe(first, elapsed_s=2.0).splitlines()[2] == "  segment             0 passages"


def test_terminal_shows_share_and_stages() -> None:
    shown = io.StringIO()
    terminal = Console(file=shown, force_terminal=True, width=100)
    with progress_lines(terminal) as advance:
        advance(STEP)
    assert " 25%" in shown.getvalue()
    assert "left" in shown.getvalue()
    assert "400 texts" in shown.getvalue()


def test_what_is_no_terminal_shows_nothing() -> None:
    shown = io.StringIO()
    with progress_lines(Console(file=shown)) as advance:
        advance(STEP)
    assert shown.getvalue() == ""
