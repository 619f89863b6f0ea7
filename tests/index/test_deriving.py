import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.deriving import pool_passages
from index.segmentation import segment
from index.types import Article, Segments, Span
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


def test_sentence_that_runs_on_counts_where_it_stands() -> None:
    segments = Segments((Span(0, 40), Span(41, 60)), (Span(0, 50), Span(51, 60)), (0, 0, 1)[::2])
    vectors = HashEmbedder().embed_passages(["one", "another"])
    pooled = pool_passages(segments, vectors)
    expected = 9 * vectors[0] + 9 * vectors[1]
    assert np.allclose(pooled[0], vectors[0], atol=1e-6)
    assert np.allclose(pooled[1], expected / np.linalg.norm(expected), atol=1e-6)


PIECES = st.sampled_from(
    [
        "Rain fell.",
        "\n\n",
        "\n",
        " ",
        "x" * 700,
        "y, " * 500,
        "“Go,” he said. ",
        "\u2003",
        "\u202e",
        ".",
    ]
)


@settings(deadline=None)  # the first text waits for the splitter to be read
@given(st.lists(PIECES, min_size=1, max_size=30).map("".join))
def test_every_passage_has_a_vector(text: str) -> None:
    segments = segment(Article("a", text, "A title"))
    texts = [span.of(text) for span in segments.sentences]
    pooled = pool_passages(segments, HashEmbedder().embed_passages(texts))
    assert len(pooled) == len(segments.passages)
    assert np.allclose(np.linalg.norm(pooled, axis=1), 1.0, atol=1e-4)
