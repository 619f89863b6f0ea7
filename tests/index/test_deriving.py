import numpy as np

from index.deriving import pool_passages
from index.types import Segments, Span
from tests.hash_embedder import HashEmbedder


def test_passage_is_the_mean_of_its_sentences_by_their_length() -> None:
    segments = Segments(
        passages=(Span(0, 40), Span(42, 60)),
        sentences=(Span(0, 10), Span(10, 40), Span(42, 60)),
        passage_of=(0, 0, 1),
    )
    vectors = HashEmbedder().embed_passages(["one", "another", "alone"])
    pooled = pool_passages(segments, vectors)
    expected = 0.25 * vectors[0] + 0.75 * vectors[1]
    assert np.allclose(pooled[0], expected / np.linalg.norm(expected), atol=1e-6)
    assert np.allclose(pooled[1], vectors[2], atol=1e-6)
    assert pool_passages(Segments((), (), ()), vectors[:0]).shape == (0, vectors.shape[1])
