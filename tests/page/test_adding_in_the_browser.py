import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.page.asking import ask, marked_words, words_of
from tests.page.conftest import Server, Visit, serving

FERRY = """\
 date 2032-02-10 A ferry waits at the lock of Tarnholm, February 9, 2032. REUTERS/Ida Brask

By Noor Castellan and Piet Amsel

Transport Secretary Runa Halvard said on Monday that night ferries would return to Tarnholm.

"The last boat leaves at two in the morning," Halvard said. "Nobody has to swim home."

Captain Otto Brandvik said his crew needed three weeks of training.
"""


@pytest.fixture(scope="module")
def growing(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("growing")
    shutil.copytree(built_once, folder / "archive")
    with serving(folder / "archive", folder) as running:
        yield running


def payload(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def drop(page: Page, *files: FilePayload) -> None:
    if page.locator("#drop").count() == 0:
        page.get_by_role("button", name="Add articles").click()
    page.locator("#drop input[type=file]").set_input_files(files)


def counts(page: Page) -> list[str]:
    page.locator(".report").wait_for()
    return page.locator(".report > ul").first.locator("li").all_text_contents()


def test_a_dropped_article_answers_at_once_under_its_own_name(
    growing: Server, visit: Visit
) -> None:
    page = visit(growing.address)
    before = page.locator(".holdings").inner_text()
    drop(page, payload("ferries & fares (final) #2.txt", FERRY), payload("blank.md", ""))
    assert counts(page) == ["1 added", "1 refused"]
    expect(page.locator(".refusals li")).to_contain_text("blank.md")
    expect(page.locator(".refusals li")).to_contain_text("is empty")
    expect(page.locator(".holdings")).not_to_have_text(before)
    turn = ask(page, "what did Halvard say about the last boat?")
    assert words_of(turn)["1"] in FERRY
    assert marked_words(page, "1") == words_of(turn)["1"]
    expect(page.locator("#sources .notes:visible")).to_contain_text(
        "ferries & fares (final) #2.txt"
    )
    left = [p for p in growing.temporary.rglob("*") if p.is_file() and p.stat().st_size]
    assert left == []


def test_the_summary_tells_changed_and_unchanged(growing: Server, visit: Visit) -> None:
    page = visit(growing.address)
    drop(page, payload("boats.txt", FERRY.replace("Tarnholm", "Oddersby")))
    assert counts(page) == ["1 added"]
    changed = FERRY.replace("Tarnholm", "Oddersby").replace("three weeks", "four weeks")
    drop(page, payload("boats.txt", changed), payload("same.txt", FERRY))
    expect(page.locator(".report li", has_text="changed")).to_have_text("1 changed")
    drop(page, payload("boats.txt", changed))
    expect(page.locator(".report li", has_text="unchanged")).to_have_text("1 unchanged")


def test_asking_goes_on_while_articles_are_indexed(growing: Server, visit: Visit) -> None:
    page = visit(growing.address)
    ask(page, "what did Trump say about guarantees?")
    streets = [f"Lane {n} of Velmora" for n in range(180)]
    story = "\n\n".join(
        f"Councillor Edda Fenwick said {street} would get {n + 3} lamps and {n + 7} trees. "
        f'"We counted {n * 3} dark doorways there," Fenwick said.'
        for n, street in enumerate(streets)
    )
    lines = [json.dumps({"id": f"lamps-{n}", "text": f"{n}. {story}"}) for n in range(2)]
    drop(page, payload("lamps.jsonl", "\n".join(lines)))
    page.locator(".indexing").wait_for()
    turn = ask(page, "and Starmer?")
    expect(turn.locator(".extract").first).to_be_visible()
    expect(page.locator(".indexing")).to_be_visible()
    page.locator(".report").wait_for(timeout=60_000)
    assert counts(page) == ["2 added"]


def test_without_an_archive_the_page_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    with serving(tmp_path / "none", tmp_path) as server:
        page = visit(server.address, is_ready="#sample")
        expect(page.locator(".start")).to_contain_text("Nothing is on record yet")
        expect(page.locator("#drop")).to_be_visible()
        page.locator("#question textarea").fill("what did Trump say?")
        page.locator("#question textarea").press("Enter")
        expect(page.locator("#notice [role=alert]")).to_be_visible()
        page.get_by_role("button", name="Use the sample").click()
        assert counts(page) == ["1 added"]
        expect(page.locator("#sample")).to_have_count(0)
        expect(page.locator("button.example").first).to_be_visible()
        expect(page.locator(".holdings")).to_contain_text("1 article")
        turn = ask(page, "what did Trump say about guarantees?")
        assert marked_words(page, "1") == words_of(turn)["1"]


HOSTILE_STORY = """\
Minister <img src="http://evil.example/a.png" onerror="window.ran=1"> Cora Blent said that \
<script>window.ran=1</script> the ![lamp](http://evil.example/lamp.png) market would stay open.

"Open [here](javascript:window.ran=1) & ${window.ran=1} {{window.ran}} @children all night," \
Cora Blent said. "<b onmouseover='window.ran=1'>Bold</b> &amp; bright."
"""


def test_hostile_articles_and_questions_are_only_words(growing: Server, visit: Visit) -> None:
    page = visit(growing.address)
    record = {
        "id": "<img src=x onerror=window.ran=1>",
        "title": "<svg onload=window.ran=1> Market </h3><script>window.ran=1</script>",
        "source": '"><img src=x onerror=window.ran=1>',
        "url": "javascript:window.ran=1",
        "authors": ["<iframe src=http://evil.example></iframe>"],
        "published": "2032-03-01",
        "text": HOSTILE_STORY,
    }
    drop(page, payload("<b>hostile.jsonl", json.dumps(record)), payload("<img src=x>.txt", ""))
    assert counts(page) == ["1 added", "1 refused"]
    turn = ask(page, 'what did Cora Blent say <img src=x onerror="window.ran=1"> about the market?')
    words = words_of(turn)
    assert words
    for number, text in words.items():
        assert text in HOSTILE_STORY
        turn.locator(f'.chip[data-number="{number}"]').click()
        assert marked_words(page, number) == text
    for name in "img", "script", "iframe", "svg", "b[onmouseover]", "a":
        assert page.locator(f"#thread {name}, #sources {name}, #summary {name}").count() == 0
    page.reload()
    page.locator("button.example >> nth=0").wait_for()
    assert page.evaluate("window.ran") is None
