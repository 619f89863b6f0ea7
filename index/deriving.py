"""Articles on their way into the store: prepared, embedded and committed in order."""

from collections import deque
from collections.abc import Callable
from datetime import date
from types import TracebackType
from typing import Self, TypeAlias

import numpy as np

from index.embedders import Embedder
from index.errors import Unprepared
from index.preparing import Preparation, Prepared
from index.progress import Tally
from index.statements.offices import Held, OfficeBook
from index.statements.parser import Parser
from index.stores import Store
from index.types import Article, IndexedArticle, Refusal, Segments, Span, Vector, Vectors

KnownVectors: TypeAlias = Callable[[str], dict[str, Vector]]
"""Gives the vectors that an article's sentences have already, by their text."""

OnUnprepared: TypeAlias = Callable[[Refusal], None]
"""Is told of an article that is left out, by its id, and why."""

# Articles are embedded together, so that texts of like length share a batch; what is
# interrupted loses at most this much work.
_GROUP_CHARS = 200_000


class Work:
    """Derives and commits what it is given; a context that ends its processes."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        *,
        tally: Tally,
        preparation: Preparation | None = None,
        known: KnownVectors | None = None,
        book: OfficeBook | None = None,
        on_unprepared: OnUnprepared | None = None,
        publish_after: int | None = None,
    ) -> None:
        """Begin with what is known.

        Args:
            store: takes what is derived.
            embedder: embeds it.
            tally: is told of each step.
            preparation: parses it; by default in this process at first.
            known: gives vectors that are at hand; by default those of the store.
            book: who is known to have been what; it learns more.
            on_unprepared: is told of an article over which this program fails; it is left out
                then. By default such an article ends the work.
            publish_after: so many sentences are committed before they are published, then twice
                as many, and so on; by default nothing is.
        """
        self._store = store
        self._embedder = embedder
        self._tally = tally
        self._preparation = preparation or Preparation(Parser())
        self._known = known or store.known_vectors
        self._book = book or OfficeBook()
        self._on_unprepared = on_unprepared
        self._publish_after = publish_after
        self._unpublished = 0
        # For each article that is under way: its id, another of its text, and where reading was.
        self._under_way: deque[tuple[str, str | None, int]] = deque()
        self._group: list[tuple[Prepared, str | None, int]] = []
        self._group_chars = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End its processes; nothing that is not committed is kept."""
        self._preparation.close()

    def take(self, article: Article, *, to: int, twin: str | None = None) -> None:
        """Take an article in, and commit earlier ones.

        Args:
            article: the article, new or changed.
            to: where reading was with it, for the tally.
            twin: the id of another article with the same text, whose vectors will do.

        Raises:
            Unprepared: This program fails over an article, and nobody is to be told.
            WorkerLost: A process that prepares articles has ended.
        """
        self._preparation.put(article, self._book.among(article.text))
        self._under_way.append((article.id, twin, to))
        while self._preparation.is_full:
            self._prepare_one()

    def finish(self) -> None:
        """Commit everything that was taken.

        Raises:
            Unprepared: This program fails over an article, and nobody is to be told.
            WorkerLost: A process that prepares articles has ended.
        """
        while self._prepare_one():
            pass
        self._commit()

    def _prepare_one(self) -> bool:
        """Take the next article into the group, and commit that when it is full."""
        if not self._under_way:
            return False
        article_id, twin, to = self._under_way.popleft()
        try:
            prepared = self._preparation.take()
        except Unprepared as fault:
            if self._on_unprepared is None:
                raise Unprepared(f"'{article_id}': {fault}; what was committed stays") from fault
            self._on_unprepared(Refusal(article_id, str(fault)))
            return True
        assert prepared is not None, "as many wait as are under way"
        self._tally.did("segment", article_id, len(prepared.segments.passages))
        self._tally.did("statements", article_id, len(prepared.statements))
        self._tally.did("duplicates", article_id, 1)
        self._book.learn(prepared.statements, prepared.article.published)
        self._group.append((prepared, twin, to))
        self._group_chars += len(prepared.article.text)
        if self._group_chars >= _GROUP_CHARS:
            self._commit()
        return True

    def _commit(self) -> None:
        """Embed and commit the group."""
        vectors = self._vectors()
        for prepared, _, to in self._group:
            article, segments = prepared.article, prepared.segments
            of_sentences = vectors(article, segments.sentences)
            self._store.upsert(
                IndexedArticle(
                    article=article,
                    segments=segments,
                    statements=prepared.statements,
                    passage_vectors=pool_passages(segments, of_sentences),
                    sentence_vectors=of_sentences,
                    signature=prepared.signature,
                )
            )
            self._tally.wrote(article.id, to=to)
            self._unpublished += len(segments.sentences)
        self._group.clear()
        self._group_chars = 0
        if self._publish_after is not None and self._unpublished >= self._publish_after:
            self._store.publish()
            self._publish_after, self._unpublished = 2 * self._publish_after, 0

    def _vectors(self) -> Callable[[Article, tuple[Span, ...]], Vectors]:
        """Embed the sentences that have no vector yet; gives the vectors of an article's spans."""
        dimensions = self._embedder.dimensions
        if not self._group:
            return lambda article, spans: np.empty((0, dimensions), np.float32)
        known = {
            (prepared.article.id, text): vector
            for prepared, twin, _ in self._group
            for article_id in (twin, prepared.article.id)
            if article_id is not None
            for text, vector in self._known(article_id).items()
        }
        wanted = {
            (prepared.article.id, span.of(prepared.article.text))
            for prepared, _, _ in self._group
            for span in prepared.segments.sentences
        }
        missing = sorted(wanted - known.keys())
        texts = list(dict.fromkeys(text for _, text in missing))
        fresh = dict(zip(texts, self._embedder.embed_passages(texts), strict=True))
        self._tally.did("embed", self._group[-1][0].article.id, len(texts))

        def of(article: Article, spans: tuple[Span, ...]) -> Vectors:
            rows = [
                known.get((article.id, text), fresh.get(text))
                for text in (span.of(article.text) for span in spans)
            ]
            return np.asarray(rows, dtype=np.float32).reshape(-1, dimensions)

        return of


def pool_passages(segments: Segments, sentence_vectors: Vectors) -> Vectors:
    """The vectors of passages: the mean of their sentences', by the characters they have there.

    The model takes the mean over a text's tokens in the same way. Over 150 questions the right
    sentence is found as often as with passages embedded whole, which costs more than half of
    all embedding.

    Args:
        segments: Of an article, in order; sentences cover its passages, and may run on in the next.
        sentence_vectors: Unit rows, shape (sentences, dimensions).

    Returns:
        Unit rows, shape (passages, dimensions).
    """
    pooled = np.zeros((len(segments.passages), sentence_vectors.shape[1]), dtype=np.float32)
    for sentence, first, vector in zip(
        segments.sentences, segments.passage_of, sentence_vectors, strict=True
    ):
        for place in range(first, len(segments.passages)):
            passage = segments.passages[place]
            if passage.start >= sentence.end:
                break
            there = min(passage.end, sentence.end) - max(passage.start, sentence.start)
            pooled[place] += max(there, 0) * vector
    return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True))


def read_book(store: Store) -> OfficeBook:
    """Who an archive's statements say was what, and from when to when they do."""
    # The book is made inside, where rows of a damaged file that make no sense are told as such.
    with store.snapshot() as snapshot:
        return OfficeBook(
            Held(
                office.speaker, office.role, _day(office.first), _day(office.last), office.articles
            )
            for office in snapshot.offices()
        )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
