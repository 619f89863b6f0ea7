"""How many calls are worked on at once, and how many may wait."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import anyio
import anyio.to_thread

from index.errors import TooBusy
from rag.record import Record

T = TypeVar("T")
Asked = TypeVar("Asked")

# A question is the interpreter's work: threads that take turns in it bring little on two cores.
# One alone would hold up all others for as long as a view of a whole collection takes.
AT_ONCE = 2
MOST_WAITING = 64


class Turnstile:
    """Lets a few calls work in threads, a number wait, and turns the rest away."""

    def __init__(self, *, at_once: int = AT_ONCE, waiting: int = MOST_WAITING) -> None:
        self._limiter = anyio.CapacityLimiter(at_once)
        self._most = at_once + waiting
        self._inside = 0

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Do the work beside the event loop, when there is room for it.

        Raises:
            TooBusy: So many wait already that this one may not.
        """
        # One event loop calls this: between the look and the count nothing else runs.
        if self._inside >= self._most:
            raise TooBusy(f"{self._inside} calls are waiting already: try again in a few seconds")
        self._inside += 1
        try:
            return await anyio.to_thread.run_sync(partial(work, *arguments), limiter=self._limiter)
        finally:
            self._inside -= 1


class Reading:
    """Answers what programs ask of the archive, a few at a time."""

    def __init__(self, open_record: Callable[[], Record]) -> None:
        """Take what gives the record as it is now; it is called beside the event loop."""
        self.open = open_record
        self.turnstile = Turnstile()

    async def run(self, reply: Callable[[Record, Asked], T], asked: Asked) -> T:
        """Answer one request.

        Raises:
            OnRecordError: It cannot be answered; `TooBusy` where too many wait already.
        """
        return await self.turnstile.run(lambda: reply(self.open(), asked))
