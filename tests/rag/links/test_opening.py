"""An address opened after its archive has moved on."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from index.removal import remove_articles
from index.statements.parser import Parser
from index.types import Span
from rag.conversation import answer_turn
from rag.links.addresses import key_of, read_address, state_of, write_address
from rag.links.opening import answer_address
from rag.links.types import AnswerChanges
from rag.types import Answer

QUESTION = "What did Ilse Maren say about the ferry?"
TODAY = date(2031, 6, 1)
TOWNS = "Callow Brask Dunmore Estrel Fennick Garve Hollin Istra Jarrow Kelby".split()
MATTERS = (
    "school roof/market hall/bus line/fire brigade/town clock/swimming bath/bread price/"
    "quarry road/library lease/goose fair"
).split("/")


def article(name: str, text: str, day: int) -> dict[str, str]:
    return {
        "id": name,
        "title": f"The town on day {day}",
        "source": "Callow Post",
        "published": f"2031-05-{day:02}",
        "text": text,
    }


def ferry(name: str, words: str, day: int) -> dict[str, str]:
    return article(
        name, f"Mayor Ilse Maren spoke in Port Callow.\n\n“{words},” Ilse Maren said.", day
    )


THEN = [
    ferry("winter", "The ferry will sail in winter", 1),
    ferry("fares", "Nobody will pay twice for the ferry", 2),
    ferry("engine", "The engine of the ferry is older than its captain", 3),
    *(
        article(f"old-{n}", f"The council of {TOWNS[n]} met. Clerk Tom Ode said it rained.", 4)
        for n in range(9)
    ),
]
SINCE = [
    ferry("night", "The ferry is too loud at night, and we will paint it red", 20),
    *(
        article(
            f"new-{town}-{number}",
            f"The council of {town} spoke of the {matter}.\n\n"
            f"“We will pay {number + 3} crowns for the {matter},” Clerk Vera {town} said.",
            10 + number,
        )
        for town in TOWNS
        for number, matter in enumerate(MATTERS)
    ),
][:100]


def add(folder: Path, articles: list[dict[str, str]], embedder: MiniLM, parser: Parser) -> None:
    path = folder.parent / f"{articles[0]['id']}.jsonl"
    path.write_text("\n".join(map(json.dumps, articles)))
    build_archive(folder, [path], embedder, parser=parser)


@pytest.fixture(scope="module")
def then_folder(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM, parser: Parser) -> Path:
    folder = tmp_path_factory.mktemp("then") / "archive"
    add(folder, THEN, embedder, parser)
    return folder


@pytest.fixture
def folder(then_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(then_folder, tmp_path / "archive"))


@pytest.fixture
def address(then_folder: Path, embedder: MiniLM) -> Iterator[str]:
    archive = open_archive(then_folder, embedder)
    answer, _ = answer_turn(archive, QUESTION, as_of=TODAY)
    yield write_address(state_of(answer, as_of=TODAY, archive=archive.manifest.mark))
    archive.close()


def opened(folder: Path, embedder: MiniLM, address: str) -> tuple[Answer, AnswerChanges]:
    archive: Archive = open_archive(folder, embedder)
    try:
        return answer_address(archive, read_address(address))
    finally:
        archive.close()


def test_address_of_an_archive_as_it_was_changes_nothing(
    folder: Path, embedder: MiniLM, address: str
) -> None:
    answer, changes = opened(folder, embedder, address)
    assert not changes.changed
    assert changes.kept == tuple(extract.number for extract in answer.extracts)
    assert changes.note == "The answer is what it was."


def test_a_hundred_added_and_ten_removed_are_told_exactly(
    folder: Path, embedder: MiniLM, parser: Parser, address: str
) -> None:
    assert len(SINCE) == 100
    add(folder, SINCE, embedder, parser)
    remove_articles(folder, ["fares", *(f"old-{n}" for n in range(9))], embedder)
    changed = [replace_words(THEN[2], "older than its captain", "as old as its captain")]
    add(folder, changed, embedder, parser)
    answer, changes = opened(folder, embedder, address)
    archive = changes.archive
    assert (archive.added, archive.removed, archive.changed) == (100, 10, 1)
    by_article = {extract.article_id: extract.number for extract in answer.extracts}
    assert set(changes.kept) == {by_article["winter"]}
    assert {by_article["night"], by_article["engine"]} <= set(changes.new)
    gone = {(g.why, g.extract.text if g.extract else None) for g in changes.gone}
    assert ("removed", None) in gone
    engine = "“The engine of the ferry is older than its captain,” Ilse Maren said."
    assert ("changed", engine) in gone
    assert changes.note.startswith(
        "Since then 100 articles were added, 10 removed and 1 changed. Of the 3 extracts shown"
        " then, 1 is in the answer still."
    )


def replace_words(record: dict[str, str], before: str, after: str) -> dict[str, str]:
    assert before in record["text"]
    return record | {"text": record["text"].replace(before, after)}


def test_removed_words_are_not_in_the_address(address: str) -> None:
    assert "pay" not in address.removeprefix("q=")
    assert "fares" not in address


def test_answer_that_is_none_any_more_is_told(folder: Path, embedder: MiniLM, address: str) -> None:
    remove_articles(folder, ["winter", "fares", "engine"], embedder)
    answer, changes = opened(folder, embedder, address)
    assert answer.abstained
    assert changes.note == (
        "Since then 3 articles were removed. There was an answer then; there is none now."
        " Gone: 3 because its article was removed."
    )


def test_moved_article_keeps_its_extract(folder: Path, embedder: MiniLM, address: str) -> None:
    state = read_address(address)
    assert state.extracts is not None
    elsewhere = tuple(replace(key, article="0" * 12) for key in state.extracts)
    _, changes = opened(folder, embedder, write_address(replace(state, extracts=elsewhere)))
    assert not changes.changed


def test_address_of_another_archive_counts_nothing(
    folder: Path, embedder: MiniLM, address: str
) -> None:
    state = replace(read_address(address), archive="0" * 12)
    _, changes = opened(folder, embedder, write_address(state))
    assert not changes.archive.known
    assert changes.archive.note.startswith("The address was made from another archive")
    later = replace(read_address(address), generation=9999)
    _, changes = opened(folder, embedder, write_address(later))
    assert "a later state" in changes.note


def test_half_a_sentence_is_not_passed_off_as_an_extract(
    folder: Path, embedder: MiniLM, parser: Parser, address: str
) -> None:
    add(
        folder,
        [replace_words(THEN[1], "Nobody will pay twice", "The council pays")],
        embedder,
        parser,
    )
    state = read_address(address)
    _, changes = opened(folder, embedder, address)
    (whole,) = [g for g in changes.gone if g.why == "changed"]
    assert whole.extract is not None
    assert "Nobody will pay twice" in whole.extract.text
    cut = replace(whole.key, span=Span(whole.key.span.start + 8, whole.key.span.end))
    forged = tuple(cut if key == whole.key else key for key in state.extracts or ())
    _, changes = opened(folder, embedder, write_address(replace(state, extracts=forged)))
    assert [g.extract for g in changes.gone if g.key == cut] == [None]


def test_edited_query_is_asked_again(folder: Path, embedder: MiniLM) -> None:
    archive = open_archive(folder, embedder)
    first, talk = answer_turn(archive, QUESTION, as_of=TODAY)
    second, _ = answer_turn(archive, "and about the engine?", talk, as_of=TODAY)
    state = state_of(second, as_of=TODAY, query=second.query)
    answer, changes = answer_address(archive, read_address(write_address(state)))
    archive.close()
    assert first.extracts
    assert [key_of(e) for e in answer.extracts] == [key_of(e) for e in second.extracts]
    assert not changes.changed
