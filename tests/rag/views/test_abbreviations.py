"""What an abbreviation stands for in an archive."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.archive import Archive, open_archive
from index.types import Article
from rag.views.abbreviations import written_out
from tests.hash_embedder import HashEmbedder
from tests.rag.quotes.conftest import put

TEXT = (
    "The Port Callow Board of Ferries (CBF) met. The Callow Board of Ferries (CBF) chose. "
    "The town council (CBX) slept. The CFD is a fire department."
)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("board") / "archive"
    put(folder, [(Article("a", TEXT, "A", published=date(2031, 5, 1)), ())])
    opened = open_archive(folder, HashEmbedder())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("the CBF", ("callow", "board", "ferries")),
        ("CBX", ()),
        ("the CFD", ()),
        ("ferries", ()),
        ("CB", ()),
    ],
)
def test_only_what_is_written_out_letter_by_letter_counts(
    board: Archive, topic: str, words: tuple[str, ...]
) -> None:
    with board.view() as snapshot:
        assert written_out(snapshot, topic) == words
