"""What an answer takes from the views."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.archive import Archive, open_archive
from index.embedders.minilm import MiniLM
from index.types import Article, Statement
from rag.conversation import answer_turn
from tests.rag.quotes.conftest import put, said

SAID = [
    (1, "Ilse Maren said the ferry tax would rise twice in every year."),
    (1, "Ilse Maren said the ferry tax was needed by the ferry tax office."),
    (1, "Ilse Maren said the ferry tax had to be paid by all ferry guests."),
    (1, "Ilse Maren said the ferry tax was an old ferry tax of the town."),
    (1, "Ilse Maren said the ferry tax was in the interest of ferry crews."),
    (1, "Ilse Maren said the ferry tax would be a small ferry tax for now."),
    (20, "Ilse Maren said the ferry tax was a mistake and would be dropped."),
    (28, "In March, Ilse Maren said the ferry tax would never come."),
]
AGAINST = [
    "Bo Lindqvist said the ferry tax paid for the pumps of the harbour.",
    "Vera Quill said Maren was wrong about the ferry tax of the town.",
]


def told(name: str, sentence: str, day: int) -> tuple[Article, tuple[Statement, ...]]:
    text = f"{sentence}\n\nThe harbour of Port Callow is old, entry {name}."
    speaker = next(s for s in ("Ilse Maren", "Bo Lindqvist", "Vera Quill") if s in sentence)
    words = sentence.split(" said ")[1]
    article = Article(name, text, name, source="Callow Post", published=date(2031, 5, day))
    return article, (said(text, sentence, (words,), speaker, speaker, kind="indirect"),)


@pytest.fixture(scope="module")
def tax(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("tax") / "archive"
    articles = [told(f"m{n}", sentence, day) for n, (day, sentence) in enumerate(SAID)]
    articles += [told(f"a{n}", sentence, 21) for n, sentence in enumerate(AGAINST)]
    put(folder, articles, embedder)
    opened = open_archive(folder, embedder)
    yield opened
    opened.close()


def test_what_changed_is_shown_over_its_days(tax: Archive) -> None:
    answer, _ = answer_turn(
        tax, "How did Maren's position on the ferry tax change?", min_evidence=0
    )
    assert answer.query.form == "changed"
    texts = [extract.text for extract in answer.extracts]
    assert texts[0].startswith("In March")
    assert texts[-1].endswith("would be dropped.")
    assert [extract.number for extract in answer.extracts] == list(range(1, len(texts) + 1))


def test_who_disagrees_begins_with_who_opposes(tax: Archive) -> None:
    answer, _ = answer_turn(tax, "Who disagrees with Maren about the ferry tax?", min_evidence=0)
    assert answer.query.form == "disagree"
    assert answer.extracts[0].speaker == "Vera Quill"
