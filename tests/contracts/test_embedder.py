"""What every embedder promises."""

import numpy as np

from index.embedders import Embedder
from index.embedders.minilm import MINILM_SHA256


def test_rows_have_length_one_and_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = ["Snow fell on the harbour.", "Ships waited.", "Snow fell on the harbour."]
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (3, embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.allclose(vectors[0], vectors[2], atol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_queries([]).shape == (0, embedder.dimensions)


def test_nearer_meaning_is_nearer(embedder: Embedder) -> None:
    question, answer, other = embedder.embed_queries(
        ["Who paid for the tunnel?", "The city funded the tunnel.", "A cat slept in the sun."]
    )
    assert question @ answer > question @ other


def test_fingerprint_is_the_hash_of_the_published_weights(embedder: Embedder) -> None:
    assert embedder.fingerprint == MINILM_SHA256
