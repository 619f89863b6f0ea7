"""An environment for each tool: made once, kept, and seeing the packages of a base environment."""

import os
import subprocess
import sys
import tomllib
import venv
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).with_name("peers.toml")
_BASE = "base"
_DONE = "installed.txt"


@dataclass(frozen=True, slots=True)
class Tool:
    """What is compared; without requirements it runs in this environment.

    `environment` is shared by tools that name the same. A tool that `embeds_at_start` is
    started only once; one that `shows_chunks` is judged by the best sentence of each.
    """

    name: str
    title: str
    script: str
    requirements: tuple[str, ...] = ()
    environment: str = ""
    embeds_at_start: bool = False
    shows_chunks: bool = True


class NotInstalled(Exception):
    """A tool's environment cannot be made; says why in one line."""


def read_tools() -> list[Tool]:
    """The tools of the table beside this file, in order."""
    with _TABLE.open("rb") as file:
        rows = tomllib.load(file)["tool"]
    return [Tool(**row | {"requirements": tuple(row.get("requirements", ()))}) for row in rows]


def make_environment(tool: Tool, folder: Path) -> Path:
    """The interpreter that runs a tool; makes its environment in the folder where it is missing.

    Raises:
        NotInstalled: The packages cannot be had.
    """
    if not tool.requirements:
        return Path(sys.executable)
    with _TABLE.open("rb") as file:
        base = _installed(folder / _BASE, tuple(tomllib.load(file)["base"]["requirements"]))
    return _installed(folder / (tool.environment or tool.name), tool.requirements, base=base)


def _installed(folder: Path, requirements: tuple[str, ...], base: Path | None = None) -> Path:
    """The interpreter of an environment that has the requirements, installed in their order."""
    # Its own name, not what it links to, is how an interpreter finds its environment.
    python = folder.absolute() / "bin" / "python"
    done = folder / _DONE
    wanted = "".join(f"{requirement}\n" for requirement in requirements)
    if done.is_file() and done.read_text() == wanted:
        return python
    if not python.is_file():
        venv.create(folder, with_pip=True)
    if base is not None:
        _packages(python).joinpath("base.pth").write_text(f"{_packages(base)}\n")
    # One at a time: of torch, the build that is named first is the one that the others take.
    for requirement in requirements:
        command = [str(python), "-m", "pip", "install", "--quiet", requirement]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            lines = [line for line in ran.stderr.splitlines() if line.startswith("ERROR")]
            raise NotInstalled(lines[0] if lines else f"pip ended with {ran.returncode}")
    done.write_text(wanted)
    return python


def _packages(python: Path) -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return python.parent.parent / "lib" / version / "site-packages"


def offline() -> dict[str, str]:
    """The variables of every tool's process: nothing is fetched, nothing is reported."""
    return os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "false",
        "TOKENIZERS_PARALLELISM": "false",
    }
