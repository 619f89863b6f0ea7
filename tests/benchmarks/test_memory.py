"""What processes hold is seen while they hold it."""

import subprocess
import sys

from benchmarks.memory import MemoryWatch

_HOLD = "import time; held = bytearray(b'x') * 100_000_000; time.sleep(1)"


def test_memory_of_a_process_that_was_started_counts() -> None:
    with MemoryWatch() as nothing:
        pass
    with MemoryWatch() as memory:
        subprocess.run([sys.executable, "-c", _HOLD], check=True)
    assert 95 < memory.peak_mb - nothing.peak_mb < 200
