"""Indexing the same paths again and again."""

import re
import time
from collections.abc import Callable

from index.errors import ArchiveBusy, ReadError, SettingsError

_PERIOD = re.compile(r"(\d+)\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_period(written: str) -> float:
    """Seconds from "30s", "15m", "2h" or "1d".

    Raises:
        SettingsError: It is none of these.
    """
    match = _PERIOD.fullmatch(written.strip().lower())
    if match is None or not int(match.group(1)):
        raise SettingsError(f"'{written}' is no period: write it as 30s, 15m, 2h or 1d")
    return float(int(match.group(1)) * _SECONDS[match.group(2)])


def watch(run: Callable[[], None], complain: Callable[[str], None], *, every_s: float) -> None:
    """Call `run` at once and then every so often, until it is interrupted.

    A path that is away for a while, or an archive that another process is writing to, is
    told and tried again the next time.
    """
    while True:
        started = time.monotonic()
        try:
            run()
        except (ReadError, ArchiveBusy) as exc:
            complain(str(exc))
        time.sleep(max(0.0, every_s - (time.monotonic() - started)))
