"""The tree is the architecture: who may import whom, and what is shipped."""

import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from tests.conftest import ROOT


def test_imports_go_down_the_layers() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_pin_is_exact_and_within_what_the_project_asks_for() -> None:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    exact = {canonicalize_name(pin.name): str(pin.specifier) for pin in pins}
    assert all(specifier.startswith("==") for specifier in exact.values())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    for requirement in map(Requirement, asked):
        pinned = exact[canonicalize_name(requirement.name)].removeprefix("==")
        assert pinned in requirement.specifier, requirement.name


def test_program_is_named_onrecord_and_runs_the_command_line() -> None:
    (script,) = distribution("onrecord").entry_points
    assert (script.name, script.value) == ("onrecord", "rag.cli:main")
