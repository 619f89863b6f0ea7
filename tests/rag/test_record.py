"""The engine as programs use it from Python."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.errors import NoArchive, QuestionError, UnknownArticle, UnknownName
from rag import Record, open_record
from tests.conftest import ROOT

GUARANTEES = "what did Trump say about guarantees?"


@pytest.fixture(scope="module")
def record(built_once: Path) -> Iterator[Record]:
    with open_record(built_once) as opened:
        yield opened


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, rag; from rag import open_record\n"
        "heavy = 'torch gradio spacy fastapi mcp langchain_core onnxruntime'.split()\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"
    light = "import sys, rag; print([m for m in sys.modules if m.startswith(('rag.', 'index'))])"
    done = subprocess.run(
        [sys.executable, "-c", light], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_what_the_package_does_not_have_is_said() -> None:
    import rag

    with pytest.raises(AttributeError, match="no attribute 'open_everything'"):
        _ = rag.open_everything


def test_a_question_is_answered_with_slices_of_articles(record: Record) -> None:
    answer = record.ask(GUARANTEES)
    assert [extract.speaker for extract in answer.extracts][:2] == ["Donald Trump"] * 2
    for extract in answer.extracts:
        assert extract.span.of(record.article(extract.article_id).text) == extract.text


def test_turns_filters_and_numbers_of_extracts_are_taken(record: Record) -> None:
    assert record.ask("and Starmer?", turns=[GUARANTEES]).query.speakers == ("Keir Starmer",)
    limited = record.ask("guarantees", speakers=["starmer"], min_evidence=0)
    assert {extract.speaker for extract in limited.extracts} == {"Keir Starmer"}
    assert record.ask(GUARANTEES, until=date(2020, 1, 1)).reason == "outside_dates"
    assert len(record.ask(GUARANTEES, most=2).extracts) == 2
    assert len(record.ask("what did they say about Ukraine?", most=9).extracts) > 5


def test_everything_else_can_be_asked(record: Record) -> None:
    assert record.quotes(speakers=["Maren"], direct=True).shown == 1
    assert record.who("We owe the fishermen an apology").places[0].speakers == ("Ilse Maren",)
    assert record.speakers("Trump").speakers[0].name == "Donald Trump"
    assert record.timeline(GUARANTEES).days[0].day == date(2025, 2, 27)
    sides = record.sides(about="guarantees", speakers=["Starmer", "Trump"])
    assert [column.name for column in sides.columns] == ["Keir Starmer", "Donald Trump"]
    assert record.accounts("guarantees").generation > 0
    assert record.articles("harbour").total == 1
    assert record.versions("harbour.txt")[0].text == record.article("harbour.txt").text


@pytest.mark.parametrize("as_of", [date.min, date.max])
@pytest.mark.parametrize("when", ["last week", "tomorrow", "since May", "on 31 December 9999"])
def test_days_at_the_ends_of_the_calendar_are_days(record: Record, as_of: date, when: str) -> None:
    answer = record.ask(f"what did Trump say {when}?", as_of=as_of)
    assert answer.receipt.articles == 2


def test_what_cannot_be_asked_says_what_to_do(record: Record, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="is empty"):
        record.ask(" ")
    with pytest.raises(QuestionError, match="swap the two days"):
        record.ask(GUARANTEES, since=date(2025, 3, 1), until=date(2025, 2, 1))
    with pytest.raises(UnknownName, match="did you mean Keir Starmer"):
        record.ask(GUARANTEES, speakers=["Stramer"])
    with pytest.raises(UnknownName, match="from 'The Moon'"):
        record.ask(GUARANTEES, sources=["The Moon"])
    with pytest.raises(UnknownArticle, match="has the id 'nowhere'"):
        record.versions("nowhere")
    with pytest.raises(NoArchive):
        open_record(tmp_path)
