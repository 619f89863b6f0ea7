import csv
import io
from dataclasses import replace

import pytest

from index.archive import Archive
from index.types import Article
from rag.conversation import answer_turn
from rag.page.exporting import to_csv, to_markdown, to_text
from rag.types import Extract, Turn
from rag.written import CheckedSentence, Prose


@pytest.fixture
def turns(archive: Archive) -> list[Turn]:
    questions = "what did Trump say about guarantees?", "what did Angela Merkel say about chess?"
    return [Turn(question, answer_turn(archive, question)[0]) for question in questions]


def with_first(turn: Turn, **changes: object) -> Turn:
    first: Extract = replace(turn.answer.extracts[0], **changes)  # type: ignore[arg-type]  # shorthand
    return replace(turn, answer=replace(turn.answer, extracts=(first,)))


def test_markdown_quotes_each_extract_and_notes_its_place(turns: list[Turn]) -> None:
    text = to_markdown(turns, "Guarantees")
    assert text.startswith("# Guarantees\n\n## what did Trump say about guarantees?")
    for extract in turns[0].answer.extracts:
        mark = f"[^1-{extract.number}]"
        assert text.count(mark) == 2
        note = next(line for line in text.splitlines() if line.startswith(f"{mark}: "))
        assert f"characters {extract.span.start}–{extract.span.end}" in note
    assert "Angela Merkel is not quoted" in text


def test_what_an_article_says_stays_words_in_markdown(turns: list[Turn]) -> None:
    hostile = "![x](http://evil.example/a.png) <img src=x onerror=y> [go](javascript:y)\n# Head"
    text = to_markdown([with_first(turns[0], text=hostile, url="javascript:alert(1)")])
    assert "![x](" not in text
    assert "<img" not in text
    assert "](javascript" not in text
    assert "\n# Head" not in text
    assert "javascript:alert" not in text


def test_the_table_names_the_very_place_of_each_extract(turns: list[Turn], seed: Article) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(turns[:1]))))
    assert len(rows) == len(turns[0].answer.extracts)
    for row in rows:
        assert seed.text[int(row["start"]) : int(row["end"])] == row["text"]
        assert row["answers"] == "yes"
        assert (row["outlet"], row["published"]) == ("Reuters", "2025-02-28")


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_spreadsheet_computes_nothing_of_it(turns: list[Turn], formula: str) -> None:
    (row,) = csv.DictReader(io.StringIO(to_csv([with_first(turns[0], text=formula)])))
    assert row["text"] == f"'{formula}"


def test_text_to_paste_holds_words_and_places(turns: list[Turn]) -> None:
    first = turns[0].answer.extracts[0]
    text = to_text(turns[0], only=1)
    assert text.startswith(f"{first.text} [1]\n\n[1] ")
    assert "[2]" not in text
    assert "[2]" in to_text(turns[0])


PROSE = Prose(
    sentences=(
        CheckedSentence("Trump said *so*.", (1, 2), (), "supported", "", 0.9),
        CheckedSentence("It is so.", (1,), (), "weak", "it states as fact what Trump said", 0.9),
        CheckedSentence("=Starmer [x](y) said so.", (), (9,), "unsupported", "it cites none", 0.0),
    ),
    model="smol",
    host="writer.example",
    local=False,
    fault="the writer broke off",
    withheld=(),
    first_s=0.1,
    total_s=0.2,
)


def test_prose_is_exported_with_its_verdicts(turns: list[Turn]) -> None:
    written = [replace(turns[0], prose=PROSE), turns[1]]
    text = to_markdown(written)
    credit = r"*Written by smol at writer.example; the question and the extracts are sent there, "
    assert text.index(credit) < text.index("\n> ")
    assert "Trump said \\*so\\*.[^1-1][^1-2]\n" in text
    assert "It is so.[^1-1] **weak:** it states as fact what Trump said" in text
    assert "**Not supported by the sources:**\n\n- ~~=Starmer \\[x\\]\\(y\\) said so.~~" in text
    assert "*the writer broke off*" in text
    pasted = to_text(written[0])
    assert pasted.index("It is so. [1] (weak: it states") < pasted.index(" [1]\n\n")
    assert "Not supported by the sources:\n- =Starmer" in pasted
    assert "smol" not in to_text(written[0], only=1)


def test_the_table_names_who_wrote_a_sentence_and_its_verdict(turns: list[Turn]) -> None:
    written = replace(turns[0], prose=PROSE)
    rows = list(csv.DictReader(io.StringIO(to_csv([written]))))
    said, wrote = (
        [r for r in rows if bool(r["written_by"]) is is_ours] for is_ours in (False, True)
    )
    assert [row["number"] for row in said] == [str(e.number) for e in turns[0].answer.extracts]
    assert [(row["verdict"], row["cites"], row["kind"]) for row in wrote] == [
        ("supported", "1 2", "written"),
        ("weak", "1", "written"),
        ("unsupported", "", "written"),
    ]
    assert wrote[2]["text"].startswith("'=Starmer")
    assert wrote[0]["written_by"] == "smol at writer.example"
