"""The archive behind the page, for all its visitors."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.archive import Archive
from index.build import Report
from index.errors import NoArchive, OnRecordError
from index.progress import Progress
from index.statements.parser import Parser
from rag.assembly import (
    index_paths,
    make_embedder,
    open_archive,
    remove_articles,
    sample_folder,
)
from rag.page.adding import Tell
from rag.page.views.suggesting import begin_with
from rag.settings import Settings
from rag.suggesting.questions import Suggestion

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is to ask about; no articles where there is no archive yet."""

    articles: int
    newest: str | None
    examples: tuple[Suggestion, ...]


NOTHING = Holdings(0, None, ())


class Library:
    """Opens the archive once there is one; holds nothing of any visitor.

    Threads may share it: the archive sees new commits by itself.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._archive: Archive | None = None
        self._beginning = threading.Lock()
        self._examples_of = -1
        self._kept_examples: tuple[Suggestion, ...] = ()
        self._embedder = make_embedder(settings)
        self._parser = Parser()

    def archive(self) -> Archive:
        """The open archive.

        Raises:
            NoArchive: There is none yet.
            ArchiveError: It cannot be used with these settings.
        """
        with self._lock:
            if self._archive is None:
                self._archive = open_archive(self.settings, self._embedder)
            return self._archive

    def holdings(self) -> Holdings:
        """What there is to ask about at this moment."""
        try:
            archive = self.archive()
        except NoArchive:
            return NOTHING
        with archive.view() as snapshot:
            size, generation = snapshot.size(), snapshot.generation
        if not size.articles:
            return NOTHING
        return Holdings(size.articles, size.newest, self._examples(archive, generation))

    def _examples(self, archive: Archive, generation: int) -> tuple[Suggestion, ...]:
        """First questions: finding them asks several, so they are kept until something changes."""
        with self._beginning:
            if self._examples_of != generation:
                self._kept_examples = begin_with(archive, EXAMPLES)
                self._examples_of = generation
            return self._kept_examples

    def warm(self) -> None:
        """Load what the first question would otherwise wait for.

        What keeps the archive from being opened is told to each visitor, not here.
        """
        with suppress(OnRecordError):
            self.archive().embed(["what is on the record"])
            self.holdings()

    def add(self, paths: list[Path | str], tell: Tell) -> Report:
        """Index files, folders or web addresses; blocks until all is committed."""

        def on_progress(progress: Progress) -> None:
            if progress.stage in ("read", "write"):
                tell(progress.share or 0.0, progress.article_id)

        return index_paths(
            self.settings, paths, on_progress, embedder=self._embedder, parser=self._parser
        )

    def remove(self, article_id: str) -> int:
        """Remove an article with all its versions; gives how many there were."""
        return remove_articles(self.settings, [article_id])

    def add_sample(self, tell: Tell) -> Report:
        """Index the articles that come with the program."""
        return self.add([sample_folder()], tell)
