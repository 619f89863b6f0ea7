"""The seam between the index and whatever turns text into vectors."""

from typing import Protocol

from index.types import Vectors


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity."""

    @property
    def name(self) -> str:
        """What people call the model."""
        ...

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights, in hexadecimal: equal means equal vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        ...

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Embed questions; shape (n, dimensions), (0, dimensions) for none."""
        ...

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Embed text of articles; shape (n, dimensions), (0, dimensions) for none."""
        ...
