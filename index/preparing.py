"""What is computed from one article alone, in processes beside this one once there is much.

Parsing takes about as long as embedding: beside each other the two keep more cores busy than
one after the other.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process, resource_tracker
from types import FrameType

from index.duplicates import sign
from index.embedders.encoding import usable_cores
from index.errors import OnRecordError, Unprepared, WorkerLost
from index.readers.language import with_language
from index.segmentation import segment
from index.statements.extraction import extract_statements
from index.statements.offices import Offices
from index.statements.parser import Parser
from index.types import Article, Segments, Statement

# A process of its own takes three seconds and 400 MB before it has parsed anything, which
# pays from about this much text on.
ALONE_CHARS = 200_000

# More of them hold more memory than one process that embeds can keep busy.
_MOST_WORKERS = 8

# As much is prepared ahead, so that no process waits while the caller embeds and writes.
_AHEAD_CHARS = 200_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with everything that needs neither the model nor the archive."""

    article: Article
    segments: Segments
    statements: tuple[Statement, ...]
    signature: bytes


def prepare(article: Article, parser: Parser, offices: Offices | None = None) -> Prepared:
    """Find an article's language, sentences, statements and signature.

    Raises:
        Unprepared: Its statements cannot be read.
    """
    article = with_language(article)
    segments = segment(article)
    try:
        statements = extract_statements(article, segments, parser, offices=offices)
    except OnRecordError:
        raise
    except Exception as exc:  # What no rule of grammar foresees is told.
        raise Unprepared(
            f"its statements cannot be read ({exc!r}), which is a fault of this program: report it"
        ) from exc
    return Prepared(article, segments, tuple(statements), sign(article))


class Preparation:
    """Articles being prepared: what goes in comes out in the same order."""

    def __init__(self, parser: Parser, *, alone_chars: int = ALONE_CHARS) -> None:
        """The first `alone_chars` characters are prepared in this process with `parser`."""
        self._parser = parser
        self._alone_chars = alone_chars
        self._taken_chars = 0
        self._waiting_chars = 0
        self._waiting: deque[tuple[Article, Offices | None, Future[Prepared] | None]] = deque()
        self._pool: ProcessPoolExecutor | None = None

    @property
    def is_full(self) -> bool:
        """Whether something should be taken out before more goes in."""
        ahead = _AHEAD_CHARS if self._pool else 0
        return bool(self._waiting) and self._waiting_chars > ahead

    def put(self, article: Article, offices: Offices | None = None) -> None:
        """Begin with an article; returns at once.

        Args:
            article: to be prepared.
            offices: who is what in the articles before it.

        Raises:
            WorkerLost: A process that prepares articles has ended.
        """
        begun = self._begin(article, offices) if self._taken_chars >= self._alone_chars else None
        self._waiting.append((article, offices, begun))
        self._taken_chars += len(article.text)
        self._waiting_chars += len(article.text)

    def take(self) -> Prepared | None:
        """The article that has waited longest, prepared; None where none is waiting.

        Raises:
            Unprepared: Its statements cannot be read.
            WorkerLost: A process that prepares articles has ended.
        """
        if not self._waiting:
            return None
        article, offices, begun = self._waiting.popleft()
        self._waiting_chars -= len(article.text)
        if begun is None:
            return prepare(article, self._parser, offices)
        try:
            return begun.result()
        except BrokenProcessPool as exc:
            raise _lost(article) from exc

    def close(self) -> None:
        """End the processes; what is waiting is dropped."""
        self._waiting.clear()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _begin(self, article: Article, offices: Offices | None) -> Future[Prepared]:
        if self._pool is None:
            # Read when a worker imports numpy: a second thread for each worker's small products
            # would only wait in a loop, on a core that another worker needs.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            # A fork of a process whose libraries have threads may hang.
            self._pool = ProcessPoolExecutor(
                min(usable_cores(), _MOST_WORKERS),
                mp_context=get_context("spawn"),
                initializer=_start_worker,
            )
        try:
            with deaf_to_ctrl_c():
                return self._pool.submit(_prepare_here, article, offices)
        except BrokenProcessPool as exc:
            raise _lost(article) from exc


def _lost(article: Article) -> WorkerLost:
    return WorkerLost(
        f"a process that prepares articles was ended from outside, at '{article.id}' or near it "
        "(is there enough memory?); what was committed stays: run it again, and it goes on"
    )


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Processes begun meanwhile never hear Ctrl-C; this one hears it afterwards.

    A worker that only ignores it once it runs has a traceback to show until then, and so has one
    whose parent is stopped before it has sent what to do.
    """
    # It lets signals through again once it has begun the tracker, so that comes first.
    resource_tracker.ensure_running()
    with _interrupted_afterwards(), _blocked():
        yield


@contextmanager
def _interrupted_afterwards() -> Iterator[None]:
    """A mask alone does not keep Ctrl-C from the main thread: any other may take it for that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = False

    def hear(_number: int, _frame: FrameType | None) -> None:
        nonlocal heard
        heard = True

    handler = signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if heard:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _blocked() -> Iterator[None]:
    """A process begun meanwhile inherits the mask."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Leave Ctrl-C to the process that committed last, and end when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def end_with_parent() -> None:
    """Have this process, which another one started, end when that one does, even by a kill."""
    parent = parent_process()
    assert parent is not None, "a worker is started by another process"

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _prepare_here(article: Article, offices: Offices | None) -> Prepared:
    return prepare(article, _parser_here(), offices)


@cache
def _parser_here() -> Parser:
    """The parser of this worker: loaded once, as a task can be handed nothing that stays."""
    return Parser()
