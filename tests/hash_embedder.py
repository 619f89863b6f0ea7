"""A cheap deterministic embedder, for tests of durability and order."""

import numpy as np

from index.types import Vectors

DIMENSIONS = 8


class HashEmbedder:
    """Deterministic vectors of the text's bytes: cheap, and equal texts are equal."""

    name = "hash"
    fingerprint = "0" * 64
    dimensions = DIMENSIONS

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Like passages."""
        return self.embed_passages(texts)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Unit rows drawn with the text as the seed."""
        rows = [
            np.random.default_rng(list(text.encode())).normal(size=self.dimensions)
            for text in texts
        ]
        vectors = np.asarray(rows, dtype=np.float32).reshape(-1, self.dimensions)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
