"""What the README shows is what happens."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS
from tests.rag.test_cli import run

README = (ROOT / "README.md").read_text()
(CONSOLE,) = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
SHOWN = [
    (command, output)
    for command, output in re.findall(r"^\$ (.*?)\n(.*?)(?=^\$ |\Z)", CONSOLE, re.DOTALL | re.M)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("readme")
    assert run("index", SEEDS, folder=made).returncode == 0
    return made


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_command_prints_what_the_readme_shows(folder: Path, command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "onrecord"
    assert run(*arguments, folder=folder).stdout.strip() == output.strip()


def test_readme_shows_at_least_three_commands() -> None:
    assert len(SHOWN) >= 3


@pytest.mark.parametrize("target", ["run", "test"])
def test_the_two_commands_do_what_the_readme_says(target: str) -> None:
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    does = {"run": ["onrecord index seeds", "onrecord serve"], "test": ["pytest"]}[target]
    assert f"make {target} " in README
    assert "pip install" in planned
    assert "constraints.txt" in planned
    assert all(step in planned for step in does)


def test_every_command_of_the_readme_has_help(tmp_path: Path) -> None:
    commands = re.findall(r"^\| `onrecord (\w+)", README, re.M)
    assert len(commands) >= 6
    for command in commands:
        done = run(command, "--help", folder=tmp_path)
        assert done.returncode == 0
        assert f"onrecord {command}" in done.stdout
