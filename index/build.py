"""From files to an archive: only what is new or changed costs anything."""

from collections.abc import Iterable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.deriving import Work, read_book
from index.embedders import Embedder
from index.errors import ArchiveBusy, ReadError
from index.intake import Intake, Verdict
from index.preparing import Preparation
from index.progress import OnProgress, Tally
from index.readers import Found, ReadOptions, find_files
from index.statements.parser import Parser
from index.stores import Store
from index.stores.locking import IMPATIENT, Patience
from index.stores.opening import is_archive, open_store, writing_store
from index.types import Article, Refusal

# Readers hold in memory, and search one by one, what is not published: some 80 MB of sentences.
# What has doubled is published too, so that all of it together costs twice the last time.
_PUBLISH_AFTER = 100_000


@dataclass(frozen=True, slots=True)
class Moved:
    """An article whose file has another path now, which is its id."""

    article_id: str
    before: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that was taken and has the text of another one, to the letter."""

    article_id: str
    of: str


@dataclass(slots=True)
class Report:
    """What became of everything that was offered, by article id.

    `duplicates` are among the added and changed ones.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def check_taken(self) -> None:
        """Complain where nothing of what was offered is an article.

        Raises:
            ReadError: With the first reason.
        """
        if self.added or self.changed or self.unchanged or self.moved:
            return
        if not self.refused:
            raise ReadError("there is no article in what was named: name files or a folder")
        first = self.refused[0]
        more = f" (and {len(self.refused) - 1} more like it)" if len(self.refused) > 1 else ""
        raise ReadError(f"'{first.what}' {first.reason}{more}")

    def leave_out(self, refusals: list[Refusal]) -> None:
        """Note that articles which were entered as news are refused after all."""
        out = {refusal.what for refusal in refusals}
        self.added = [one for one in self.added if one not in out]
        self.changed = [one for one in self.changed if one not in out]
        self.duplicates = [
            d for d in self.duplicates if d.article_id not in out and d.of not in out
        ]
        self.refused += refusals

    def enter(self, article: Article, verdict: Verdict) -> None:
        """Note what becomes of an article."""
        if verdict.kind == "refused":
            self.refused.append(Refusal(verdict.what, verdict.reason))
        elif verdict.kind == "moved":
            assert verdict.twin is not None, "it was somewhere before"
            self.moved.append(Moved(article.id, verdict.twin))
        elif verdict.kind == "unchanged":
            self.unchanged.append(article.id)
        elif verdict.is_news:
            (self.added if verdict.kind == "added" else self.changed).append(article.id)
            if verdict.twin is not None:
                self.duplicates.append(Duplicate(article.id, verdict.twin))


def build_archive(
    folder: Path,
    paths: Iterable[Path | str],
    embedder: Embedder,
    *,
    parser: Parser | None = None,
    options: ReadOptions | None = None,
    patience: Patience = IMPATIENT,
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """Read the paths once and commit every new or changed article, each in one transaction.

    Interrupted, it keeps what it has committed, and the next run goes on from there. The
    archive is made, and locked, only once there is something to write to it.

    Raises:
        ReadError: A path does not exist, or a folder holds nothing that can be read.
        ArchiveError: The archive cannot be used or written.
        WorkerLost: A process that prepares articles has ended.
    """
    files = find_files(paths, options=options)
    tally = Tally(sum(file.size_bytes for file in files), on_progress)
    with ExitStack() as closing_last:
        building = _Building(
            closing_last, folder, embedder, parser or Parser(), tally, patience=patience
        )
        start = 0
        for file in files:
            building.read(file, start)
            start += file.size_bytes
        building.finish()
    return building.report


class _Building:
    """One run: the archive is opened for writing at the first article to write."""

    def __init__(
        self,
        closing_last: ExitStack,
        folder: Path,
        embedder: Embedder,
        parser: Parser,
        tally: Tally,
        *,
        patience: Patience,
    ) -> None:
        self.report = Report()
        self._unprepared: list[Refusal] = []
        self._closing_last = closing_last
        self._folder = folder
        self._embedder = embedder
        self._parser = parser
        self._tally = tally
        self._patience = patience
        self._store: Store | None = None
        self._work: Work | None = None
        self._known: Store | None = None
        if is_archive(folder):
            self._known = closing_last.enter_context(closing(open_store(folder, embedder)))
        self._intake = Intake(self._known)

    def read(self, file: Found, start: int) -> None:
        """Take what is new or changed of a file, before which `start` bytes were read."""
        for item in file.read():
            if isinstance(item, Refusal):
                self.report.refused.append(item)
                continue
            verdict = self._intake.judge(item, path=file.name)
            if verdict.is_news and self._work is None:
                self._begin_writing()
                verdict = self._intake.judge(item, path=file.name)
            self.report.enter(item, verdict)
            to = start + file.read_bytes()
            is_work = verdict.kind in ("added", "changed")
            self._tally.read(item.id, to=to, is_news=is_work)
            if verdict.kind == "refused":
                continue
            self._intake.enter(item, verdict)
            if self._store and self._work and is_work:
                self._work.take(item, to=to, twin=verdict.twin)
            elif self._store and verdict.kind == "moved" and verdict.twin is not None:
                self._store.move(verdict.twin, article_id=item.id, origin=item.origin)

    def finish(self) -> None:
        """Commit what is under way."""
        if self._work is not None:
            self._work.finish()
        elif self._known is not None and not self._known.is_published:
            self._publish()
        self.report.leave_out(self._unprepared)
        self._tally.end()

    def _publish(self) -> None:
        """Publish what an earlier run committed before it was stopped; a writer does its own."""
        with suppress(ArchiveBusy), writing_store(self._folder, self._embedder) as store:
            store.publish()

    def _begin_writing(self) -> None:
        """Become the archive's writer; others may have written to it until now."""
        store = self._closing_last.enter_context(
            writing_store(self._folder, self._embedder, patience=self._patience)
        )
        self._closing_last.callback(store.publish)
        self._store = store
        self._intake = self._intake.over(store)
        self._work = self._closing_last.enter_context(
            Work(
                store,
                self._embedder,
                tally=self._tally,
                preparation=Preparation(self._parser),
                book=read_book(store),
                on_unprepared=self._unprepared.append,
                publish_after=max(_PUBLISH_AFTER, _sentences_in(store)),
            )
        )


def _sentences_in(store: Store) -> int:
    with store.snapshot() as snapshot:
        return snapshot.size().sentences
