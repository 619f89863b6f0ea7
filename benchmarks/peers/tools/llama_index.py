"""LlamaIndex: SentenceSplitter, HuggingFaceEmbedding and a VectorStoreIndex that is persisted."""

from pathlib import Path

from llama_index.core import (
    Document,
    Settings,
    StorageContext,
    VectorStoreIndex,
    load_index_from_storage,
)
from llama_index.core.node_parser import SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from benchmarks.peers.tools.job import TOP_K, Place, Search, plain, read_documents, run

# It counts tokens: so many are some 500 characters of news.
_CHUNK_TOKENS = 110


def index(articles: Path, folder: Path, model: Path) -> int:
    """Split, embed and persist."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=str(model))
    documents = [Document(id_=one.id, text=one.text) for one in read_documents(articles)]
    made = VectorStoreIndex.from_documents(
        documents,
        transformations=[SentenceSplitter(chunk_size=_CHUNK_TOKENS, chunk_overlap=0)],
    )
    made.storage_context.persist(persist_dir=str(folder))
    return len(made.docstore.docs)


def open_index(folder: Path, model: Path) -> Search:
    """Load what was persisted."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=str(model))
    storage = StorageContext.from_defaults(persist_dir=str(folder))
    retriever = load_index_from_storage(storage).as_retriever(similarity_top_k=TOP_K)

    def search(turns: list[str]) -> list[Place]:
        nodes = [found.node for found in retriever.retrieve(plain(turns))]
        return [Place(node.ref_doc_id, node.start_char_idx, node.end_char_idx) for node in nodes]

    return search


if __name__ == "__main__":
    run(index, open_index)
