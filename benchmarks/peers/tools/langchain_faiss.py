"""LangChain: RecursiveCharacterTextSplitter, HuggingFaceEmbeddings and the FAISS vector store."""

from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.peers.tools.job import (
    CHUNK_CHARS,
    TOP_K,
    Place,
    Search,
    plain,
    read_documents,
    run,
)


def index(articles: Path, folder: Path, model: Path) -> int:
    """Split, embed and save."""
    documents = [
        Document(page_content=one.text, metadata={"id": one.id}) for one in read_documents(articles)
    ]
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARS, chunk_overlap=0, add_start_index=True
    )
    splits = splitter.split_documents(documents)
    store = FAISS.from_documents(splits, HuggingFaceEmbeddings(model_name=str(model)))
    store.save_local(str(folder))
    return len(splits)


def open_index(folder: Path, model: Path) -> Search:
    """Load what was saved; the file is our own, so unpickling it is no danger."""
    store = FAISS.load_local(
        str(folder),
        HuggingFaceEmbeddings(model_name=str(model)),
        allow_dangerous_deserialization=True,
    )

    def search(turns: list[str]) -> list[Place]:
        found = store.similarity_search(plain(turns), k=TOP_K)
        return [
            Place(one.metadata["id"], start, start + len(one.page_content))
            for one in found
            for start in [one.metadata["start_index"]]
        ]

    return search


if __name__ == "__main__":
    run(index, open_index)
