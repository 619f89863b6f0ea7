"""Haystack: RecursiveDocumentSplitter, sentence-transformers embedders, InMemoryDocumentStore."""

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.preprocessors import RecursiveDocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peers.tools.job import (
    CHUNK_CHARS,
    TOP_K,
    Place,
    Search,
    plain,
    read_documents,
    run,
)

_FILE = "store.json"

# Its own list has a sentence splitter in it whose model would have to be fetched.
_SEPARATORS = ["\n\n", "\n", r"\. ", " "]


def index(articles: Path, folder: Path, model: Path) -> int:
    """Split, embed, write and save."""
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    pipeline = Pipeline()
    splitter = RecursiveDocumentSplitter(
        split_length=CHUNK_CHARS, split_overlap=0, split_unit="char", separators=_SEPARATORS
    )
    pipeline.add_component("splitter", splitter)
    pipeline.add_component("embedder", SentenceTransformersDocumentEmbedder(model=str(model)))
    pipeline.add_component("writer", DocumentWriter(document_store=store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    documents = [
        Document(content=one.text, meta={"article": one.id}) for one in read_documents(articles)
    ]
    pipeline.run({"splitter": {"documents": documents}})
    folder.mkdir(parents=True, exist_ok=True)
    store.save_to_disk(str(folder / _FILE))
    return int(store.count_documents())


def open_index(folder: Path, model: Path) -> Search:
    """Load what was saved."""
    store = InMemoryDocumentStore.load_from_disk(str(folder / _FILE))
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=str(model)))
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(store, top_k=TOP_K))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")

    def search(turns: list[str]) -> list[Place]:
        answer = pipeline.run({"embedder": {"text": plain(turns)}})
        return [
            Place(one.meta["article"], start, start + len(one.content))
            for one in answer["retriever"]["documents"]
            for start in [one.meta["split_idx_start"]]
        ]

    return search


if __name__ == "__main__":
    run(index, open_index)
