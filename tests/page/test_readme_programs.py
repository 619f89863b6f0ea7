"""What the README shows programs is what they get."""

import doctest
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.page.conftest import Server

SHOWN = re.findall(r"```pycon\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("number", range(len(SHOWN)))
def test_a_program_gets_what_the_readme_shows(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    monkeypatch.chdir(server.temporary.parent)
    assert Path("archive").is_dir()
    shown = SHOWN[number].replace("http://127.0.0.1:7860", server.address)
    if "asyncio.run(" in shown:
        # The browser's tests keep an event loop in this thread.
        shown = "from tests.page.programs import run\n" + shown.replace("asyncio.run(", "run(")
        shown = shown.replace("from tests", ">>> from tests", 1)
    test = doctest.DocTestParser().get_doctest(shown, {}, "README.md", None, None)
    assert test.examples
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.summarize(verbose=False).failed == 0, capsys.readouterr().out


def test_the_readme_shows_every_way_in() -> None:
    words = "\n".join(SHOWN)
    ways = ("/api/ask", "from rag import open_record", "/mcp", "OnRecordRetriever")
    assert all(way in words for way in ways)
