"""Which statements a view takes as being on its topic."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.archive import Archive, open_archive
from index.embedders.minilm import MiniLM
from index.types import Article, Statement
from rag.views.timeline import find_timeline
from rag.views.types import ViewRequest
from tests.rag.quotes.conftest import put, said

SAID = (
    "Trade with the islands feeds Port Callow",
    "The Callow Trade Hall burned for two days",
    "Moving the school is a trade-off between light and noise",
    "Two sailors were caught trading hats for fish",
    "Free-trade rules keep the ferry cheap",
    "The Harbour Trade keeps its books in order",
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("town") / "archive"
    text = "\n\n".join(f"“{words},” Ilse Maren said." for words in SAID)
    statements: tuple[Statement, ...] = tuple(
        said(text, f"“{words},” Ilse Maren said.", (f"{words},",), "Ilse Maren", "Ilse Maren")
        for words in SAID
    )
    article = Article("a", text, "Town", source="Callow Post", published=date(2031, 5, 6))
    put(folder, [(article, statements)], embedder)
    opened = open_archive(folder, embedder)
    yield opened
    opened.close()


def on_topic(town: Archive, about: str) -> set[str]:
    days = find_timeline(town, ViewRequest(about=about)).days
    return {" ".join(quote.words).rstrip(",") for day in days for quote in day.statements}


def test_word_inside_a_name_or_another_word_is_not_the_topic(town: Archive) -> None:
    assert on_topic(town, "trade") == {SAID[0], SAID[4], SAID[5]}


def test_name_that_is_asked_for_is_the_topic(town: Archive) -> None:
    assert on_topic(town, "Trade Hall") == {SAID[1]}


def test_form_of_the_verb_that_is_asked_for_is_the_topic(town: Archive) -> None:
    assert SAID[3] in on_topic(town, "trading hats")
