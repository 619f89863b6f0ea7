"""Which topics of statements a person would ask about, and in what words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index.archive import open_archive
from index.embedders.minilm import MiniLM
from index.types import Article, Statement
from rag.quotes.naming import Names
from rag.suggesting.matters import find_matters
from tests.rag.quotes.conftest import put, said

Asked = Callable[..., set[tuple[str, str]]]


@pytest.fixture
def asked(tmp_path: Path, embedder: MiniLM) -> Asked:
    def found(title: str, *told: tuple[str, str, str]) -> set[tuple[str, str]]:
        """Who is asked about what, of an article with such a title."""
        text = "\n\n".join(f"“{words},” {name} said." for words, name, _ in told)
        statements: tuple[Statement, ...] = tuple(
            said(text, f"“{words},” {name} said.", (f"{words},",), name, name, topics=(topic,))
            for words, name, topic in told
        )
        article = Article("a", text, title, source="Callow Post", published=date(2031, 5, 6))
        put(tmp_path / "archive", [(article, statements)], embedder)
        archive = open_archive(tmp_path / "archive", embedder)
        with archive.view() as snapshot:
            rows = snapshot.statements_in([s.key for s in snapshot.standings().values()])
            matters = find_matters(snapshot, rows, Names(snapshot.speakers()))
        archive.close()
        return {(matter.speaker, matter.topic) for matter in matters}

    return found


def test_topic_of_the_title_is_asked_for_with_its_article(asked: Asked) -> None:
    assert asked(
        "Ferry returns",
        ("We want the ferry back", "Ilse Maren", "ferry"),
        ("Nobody sold the ferry at all", "Ilse Maren", "ferry"),
        ("On this level we agree", "Ilse Maren", "level"),
        ("Not on that level", "Ilse Maren", "level"),
    ) == {("Ilse Maren", "the ferry")}


def test_topic_of_several_speakers_needs_no_title(asked: Asked) -> None:
    assert asked(
        "A long night in Callow",
        ("We pay harbour taxes twice", "Ilse Maren", "harbour taxes"),
        ("I never paid harbour taxes", "Ilse Maren", "harbour taxes"),
        ("Without harbour taxes no wall", "Bo Lindqvist", "harbour taxes"),
    ) == {("Ilse Maren", "harbour taxes")}


def test_topic_that_cannot_stand_in_a_question_is_left_out(asked: Asked) -> None:
    assert not asked(
        "The decision",
        ("Her quick decision helped", "Ilse Maren", "decision"),
        ("My late decision did not", "Ilse Maren", "decision"),
    )
