"""newsrag with vectors: a SQLite store of sources, embedded again at each start."""

from datetime import UTC, datetime
from pathlib import Path

from newsrag import NewsroomRAG, Source, SQLiteSourceStore
from newsrag.multilingual import MultilingualEmbedder

from benchmarks.peers.tools.job import (
    CHUNK_CHARS,
    TOP_K,
    Document,
    Place,
    Search,
    plain,
    read_documents,
    run,
)

_FILE = "sources.db"


def index(articles: Path, folder: Path, model: Path) -> int:
    """Store the sources; passages and vectors are none of what it keeps."""
    folder.mkdir(parents=True, exist_ok=True)
    with SQLiteSourceStore(folder / _FILE) as store:
        for one in read_documents(articles):
            store.upsert(_source(one))
    return 0


def open_index(folder: Path, model: Path) -> Search:
    """Split and embed everything."""
    return _search(
        NewsroomRAG(embed=MultilingualEmbedder(str(model)), chunk_size=CHUNK_CHARS, overlap=0),
        folder,
    )


def open_words(folder: Path, model: Path) -> Search:
    """Split everything, for a search by words alone."""
    return _search(NewsroomRAG(chunk_size=CHUNK_CHARS, overlap=0), folder)


def _search(newsroom: NewsroomRAG, folder: Path) -> Search:
    with SQLiteSourceStore(folder / _FILE) as store:
        newsroom.add(*store.sources())

    def search(turns: list[str]) -> list[Place]:
        found = newsroom.search(plain(turns), top_k=TOP_K)
        return [Place(one.source_id, one.start, one.end) for one in found]

    return search


def _source(one: Document) -> Source:
    published = datetime.fromisoformat(one.published) if one.published else None
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return Source(id=one.id, title=one.title, text=one.text, published_at=published)


if __name__ == "__main__":
    run(index, open_index)
