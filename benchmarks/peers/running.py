"""Running tools beside each other: in turns, so that whatever else the machine does hits all alike.

For Linux: processes are halted and continued by signals and measured by what /proc tells. Each has
a group of its own, which Ctrl-C does not reach, and which does not stay halted when we are killed.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.environments import offline

_SLICE_S = 15.0
_LOOK_S = 0.5

Command = Sequence[str | Path]


class ToolFailed(Exception):
    """A tool's process ended with an error; says the last thing it said."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that is over.

    Attributes:
        seconds: while it was allowed to run.
        cpu_s: of the processor, with its own processes.
        peak_mb: the most memory that it held at once, with its own processes.
        output: what it printed.
        fault: empty where it ended well.
    """

    seconds: float
    cpu_s: float
    peak_mb: float
    output: str
    fault: str = ""


@dataclass(slots=True)
class _Halted:
    """A process, halted except in its turn."""

    process: subprocess.Popen[bytes]
    out: Path
    log: Path
    seconds: float = 0.0
    peak_mb: float = 0.0


def in_turns(commands: Mapping[str, Command], folder: Path) -> Iterator[tuple[str, Ran]]:
    """Run commands, each for some seconds in turn, the others halted; gives each as it ends.

    What they print is kept in the folder. Left early, it ends them all.
    """
    halted = {name: _start(command, folder / name) for name, command in commands.items()}
    try:
        while halted:
            for name, one in list(halted.items()):
                ran = _let_run(one, _SLICE_S)
                if ran is not None:
                    del halted[name]
                    yield name, ran
    finally:
        for one in halted.values():
            _end(one.process)


def run_alone(command: Command, folder: Path, name: str) -> Ran:
    """Run a command from its beginning to its end, without halting it."""
    one = _start(command, folder / name, halted=False)
    started = time.perf_counter()
    try:
        _, status, usage = os.wait4(one.process.pid, 0)
    except BaseException:
        _end(one.process)
        raise
    seconds = time.perf_counter() - started
    one.process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(
        seconds,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        one.out.read_text(encoding="utf-8"),
        _fault(one),
    )


class Server:
    """A tool that was opened once and is asked many times."""

    def __init__(self, command: Command, folder: Path, name: str) -> None:
        """Start it; it opens its index meanwhile."""
        self._log = folder / f"{name}.err"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=offline(),
                process_group=0,
            )

    def wait(self) -> None:
        """Wait until it can be asked.

        Raises:
            ToolFailed: It ended instead.
        """
        while (line := self._read()) != "ready\n":
            # Some libraries print to where answers go.
            assert line, "an ended process is told of"

    def ask(self, turns: Sequence[str]) -> tuple[float, list[list[object]]]:
        """The seconds that an answer took inside the tool, and its places.

        Raises:
            ToolFailed: It ended.
        """
        assert self._process.stdin is not None, "it is a pipe"
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(list(turns)) + "\n")
            self._process.stdin.flush()
        answer = json.loads(self._read())
        return answer["seconds"], answer["places"]

    def peak_mb(self) -> float:
        """The most memory it ever held."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024

    def close(self) -> None:
        """End it."""
        _end(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # What was still to be sent goes nowhere.
                with suppress(BrokenPipeError):
                    pipe.close()

    def _read(self) -> str:
        assert self._process.stdout is not None, "it is a pipe"
        line = self._process.stdout.readline()
        if not line:
            raise ToolFailed(_last_line(self._log))
        return line


def _start(command: Command, kept: Path, *, halted: bool = True) -> _Halted:
    kept.parent.mkdir(parents=True, exist_ok=True)
    out, log = kept.with_suffix(".out"), kept.with_suffix(".err")
    with out.open("wb") as printed, log.open("wb") as complaints:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=complaints,
            env=offline(),
            process_group=0,
        )
    if halted:
        os.killpg(process.pid, signal.SIGSTOP)
    return _Halted(process, out, log)


def _let_run(one: _Halted, slice_s: float) -> Ran | None:
    """Continue a process for a while; gives what became of it where it ended."""
    started = time.perf_counter()
    os.killpg(one.process.pid, signal.SIGCONT)
    while (past := time.perf_counter() - started) < slice_s:
        one.peak_mb = max(one.peak_mb, _memory_mb(one.process.pid))
        pid, status, usage = os.wait4(one.process.pid, os.WNOHANG)
        if pid:
            one.process.returncode = os.waitstatus_to_exitcode(status)
            return Ran(
                one.seconds + past,
                usage.ru_utime + usage.ru_stime,
                one.peak_mb,
                one.out.read_text(encoding="utf-8"),
                _fault(one),
            )
        time.sleep(_LOOK_S)
    os.killpg(one.process.pid, signal.SIGSTOP)
    one.seconds += time.perf_counter() - started
    return None


def _memory_mb(group: int) -> float:
    """What the processes of a group hold together; pages that they share count once."""
    total = 0
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            # One that has just ended holds nothing.
            with suppress(OSError, IndexError, StopIteration):
                if os.getpgid(int(process.name)) == group:
                    rollup = (process / "smaps_rollup").read_text().splitlines()
                    shared = next(line for line in rollup if line.startswith("Pss:"))
                    total += int(shared.split()[1])
    return total / 1024


def _end(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _fault(one: _Halted) -> str:
    return _last_line(one.log) if one.process.returncode else ""


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else "it ended without a word"
