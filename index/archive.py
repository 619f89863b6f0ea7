"""What questions see of an index: an open archive and views of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.embedders import Embedder
from index.stores import (
    Changes,
    Filter,
    Match,
    Office,
    SentenceRow,
    Size,
    Snapshot,
    SpeakerTally,
    Standing,
    StatementRow,
    Unit,
)
from index.stores.embedded import EmbeddedStore
from index.stores.listing import Extent, ListedArticle, Listing, Order
from index.stores.opening import open_store
from index.stores.policy import IndexFacts
from index.stores.schema import Manifest
from index.types import Article, Vector

__all__ = [
    "Archive",
    "Changes",
    "Extent",
    "Filter",
    "IndexFacts",
    "ListedArticle",
    "Listing",
    "Manifest",
    "Match",
    "Office",
    "Order",
    "SentenceRow",
    "Size",
    "Snapshot",
    "SpeakerTally",
    "Standing",
    "StatementRow",
    "Unit",
    "open_archive",
]


class Archive:
    """An open archive and the embedder it was made with; threads may share it."""

    def __init__(self, store: EmbeddedStore, embedder: Embedder) -> None:
        """Use `open_archive`."""
        self._store = store
        self._embedder = embedder
        self._ahead: dict[str, Vector] = {}

    @contextmanager
    def view(self) -> Iterator[Snapshot]:
        """One generation of the archive, for one question."""
        with self._store.snapshot() as snapshot:
            yield snapshot

    def embed(self, texts: list[str]) -> list[Vector]:
        """Embed questions; one unit vector each."""
        ahead = self._ahead
        missing = [text for text in texts if text not in ahead]
        fresh = self._embedder.embed_queries(missing) if missing else ()
        known = ahead | dict(zip(missing, fresh, strict=True))
        return [known[text] for text in texts]

    def embed_ahead(self, texts: list[str]) -> None:
        """Embed questions together that are asked next; those of the last call are forgotten."""
        self._ahead = dict(zip(texts, self._embedder.embed_queries(texts), strict=True))

    @property
    def manifest(self) -> Manifest:
        """What the archive was made with, and when it last changed."""
        return self._store.manifest

    def index_facts(self) -> dict[Unit, IndexFacts]:
        """What the vector index of each unit is, and how well it finds."""
        return self._store.index_facts()

    def find(self, article_id: str, version: str | None = None) -> Article | None:
        """An article by its id; the version that answers, unless one is named."""
        return self._store.find(article_id, version)

    def history(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first; empty for an id that is not here."""
        return self._store.history(article_id)

    def list_articles(
        self, words: str = "", *, order: Order = "newest", limit: int = 50, offset: int = 0
    ) -> Listing:
        """Some of the articles whose title, outlet, authors or id hold all of the words."""
        return self._store.list_articles(words, order=order, limit=limit, offset=offset)

    def extent(self) -> Extent:
        """The days and outlets of the collection."""
        return self._store.extent()

    def health(self) -> list[str]:
        """What is wrong with the archive, a sentence each; empty when all is well."""
        return self._store.health()

    def close(self) -> None:
        """Release files and memory."""
        self._store.close()


def open_archive(folder: Path, embedder: Embedder) -> Archive:
    """Open the archive in a folder.

    Raises:
        NoArchive: There is none.
        ArchiveMismatch: Another embedder or program made it.
        ArchiveDamaged: Its file is not what was written.
    """
    return Archive(open_store(folder, embedder), embedder)
