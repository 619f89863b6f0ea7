"""One writer at a time: the lock of an archive's folder, and who holds it."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArchiveBusy, ArchiveUnwritable

if TYPE_CHECKING:
    from filelock import FileLock

LOCK = "write.lock"
HOLDER = "writer.json"

_LOOKS_AGAIN_S = 0.2
# A holder takes the lock and then writes who it is.
_INTRODUCES_ITSELF_S = 0.5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a writer waits for another, and whom it tells that it does."""

    limit_s: float = 0.0
    tell: Callable[[str], None] = lambda sentence: None


IMPATIENT = Patience()


@contextmanager
def locked(folder: Path, patience: Patience = IMPATIENT) -> Iterator[None]:
    """Be the one writer of a folder.

    The lock is the system's and ends with its process, however that ends: nobody waits for
    the dead.

    Raises:
        ArchiveBusy: Another process is writing, for longer than patience lasts.
        ArchiveUnwritable: The folder cannot be written.
    """
    # Readers have no need of it.
    from filelock import FileLock

    lock = FileLock(folder / LOCK)
    try:
        _acquire(lock, folder, patience)
    except OSError as exc:
        raise ArchiveUnwritable(
            f"the archive folder '{folder}' cannot be written ({exc.strerror}): check its rights, "
            "or name another with --archive"
        ) from exc
    try:
        import socket

        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": _now()}
        # Only others read it, and they do without it where the disk is full.
        with suppress(OSError):
            (folder / HOLDER).write_text(json.dumps(holder))
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _acquire(lock: "FileLock", folder: Path, patience: Patience) -> None:
    from filelock import Timeout

    with suppress(Timeout):
        lock.acquire(timeout=0)
        return
    if patience.limit_s > 0:
        time.sleep(min(_INTRODUCES_ITSELF_S, patience.limit_s))
        patience.tell(
            f"{_holder(folder)} is writing to the archive '{folder}': waiting until it is done "
            "(Ctrl-C stops)"
        )
    try:
        lock.acquire(timeout=patience.limit_s, poll_interval=_LOOKS_AGAIN_S)
    except Timeout as exc:
        raise ArchiveBusy(
            f"{_holder(folder)} is writing to the archive '{folder}': wait until it is done, then "
            "run this again"
        ) from exc


def _holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / HOLDER).read_text())
        return f"process {holder['pid']} on {holder['host']} (since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
