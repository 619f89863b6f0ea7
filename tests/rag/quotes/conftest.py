"""An archive of fictional articles whose statements are written by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.duplicates import sign
from index.embedders import Embedder
from index.segmentation import segment
from index.stores.opening import writing_store
from index.types import Article, IndexedArticle, SaidOn, Span, Statement
from tests.hash_embedder import HashEmbedder

HASHES = HashEmbedder()

FERRY = (
    "Mayor Ilse Maren opened the debate in Port Callow on Monday.\n\n"
    "“The ferry will sail in winter,” Maren said, “and nobody will pay for a cabin.”\n\n"
    "She will argue that the old harbour wall cannot be saved.\n\n"
    "Engineer Bo Lindqvist declined to say whether the pumps had been tested.\n\n"
    "A sign at the quay read “No fishing before dawn without a lamp”. The town has nine "
    "lighthouses and one baker."
)
TUNNEL = (
    "“The tunnel is safe for every child in this town,” Bo Lindqvist said on Friday. "
    "Ilse Maren said the tunnel had cost 410 million crowns.\n\n"
    "“We are ready,” Maren said. “We are ready,” said Lindqvist."
)


def spans(text: str, *quoted: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(q), text.index(q) + len(q)) for q in quoted)


def said(
    text: str,
    extent: str,
    words: tuple[str, ...],
    mention: str,
    speaker: str | None,
    **more: object,
) -> Statement:
    (whole,) = spans(text, extent)
    inside = tuple(
        Span(whole.start + extent.index(word), whole.start + extent.index(word) + len(word))
        for word in words
    )
    at = whole.start + extent.index(mention)
    statement = Statement(
        whole, inside, None, Span(at, at + len(mention)), speaker, "direct", 0.95, basis="name"
    )
    return replace(statement, **more)  # type: ignore[arg-type]  # fields by name


def ferry_statements(text: str) -> tuple[Statement, ...]:
    winter = "“The ferry will sail in winter,” Maren said, “and nobody will pay for a cabin.”"
    wall = "She will argue that the old harbour wall cannot be saved."
    pumps = "Engineer Bo Lindqvist declined to say whether the pumps had been tested."
    monday = SaidOn(date(2031, 5, 5), "resolved")
    return (
        said(
            text, winter, ("The ferry will sail in winter,", "and nobody will pay for a cabin."),
            "Maren", "Ilse Maren", role="mayor", said_on=monday, topics=("ferry", "winter"),
        ),
        said(
            text, wall, ("the old harbour wall cannot be saved",), "She", "Ilse Maren",
            kind="indirect", modality="planned", basis="pronoun", confidence=0.7,
        ),
        said(
            text, pumps, ("whether the pumps had been tested",), "Bo Lindqvist", "Bo Lindqvist",
            kind="indirect", polarity="negated", role="engineer",
        ),
    )  # fmt: skip


def tunnel_statements(text: str) -> tuple[Statement, ...]:
    safe = "“The tunnel is safe for every child in this town,” Bo Lindqvist said on Friday."
    cost = "Ilse Maren said the tunnel had cost 410 million crowns."
    hers, his = "“We are ready,” Maren said.", "“We are ready,” said Lindqvist."
    return (
        said(
            text, safe, ("The tunnel is safe for every child in this town,",), "Bo Lindqvist",
            "Bo Lindqvist",
        ),
        said(
            text, cost, ("the tunnel had cost 410 million crowns",), "Ilse Maren", "Ilse Maren",
            kind="indirect",
        ),
        said(text, hers, ("We are ready,",), "Maren", "Ilse Maren"),
        said(text, his, ("We are ready,",), "Lindqvist", "Bo Lindqvist"),
    )  # fmt: skip


def put(
    folder: Path,
    articles: list[tuple[Article, tuple[Statement, ...]]],
    embedder: Embedder = HASHES,
) -> None:
    with writing_store(folder, embedder) as store:
        for article, statements in articles:
            segments = segment(article)
            texts = [
                [span.of(article.text) for span in found]
                for found in (segments.passages, segments.sentences)
            ]
            passages, sentences = map(embedder.embed_passages, texts)
            indexed = IndexedArticle(
                article, segments, statements, passages, sentences, sign(article)
            )
            store.upsert(indexed)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The ferry's article, a later copy of it in another outlet, and the tunnel's."""
    folder = tmp_path_factory.mktemp("port") / "archive"
    first = Article(
        "ferry", FERRY, "A ferry in winter", source="Callow Post", published=date(2031, 5, 6)
    )
    copy = replace(first, id="copy", source="Port Gazette", published=date(2031, 5, 8))
    # The last sentence differs, so that the copy is another text of the same story.
    copy = replace(copy, text=FERRY.replace("one baker", "two bakers"))
    tunnel = Article(
        "tunnel", TUNNEL, "The tunnel", source="Port Gazette", published=date(2031, 6, 1)
    )
    articles = [
        (first, ferry_statements(first.text)),
        (copy, ferry_statements(copy.text)),
        (tunnel, tunnel_statements(tunnel.text)),
    ]
    put(folder, articles)
    opened = open_archive(folder, HashEmbedder())
    yield opened
    opened.close()
