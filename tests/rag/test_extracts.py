import io
import json
from pathlib import Path

from rich.console import Console

from index.archive import open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from rag.contract import extract_to_json
from rag.conversation import answer_turn
from rag.page.thread import render_turn
from rag.repeats import wording
from rag.terminal import print_answer
from rag.types import Answer, Turn

LEAD = "The harbour tunnel will stay closed until October, Mayor Ilse Maren said on Saturday."
REST = """\
Inspectors found salt water in three of its seven pumping stations, and the repairs need parts \
that only one foundry makes.

"We owe the fishermen an apology for the tunnel," Maren told reporters at the town hall.

Engineer Bo Lindqvist warned last winter that the pumps had never been tested under load. His \
report was filed with the budget office, which took no decision before the spring election.

The tunnel cost 410 million crowns and was to replace the ferry, whose last crossing drew a crowd \
of several thousand people to the old pier.
"""
OTHER = """\
For the shops at the pier the tunnel is a sore point, and few of them expect a good summer.

Maren said that the tunnel would get pumps of another make, whatever the budget office thinks.
"""


def told(folder: Path, embedder: MiniLM, articles: dict[str, tuple[str, str]]) -> Answer:
    """What is answered about the tunnel from articles with an outlet and a text."""
    folder.mkdir()
    lines = [
        json.dumps({"id": name, "title": name, "source": source, "text": text})
        for name, (source, text) in articles.items()
    ]
    (folder / "news.jsonl").write_text("\n".join(lines))
    build_archive(folder / "archive", [folder / "news.jsonl"], embedder)
    archive = open_archive(folder / "archive", embedder)
    answer, _ = answer_turn(archive, "What did Maren say about the tunnel?")
    archive.close()
    return answer


WIRE_COPIES = {
    "wire": ("Northern Wire", f"{LEAD}\n\n{REST}"),
    "gazette": ("Gazette", f"PORT CALLOW, May 3 (Northern Wire) - {LEAD}\n\n{REST}"),
    "herald": ("Herald", f"{LEAD.replace('on Saturday', 'Saturday')}\n\n{REST}"),
    "mirror": ("Gazette", f"{LEAD}\n\n{REST.replace('seven', 'its 7')}"),
    "feature": ("Herald", OTHER),
}


def test_repeated_story_neither_fills_an_answer_nor_counts_as_several_sources(
    tmp_path: Path, embedder: MiniLM
) -> None:
    answer = told(tmp_path / "a", embedder, WIRE_COPIES)
    shown = [wording(extract.text) for extract in answer.extracts]
    assert len(set(shown)) == len(shown)
    assert sum("stay closed until october" in words for words in shown) == 1
    assert any("pumps of another make" in words for words in shown)
    assert len({extract.story for extract in answer.extracts}) == 2


def test_copies_are_named_with_their_outlets(tmp_path: Path, embedder: MiniLM) -> None:
    answer = told(tmp_path / "a", embedder, WIRE_COPIES)
    (lead,) = (e for e in answer.extracts if "stay closed until October" in e.text)
    ids = {"wire", "gazette", "herald", "mirror"} - {lead.article_id}
    outlets = {WIRE_COPIES[name][0] for name in ids}
    assert set(lead.also_in) == ids
    assert len(lead.also_in) == 3
    assert set(lead.also_sources) == outlets
    assert extract_to_json(lead)["also_in"] == list(lead.also_in)
    console = Console(file=io.StringIO(), width=200)
    print_answer(console, answer)
    page = render_turn(Turn(answer.question, answer), 0)
    for drawn in (console.file.getvalue(), page):  # type: ignore[attr-defined]  # a StringIO
        assert f"also in 3 more articles ({', '.join(lead.also_sources)})" in drawn


def test_copy_that_the_question_does_not_find_is_named_too(
    tmp_path: Path, embedder: MiniLM
) -> None:
    # Fifty sentences and 25 passages are searched: these copies are far more.
    copies = {f"copy{n:03}": (f"Outlet {n % 7}", f"{LEAD}\n\n{REST}") for n in range(120)}
    answer = told(tmp_path / "a", embedder, copies)
    assert len(answer.extracts[0].also_in) == 119
    assert len(answer.extracts[0].also_sources) == 7


def test_answer_does_not_depend_on_the_order_of_arrival(tmp_path: Path, embedder: MiniLM) -> None:
    orders = [list(WIRE_COPIES), sorted(WIRE_COPIES), sorted(WIRE_COPIES, reverse=True)]
    answers = [
        told(tmp_path / str(n), embedder, {name: WIRE_COPIES[name] for name in order})
        for n, order in enumerate(orders)
    ]
    seen = [
        [(wording(e.text), frozenset((e.article_id, *e.also_in))) for e in answer.extracts]
        for answer in answers
    ]
    assert seen[0] == seen[1] == seen[2]


def test_a_correction_is_no_repeat(tmp_path: Path, embedder: MiniLM) -> None:
    corrected = LEAD.replace("October", "December")
    answer = told(
        tmp_path / "a",
        embedder,
        {"one": ("Wire", f"{LEAD}\n\n{REST}"), "two": ("Wire", f"{corrected}\n\n{REST}")},
    )
    texts = [extract.text for extract in answer.extracts]
    assert {LEAD, corrected} <= set(texts)
    assert all(e.also_in == () for e in answer.extracts if e.text in (LEAD, corrected))


def test_same_words_in_another_article_are_shown_once_and_counted(
    tmp_path: Path, embedder: MiniLM
) -> None:
    lead = "“The tunnel leaks in three places,” Mayor Ilse Maren said."
    for name, rest in (("one", "Ships waited."), ("two", "Snow fell."), ("three", "It was May.")):
        (tmp_path / f"{name}.txt").write_text(f"{lead}\n\n{rest}")
    build_archive(tmp_path / "archive", [tmp_path], embedder)
    archive = open_archive(tmp_path / "archive", embedder)
    answer, _ = answer_turn(archive, "What did Maren say about the tunnel?")
    texts = [extract.text for extract in answer.extracts]
    assert texts.count(lead) == 1
    (first,) = (extract for extract in answer.extracts if extract.text == lead)
    assert sorted([first.article_id, *first.also_in]) == ["one.txt", "three.txt", "two.txt"]
    archive.close()


def test_caption_and_byline_never_answer(tmp_path: Path, embedder: MiniLM) -> None:
    text = (
        "date 2031-05-04 Mayor Ilse Maren said the whales are back. REUTERS/Tom Ode\n\n"
        "By Vera Quill\n\nThe tunnel is closed. Mayor Ilse Maren said it leaks."
    )
    (tmp_path / "a.txt").write_text(text)
    build_archive(tmp_path / "archive", [tmp_path / "a.txt"], embedder)
    archive = open_archive(tmp_path / "archive", embedder)
    answer, _ = answer_turn(archive, "What did Maren say about whales?")
    assert answer.abstained
    assert all("whales" not in extract.text for extract in answer.nearest)
    archive.close()
