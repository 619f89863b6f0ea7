"""Adding, looking through and removing articles, and what a hostile one may not do."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.page.asking import ask, marked_words, words_of
from tests.page.conftest import Server, Visit, serving

FERRY = """\
 date 2032-02-10 A ferry waits at the lock of Tarnholm, February 9, 2032. REUTERS/Ida Brask

By Noor Castellan and Piet Amsel

Transport Secretary Runa Halvard said on Monday that night ferries would return to Tarnholm.

"The last boat leaves at two in the morning," Halvard said. "Nobody has to swim home."

Captain Otto Brandvik said his crew needed three weeks of training.
"""

TRAM = """\
By Piet Amsel

Driver Sunniva Holt said the tram to Velmora would run without a bell.

"We ring it twice and nobody looks up," Holt told this paper.
"""


@pytest.fixture(scope="module")
def growing(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("growing")
    shutil.copytree(built_once, folder / "archive")
    with serving(folder / "archive", folder) as running:
        yield running


def payload(name: str, content: str | bytes) -> FilePayload:
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "text/plain", "buffer": data}


def drop(page: Page, *files: FilePayload) -> None:
    """Choose files as a person does, in the archive's view."""
    if page.locator("#add").count() == 0 or not page.locator("#add").is_visible():
        page.get_by_role("button", name="Add articles").click()
    page.locator("#articles-table").locator("table, .nothing").wait_for()
    with page.expect_file_chooser() as caught:
        page.locator("#add .choose-files").click()
    caught.value.set_files(files)


def counts(page: Page) -> list[str]:
    page.locator('.report[data-over="yes"] >> visible=true').first.wait_for(timeout=60_000)
    return page.locator(".counts:visible").first.locator("li").all_text_contents()


def test_dropped_articles_answer_at_once_under_their_own_names(
    growing: Server, visit: Visit
) -> None:
    page = visit(growing.address)
    before = page.locator(".holdings").inner_text()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("news/tram.txt", TRAM)
    drop(
        page,
        payload("ferries & fares (final) #2.txt", FERRY),
        payload("folder.zip", packed.getvalue()),
        payload("blank.md", ""),
    )
    assert counts(page) == ["2 added", "1 refused"]
    expect(page.locator(".offer").nth(0)).to_contain_text("ferries & fares (final) #2.txt 1 added")
    expect(page.locator(".offer").nth(1)).to_contain_text("folder.zip 1 added")
    expect(page.locator(".offer").nth(2)).to_contain_text("is empty")
    expect(page.locator(".holdings")).not_to_have_text(before)
    row = page.locator("#articles-table tr", has_text="Noor Castellan")
    expect(row).to_contain_text("10 Feb 2032")
    turn = ask(page, "what did Halvard say about the last boat?")
    assert words_of(turn)["1"] in FERRY
    assert marked_words(page, "1") == words_of(turn)["1"]
    expect(page.locator("#sources .notes:visible")).to_contain_text("ferries & fares (final) #2")
    left = [p for p in growing.temporary.rglob("*") if p.is_file() and p.stat().st_size]
    assert left == []


def test_articles_are_searched_opened_and_checked(growing: Server, visit: Visit) -> None:
    page = visit(growing.address)
    page.get_by_role("button", name="Articles", exact=True).click()
    rows = page.locator("#articles-table tbody tr")
    expect(rows.first).to_be_visible()
    page.locator("#article-search").fill("vera quill")
    expect(rows).to_have_count(1)
    rows.locator(".open-article").click()
    expect(page.locator("#sources .text")).to_contain_text("We owe the fishermen an apology")
    page.locator("#article-search").fill("no such words")
    expect(page.locator(".nothing")).to_be_visible()
    page.locator("#article-search").fill("")
    page.get_by_role("button", name="Statements").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Statements")
    page.get_by_role("button", name="Check every span").click()
    expect(page.locator("#health")).to_contain_text("All is well")


def test_a_removed_articles_citations_say_so(growing: Server, visit: Visit) -> None:
    page = visit(growing.address)
    drop(page, payload("pond.txt", FERRY.replace("Tarnholm", "Pondby").replace("boat", "raft")))
    counts(page)
    turn = ask(page, "what did Halvard say about the last raft?")
    words = words_of(turn)
    page.get_by_role("button", name="Articles", exact=True).click()
    page.locator("#article-search").fill("pond.txt")
    rows = page.locator("#articles-table tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Remove").click()
    expect(page.locator("#confirm")).to_contain_text("with all its versions")
    page.locator("#confirm-no").click()
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Remove").click()
    page.locator("#confirm-yes").click()
    expect(page.locator(".nothing")).to_be_visible()
    page.locator("#conversations .open").first.click()
    # What was said stays readable; that its article is gone is said.
    expect(turn.locator(".words").first).to_have_text(words["1"])
    expect(turn.locator(".provenance .caution").first).to_contain_text(
        "removed from the collection"
    )
    turn.locator(".chip").first.click()
    expect(page.locator("#sources .removed:visible")).to_be_visible()
    assert marked_words(page, "1") == ""


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
    page.locator(".offer.running").wait_for()
    turn = ask(page, "and Starmer?")
    expect(turn.locator(".extract").first).to_be_visible()
    page.get_by_role("button", name="Add articles").click()
    expect(page.locator("#add .offer.running")).to_be_visible()
    assert counts(page) == ["2 added"]


def test_only_web_addresses_outside_private_networks_are_fetched(
    growing: Server, visit: Visit
) -> None:
    page = visit(growing.address)
    page.get_by_role("button", name="Add articles").click()
    box = page.locator("#address")
    box.fill("ftp://news.example/a")
    box.press("Enter")
    expect(page.locator(".adding-report:visible .problem")).to_contain_text("is no web address")
    box.fill("http://127.0.0.1:1/feed")
    box.press("Enter")
    expect(page.locator(".offer")).to_contain_text("127.0.0.1")
    expect(page.locator('.report[data-over="yes"]')).to_contain_text("private")


def test_without_an_archive_the_page_leads_to_one(visit: Visit, tmp_path: Path) -> None:
    with serving(tmp_path / "none", tmp_path) as server:
        page = visit(server.address, is_ready="#sample")
        expect(page.locator(".start")).to_contain_text("Nothing is on record yet")
        expect(page.locator(".steps > li")).to_have_count(3)
        page.locator("#question-box").fill("what did Trump say?")
        page.locator("#question-box").press("Enter")
        expect(page.locator("#notice [role=alert]")).to_contain_text("no archive")
        page.get_by_role("button", name="Use the sample").click()
        expect(page.locator("button.example").first).to_be_visible(timeout=60_000)
        expect(page.locator(".holdings")).to_contain_text("1 article")
        turn = ask(page, "what did Trump say about guarantees?")
        assert marked_words(page, "1") == words_of(turn)["1"]


def test_elsewhere_only_who_has_the_admin_password_changes_anything(
    visit: Visit, built_once: Path, tmp_path: Path
) -> None:
    shutil.copytree(built_once, tmp_path / "archive")
    variables = {"ONRECORD_PAGE_HOSTS": "record.example", "ONRECORD_ADMIN_PASSWORD": "all mine"}
    with serving(tmp_path / "archive", tmp_path, **variables) as server:
        page = visit(server.address)
        page.get_by_role("button", name="Articles", exact=True).click()
        expect(page.locator("#admit")).to_contain_text("needs the admin password")
        expect(page.locator("#add")).to_be_hidden()
        expect(page.locator("#articles-table tbody tr")).to_have_count(2)
        expect(page.locator(".remove-article")).to_have_count(0)
        # Whoever calls the functions behind the buttons gets no further.
        for name in "remove", "upload":
            told = page.evaluate(CALLS_BEHIND[name])
            assert "admin password" in json.dumps(told), name
        page.reload()
        page.get_by_role("button", name="Articles", exact=True).click()
        page.locator("#admit input").fill("all yours")
        page.get_by_role("button", name="Unlock").click()
        expect(page.locator("#notice")).to_contain_text("not the admin password")
        page.locator("#admit input").fill("all mine")
        page.get_by_role("button", name="Unlock").click()
        expect(page.locator("#add")).to_be_visible()
        drop(page, payload("tram.txt", TRAM))
        assert counts(page) == ["1 added"]
        expect(page.locator(".remove-article")).to_have_count(3)


def test_the_archive_opened_before_the_page_knows_its_visitor_asks_for_the_password_later(
    visit: Visit, built_once: Path, tmp_path: Path
) -> None:
    shutil.copytree(built_once, tmp_path / "archive")
    variables = {"ONRECORD_PAGE_HOSTS": "record.example", "ONRECORD_ADMIN_PASSWORD": "all mine"}
    with serving(tmp_path / "archive", tmp_path, **variables) as server:
        page = visit(server.address)
        held: list[Route] = []
        page.route(
            re.compile("/component_server"),
            lambda route: (
                held.append(route)
                if '"opening"' in (route.request.post_data or "")
                else route.continue_()
            ),
        )
        page.reload()
        page.get_by_role("button", name="Articles", exact=True).click()
        expect(page.locator("#articles-table tbody tr")).to_have_count(2)
        expect(page.locator("#admit")).to_be_hidden()
        assert len(held) == 1
        held[0].continue_()
        expect(page.locator("#admit input")).to_be_visible()


# The page's own functions, called past its buttons.
CALLS_BEHIND = {
    "remove": "onRecord.desk.server.remove('harbour.txt')",
    "upload": """() => new Promise(done => {
        onRecord.on('progress', done);
        onRecord.desk.trigger('upload', {sample: true});
    })""",
}


LONG = "x" * 10_000

HOSTILE_STORY = f"""\
Minister <img src="http://evil.example/a.png" onerror="window.ran=1"> Cora Blent said that \
<script>window.ran=1</script> the ![lamp](http://evil.example/lamp.png) market would stay open.

"Open [here](javascript:window.ran=1) & ${{window.ran=1}} {{{{window.ran}}}} @children \u202eall \
night," Cora Blent said. "<b onmouseover='window.ran=1'>Bold</b> &amp; bright."

Cora Blent said the market {LONG} would close.
"""


def test_hostile_articles_and_questions_are_only_words(growing: Server, visit: Visit) -> None:
    page = visit(growing.address)
    record = {
        "id": "<img src=x onerror=window.ran=1>",
        "title": "<svg onload=window.ran=1> \u202eMarket </h3><script>window.ran=1</script>" + LONG,
        "source": '"><img src=x onerror=window.ran=1>' + LONG,
        "url": "javascript:window.ran=1",
        "authors": ["<iframe src=http://evil.example></iframe>"],
        "published": "2032-03-01",
        "text": HOSTILE_STORY,
    }
    drop(page, payload("<b>hostile.jsonl", json.dumps(record)), payload("<img src=x>.txt", ""))
    assert counts(page) == ["1 added", "1 refused"]
    _is_harmless(page)
    question = 'what did Cora Blent say <img src=x onerror="window.ran=1"> about the market?'
    turn = ask(page, f"{question} \u202e{'y' * 1500}")
    ask(page, "who is ![a](http://evil.example/b.png) </template><script>window.ran=1</script>?")
    turn = ask(page, question)
    words = words_of(turn)
    assert words
    for number, text in words.items():
        assert text in HOSTILE_STORY
        turn.locator(f'.chip[data-number="{number}"]').click()
        expect(page.locator("#sources mark.current").first).to_be_visible()
        assert marked_words(page, number) == text
        _is_harmless(page)
    page.reload()
    page.locator(".turn").first.wait_for()
    _is_harmless(page)
    page.set_viewport_size({"width": 390, "height": 844})
    _is_harmless(page)


def _is_harmless(page: Page) -> None:
    for name in "img", "script", "iframe", "svg", "b[onmouseover]", "a[href^=javascript]":
        assert page.locator(f"#frame {name}").count() == 0
    assert page.evaluate("window.ran") is None
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == page.viewport_size["width"]  # type: ignore[index]  # it was set
