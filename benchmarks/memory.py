"""The memory that a process and those it started hold, as Linux tells it."""

import threading
from contextlib import suppress
from pathlib import Path

_EVERY_S = 0.1


class MemoryWatch:
    """Looks ten times a second what this process and those it started hold together, in a `with`.

    Pages of mapped files are left out: they are the system's, which takes them back when it needs
    room.
    """

    def __init__(self) -> None:
        """Nothing was looked at yet."""
        self.peak_mb = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more; the most that was seen stays in `peak_mb`."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.peak_mb = max(self.peak_mb, _held_mb(Path("/proc/self")))
            if self._ended.wait(_EVERY_S):
                return


def _held_mb(process: Path) -> float:
    held = 0.0
    # One that has just ended holds nothing.
    with suppress(OSError, StopIteration):
        status = (process / "status").read_text().splitlines()
        held = int(next(line for line in status if line.startswith("RssAnon")).split()[1]) / 1024
        for thread in (process / "task").iterdir():
            started = (thread / "children").read_text().split()
            held += sum(_held_mb(Path("/proc", pid)) for pid in started)
    return held
