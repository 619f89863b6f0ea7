"""Many answers, many visitors: every number leads to the same words, nobody sees another's."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.build import build_archive
from index.embedders.minilm import MiniLM
from index.statements.parser import Parser
from tests.page.asking import ask
from tests.page.conftest import Server, Visit, serving
from tests.page.town import PEOPLE, TOPICS, write_town


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("town-articles")
    return write_town(folder) | {"": str(folder)}


@pytest.fixture(scope="module")
def town(
    texts: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    embedder: MiniLM,
    parser: Parser,
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("town")
    build_archive(folder / "archive", [Path(texts[""])], embedder, parser=parser)
    with serving(folder / "archive", folder) as running:
        yield running


# Everything that names an extract of the newest turn, read in one go.
READ = """turn => [...turn.querySelectorAll('.extract')].map(item => {
  const number = item.dataset.number;
  const chip = item.querySelector('.chip');
  const marks = [...document.querySelectorAll(`#sources mark[data-numbers~="${number}"]`)];
  const inSource = marks[0]?.closest('.source');
  return {
    number: item.dataset.number, chip: chip.textContent, label: chip.getAttribute('aria-label'),
    words: item.querySelector('.words').textContent,
    card: document.getElementById(chip.getAttribute('aria-describedby'))
      .querySelector('.quoted').textContent,
    marked: marks.map(mark => mark.textContent).join(''),
    sup: [...(inSource?.querySelectorAll('sup') ?? [])].map(sup => sup.dataset.n),
    source: inSource?.querySelector('.notes bdi').textContent,
  };
})"""


def test_fifty_answers_each_number_names_one_extract_everywhere(
    town: Server, visit: Visit, texts: dict[str, str]
) -> None:
    page = visit(town.address)
    shown: dict[tuple[int, str], str] = {}
    for number, (person, topic) in enumerate((p, t) for p in PEOPLE for t in TOPICS):
        turn = ask(page, f"what did {person.split(' ', 1)[1]} say about the {topic}?")
        for one in turn.evaluate(READ):
            where = f"turn {number}, extract {one}"
            assert one["chip"] == one["number"], where
            assert one["label"].startswith(f"Extract {one['number']}:"), where
            assert one["card"] == one["words"] == one["marked"], where
            assert one["number"] in one["sup"], where
            assert one["words"] in texts[one["source"]], where
            shown[number, one["number"]] = one["words"]
    assert len({turn for turn, _ in shown}) == 50
    _footnotes_are_the_same(page, shown, texts)


def _footnotes_are_the_same(
    page: Page, shown: dict[tuple[int, str], str], texts: dict[str, str]
) -> None:
    with page.expect_download() as caught:
        page.get_by_role("button", name="Export Markdown").click()
    markdown = caught.value.path().read_text()
    plain = re.sub(r"\\(.)", r"\1", markdown)
    for (turn, number), words in shown.items():
        mark = f"[^{turn + 1}-{number}]"
        assert f"> {' '.join(words.split())} {mark}" in plain
        note = next(line for line in plain.splitlines() if line.startswith(f"{mark}: "))
        start, end = map(int, re.findall(r"characters (\d+)–(\d+)", note)[0])
        assert any(text[start:end] == words for text in texts.values()), note


def test_ten_visitors_at_once_never_see_each_others_words(town: Server, visit: Visit) -> None:
    pages = [visit(town.address) for _ in PEOPLE]
    for page, person in zip(pages, PEOPLE, strict=True):
        page.locator("#question-box").fill(f"what did {person.split(' ', 1)[1]} say about bread?")
    for page in pages:
        page.locator("#question-box").evaluate(
            "box => setTimeout(() => box.closest('form').requestSubmit(), 50)"
        )
    for page, person in zip(pages, PEOPLE, strict=True):
        page.locator('.turn[data-turn="0"] .extract').first.wait_for()
        ask(page, "and about the school?")
        mine = page.locator("#talk").inner_text() + page.evaluate("JSON.stringify(localStorage)")
        assert person.split()[-1] in mine
        others = [other for other in PEOPLE if other != person]
        asked = page.locator(".question").all_inner_texts()
        for other in others:
            assert not any(other.split()[-1] in question for question in asked)
            assert f"what did {other.split(' ', 1)[1]} say" not in mine
        expect(page.locator(".turn")).to_have_count(2)
        expect(page.locator("#conversations .open")).to_have_count(1)
