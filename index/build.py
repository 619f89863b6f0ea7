"""From files to an archive: only what is new or changed costs anything."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import numpy as np

from index.duplicates import sign
from index.embedders import Embedder
from index.errors import ReadError
from index.readers import Found, ReadOptions, find_files
from index.readers.language import with_language
from index.segmentation import segment
from index.statements.extraction import extract_statements
from index.statements.parser import Parser
from index.stores import Store, Unit
from index.stores.locking import IMPATIENT, Patience
from index.stores.opening import is_archive, open_store, writing_store
from index.types import Article, IndexedArticle, Refusal, Segments, Span, Statement, Vector, Vectors

KnownVectors: TypeAlias = Callable[[str], dict[tuple[Unit, str], Vector]]
"""Gives the vectors that an article's texts have already, by unit and text."""

# Articles are embedded together, so that texts of like length share a batch; what is
# interrupted loses at most this much work.
_GROUP_CHARS = 100_000

# Two versions of one article share more of their pairs of words than two articles do.
_SAME_ARTICLE = 0.15


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing is, in characters of new or changed text."""

    done_chars: int
    total_chars: int
    article_id: str


@dataclass(slots=True)
class Report:
    """What became of everything that was offered, by article id."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def check_taken(self) -> None:
        """Complain where nothing of what was offered is an article.

        Raises:
            ReadError: With the first reason.
        """
        if self.added or self.changed or self.unchanged:
            return
        if not self.refused:
            raise ReadError("there is no article in what was named: name files or a folder")
        first = self.refused[0]
        more = f" (and {len(self.refused) - 1} more like it)" if len(self.refused) > 1 else ""
        raise ReadError(f"'{first.what}' {first.reason}{more}")


def build_archive(
    folder: Path,
    paths: Iterable[Path | str],
    embedder: Embedder,
    *,
    parser: Parser | None = None,
    options: ReadOptions | None = None,
    patience: Patience = IMPATIENT,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """Read the paths and commit every new or changed article, each in one transaction.

    Interrupted, it keeps what it has committed, and the next run goes on from there. The
    archive is made only once there is an article to put in it.

    Raises:
        ReadError: A path does not exist, or a folder holds nothing that can be read.
        ArchiveError: The archive cannot be used or written.
    """
    files = find_files(paths, options=options)
    survey, total_chars = _survey(folder, files, embedder)
    if not total_chars:
        return survey
    report = Report()
    with writing_store(folder, embedder, patience=patience) as store:
        work = Work(
            store,
            embedder,
            parser=parser or Parser(),
            on_progress=on_progress,
            total_chars=total_chars,
        )
        try:
            for article in _wanted(files, store, report):
                work.take(article)
            work.finish()
        finally:
            store.publish()
    return report


def _survey(folder: Path, files: list[Found], embedder: Embedder) -> tuple[Report, int]:
    """What the files hold, and how many characters of it are new or changed."""
    report = Report()
    store = open_store(folder, embedder) if is_archive(folder) else None
    try:
        return report, sum(len(article.text) for article in _wanted(files, store, report))
    finally:
        if store is not None:
            store.close()


def _wanted(files: list[Found], store: Store | None, report: Report) -> Iterator[Article]:
    """The new and changed articles of the files; all others are entered in the report."""
    known = store.versions() if store is not None else {}
    seen: dict[str, str] = {}
    for file in files:
        for item in file.read():
            if isinstance(item, Refusal):
                report.refused.append(item)
            elif item.id in seen:
                if seen[item.id] != item.version:
                    reason = f"has the id '{item.id}' of another article: give it its own"
                    report.refused.append(Refusal(item.origin, reason))
            elif store is not None and item.id == file.name and _is_other(store, item):
                reason = "has the name of another article that is here: rename it"
                report.refused.append(Refusal(item.id, reason))
            else:
                seen[item.id] = item.version
                if known.get(item.id) == item.version:
                    report.unchanged.append(item.id)
                else:
                    (report.changed if item.id in known else report.added).append(item.id)
                    yield item


def _is_other(store: Store, article: Article) -> bool:
    """Whether a file has the name of a stored one, but a text that no edit explains."""
    stored = store.find(article.id)
    if stored is None or stored.version == article.version:
        return False
    before, after = (_runs_of_words(text) for text in (stored.text, article.text))
    return len(before & after) < _SAME_ARTICLE * min(len(before), len(after))


def _runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[i : i + 2]) for i in range(max(1, len(words) - 1))}


class Work:
    """Articles on their way into the store, a group at a time."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        *,
        parser: Parser,
        on_progress: Callable[[Progress], None],
        total_chars: int,
        known: KnownVectors | None = None,
    ) -> None:
        self._store = store
        self._known = known or store.known_vectors
        self._embedder = embedder
        self._parser = parser
        self._on_progress = on_progress
        self._total_chars = total_chars
        self._done_chars = 0
        self._group: list[tuple[Article, Segments, tuple[Statement, ...]]] = []

    def take(self, article: Article) -> None:
        """Segment and parse an article; embed and commit when the group is full."""
        article = with_language(article)
        segments = segment(article)
        statements = tuple(extract_statements(article, segments, self._parser))
        self._group.append((article, segments, statements))
        if sum(len(waiting.text) for waiting, _, _ in self._group) >= _GROUP_CHARS:
            self.finish()

    def finish(self) -> None:
        """Embed and commit what is waiting."""
        vectors = self._vectors()
        for article, segments, statements in self._group:
            self._store.upsert(
                IndexedArticle(
                    article=article,
                    segments=segments,
                    statements=statements,
                    passage_vectors=vectors(article, "passage", segments.passages),
                    sentence_vectors=vectors(article, "sentence", segments.sentences),
                    signature=sign(article),
                )
            )
            self._done_chars += len(article.text)
            self._on_progress(Progress(self._done_chars, self._total_chars, article.id))
        self._group.clear()

    def _vectors(self) -> "Callable[[Article, Unit, tuple[Span, ...]], Vectors]":
        """Embed what has no vector yet; gives the vectors of an article's spans."""
        known = {
            (article.id, unit, text): vector
            for article, _, _ in self._group
            for (unit, text), vector in self._known(article.id).items()
        }
        missing = {
            (article.id, unit, span.of(article.text)): None
            for article, segments, _ in self._group
            for unit, spans in _spans(segments)
            for span in spans
            if (article.id, unit, span.of(article.text)) not in known
        }
        texts = list(dict.fromkeys(text for _, _, text in missing))
        fresh = dict(zip(texts, self._embedder.embed_passages(texts), strict=True))

        def of(article: Article, unit: Unit, spans: tuple[Span, ...]) -> Vectors:
            rows = [
                known.get((article.id, unit, text), fresh.get(text))
                for text in (span.of(article.text) for span in spans)
            ]
            return np.asarray(rows, dtype=np.float32).reshape(-1, self._embedder.dimensions)

        return of


def _spans(segments: Segments) -> tuple[tuple[Unit, tuple[Span, ...]], ...]:
    return (("passage", segments.passages), ("sentence", segments.sentences))
