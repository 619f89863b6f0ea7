"""txtai: Segmentation with a chunker, and an Embeddings database that keeps the content."""

import json
from collections.abc import Iterator
from pathlib import Path

from txtai import Embeddings
from txtai.pipeline import Segmentation

from benchmarks.peers.tools.job import (
    CHUNK_CHARS,
    TOP_K,
    Place,
    Search,
    locate,
    plain,
    read_documents,
    run,
)


def index(articles: Path, folder: Path, model: Path) -> int:
    """Split, embed and save."""
    # Cleaned, chunks could not be found again in the article.
    segment = Segmentation(
        chunker="recursive", tokenizer="character", chunk_size=CHUNK_CHARS, cleantext=False
    )
    embeddings = Embeddings(path=str(model), content=True)

    def chunks() -> Iterator[tuple[str, str]]:
        for one in read_documents(articles):
            at = 0
            for chunk in segment(one.text):
                start, at = locate(one.text, chunk, at)
                yield json.dumps([one.id, start, at]), chunk

    embeddings.index(chunks())
    embeddings.save(str(folder))
    return int(embeddings.count())


def open_index(folder: Path, model: Path) -> Search:
    """Load what was saved."""
    embeddings = Embeddings()
    embeddings.load(str(folder))

    def search(turns: list[str]) -> list[Place]:
        return [Place(*json.loads(one["id"])) for one in embeddings.search(plain(turns), TOP_K)]

    return search


if __name__ == "__main__":
    run(index, open_index)
