"""On Record's passages, vectors and words alone: what the other tools make, with its parts."""

from pathlib import Path

import numpy as np

from benchmarks.peers.tools.job import TOP_K, Document, Place, Search, plain, read_documents, run
from index.archive import Filter, open_archive
from index.duplicates import sign
from index.embedders.minilm import MiniLM
from index.segmentation import segment
from index.stores.connection import DATABASE, connect
from index.stores.embedded import EmbeddedStore
from index.stores.opening import writing_store
from index.types import Article, IndexedArticle, RowId, Segments
from rag.retrieval import fuse
from rag.understanding.words import content_words

# Together, so that passages of like length share a batch.
_ARTICLES_AT_ONCE = 100


def index(articles: Path, folder: Path, model: Path) -> int:
    """Split, embed and store; no sentence is embedded, and nobody is heard."""
    documents = [_article(one) for one in read_documents(articles)]
    embedder, count = MiniLM(), 0
    with writing_store(folder, embedder) as store:
        for at in range(0, len(documents), _ARTICLES_AT_ONCE):
            count += _store(store, embedder, documents[at : at + _ARTICLES_AT_ONCE])
        store.publish()
    return count


def open_index(folder: Path, model: Path) -> Search:
    """Open the archive and search it by meaning and by words, as a question does."""
    archive = open_archive(folder, MiniLM())
    places = connect(folder / DATABASE)

    def search(turns: list[str]) -> list[Place]:
        words = plain(turns)
        (vector,) = archive.embed([words])
        with archive.view() as snapshot:
            rankings = (
                snapshot.search_vectors("passage", vector, TOP_K, Filter()),
                snapshot.search_words("passage", list(content_words(words)), TOP_K, Filter()),
            )
        fused = fuse([match.row for match in ranking] for ranking in rankings)
        best = sorted(fused, key=lambda row: (-fused[row], row))[:TOP_K]
        return [_place(row) for row in best]

    def _place(row: RowId) -> Place:
        asked = places.execute(
            "SELECT articles.id, start, end FROM passages JOIN articles ON key = article"
            " WHERE passages.id = ?",
            (row,),
        )
        return Place(*asked.fetchone())

    return search


def _store(store: EmbeddedStore, embedder: MiniLM, articles: list[Article]) -> int:
    """Embed some articles together and commit them; gives the number of their passages."""
    cut = [segment(article).passages for article in articles]
    texts = [span.of(one.text) for one, spans in zip(articles, cut, strict=True) for span in spans]
    vectors = embedder.embed_passages(texts)
    nothing = np.empty((0, embedder.dimensions), np.float32)
    at = 0
    for article, spans in zip(articles, cut, strict=True):
        own = vectors[at : at + len(spans)]
        at += len(spans)
        segments = Segments(spans, (), ())
        store.upsert(IndexedArticle(article, segments, (), own, nothing, sign(article)))
    return len(texts)


def _article(one: Document) -> Article:
    return Article(id=one.id, text=one.text, title=one.title)


if __name__ == "__main__":
    run(index, open_index)
