"""Having a model write of an answer that stands on the page already."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace

import anyio.to_thread

from index.archive import Archive
from rag.page.asking import stands
from rag.page.payloads import Json, ToWrite, prose_to_json
from rag.page.prose import render_foot, render_refused, render_sentences
from rag.prose import write_prose
from rag.writers.endpoint import Endpoint
from rag.written import Prose


@dataclass(frozen=True, slots=True)
class Passed:
    """The prose so far: as it is shown, and as the browser keeps it."""

    ticket: int
    sentences: list[str]
    foot: str
    refused: str
    prose: Json
    over: bool


class Stop:
    """Stops a writing from another thread; made in the event loop that it runs in."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._told = asyncio.Event()
        self._is_set = threading.Event()

    def now(self) -> None:
        """Stop; the endpoint's connection is closed with the next piece it sends."""
        self._is_set.set()
        self._loop.call_soon_threadsafe(self._told.set)

    def is_set(self) -> bool:
        """Whether it is to stop."""
        return self._is_set.is_set()

    async def wait(self) -> None:
        """Wait until it is to stop."""
        await self._told.wait()


async def write_asked(
    archive: Archive,
    endpoint: Endpoint,
    wanted: ToWrite,
    *,
    stop: Stop,
    limiter: anyio.CapacityLimiter,
) -> AsyncIterator[Passed]:
    """What a model makes of an answer, after each checked sentence and once at the end.

    The answer comes back from the browser: an extract is believed only where its article
    says it, so that nothing else is passed to the endpoint or cited.
    """
    answer = wanted.turn.answer
    standing = tuple(extract for extract in answer.extracts if stands(archive, extract))
    proses = write_prose(
        replace(answer, extracts=standing), endpoint, archive.embed, is_cancelled=stop.is_set
    )
    prose: Prose | None = None
    try:
        while following := await _following(proses, stop, limiter):
            prose = following
            yield _passed(wanted, prose, is_over=False)
    finally:
        stop.now()
    if prose is not None:
        yield _passed(wanted, prose, is_over=True)


async def _following(
    proses: Iterator[Prose], stop: Stop, limiter: anyio.CapacityLimiter
) -> Prose | None:
    """The next prose; None at the end, and at once where it is stopped."""
    # A model may be silent for long: it is waited for in a thread, which is let go of.
    waiting = asyncio.ensure_future(
        anyio.to_thread.run_sync(_next_of, proses, abandon_on_cancel=True, limiter=limiter)
    )
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait((waiting, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if waiting.done():
        return waiting.result()
    waiting.cancel()
    return None


def _next_of(proses: Iterator[Prose]) -> Prose | None:
    return next(proses, None)


def _passed(wanted: ToWrite, prose: Prose, *, is_over: bool) -> Passed:
    return Passed(
        ticket=wanted.ticket,
        sentences=render_sentences(wanted.number, wanted.turn.answer, prose),
        foot=render_foot(prose, is_over=is_over),
        refused=render_refused(prose),
        prose=prose_to_json(prose),
        over=is_over,
    )
