"""What a visitor keeps: conversations over restarts, exports, what they thought of it."""

import csv
import json
import shutil
from pathlib import Path

from playwright.sync_api import expect

from index.types import Article
from tests.page.asking import ask, marked_words, words_of
from tests.page.conftest import Server, Visit, serving

GUARANTEES = "what did Trump say about guarantees?"
FISHERMEN = "what did Maren say about the fishermen?"


def test_conversations_are_named_switched_renamed_and_deleted(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    ask(page, GUARANTEES)
    page.get_by_role("button", name="New question", exact=True).click()
    ask(page, FISHERMEN)
    names = page.locator("#conversations .open")
    expect(names).to_have_text([FISHERMEN, GUARANTEES])
    names.nth(1).click()
    expect(page.locator(".question")).to_have_text(GUARANTEES)
    turn = ask(page, "and Starmer?")
    expect(turn.locator(".pill", has_text="about")).to_contain_text("guarantees")
    names.nth(0).hover()
    page.get_by_role("button", name=f"Rename {GUARANTEES}").click()
    page.get_by_label("Name of the conversation").fill("Guarantees <b>")
    page.keyboard.press("Enter")
    expect(names.nth(0)).to_have_text("Guarantees <b>")
    names.nth(1).hover()
    page.get_by_role("button", name=f"Delete {FISHERMEN}").click()
    page.locator("#confirm-yes").click()
    expect(names).to_have_text(["Guarantees <b>"])
    page.reload()
    expect(page.locator(".question")).to_have_text([GUARANTEES, "and Starmer?"])
    expect(names).to_have_text(["Guarantees <b>"])


def test_a_conversation_is_found_again_after_a_restart(
    visit: Visit, built_once: Path, tmp_path: Path
) -> None:
    shutil.copytree(built_once, tmp_path / "archive")
    first, second = tmp_path / "first", tmp_path / "second"
    with serving(tmp_path / "archive", first) as server:
        page = visit(server.address)
        words = words_of(ask(page, GUARANTEES))
        port = server.address.rsplit(":", 1)[1]
    with serving(tmp_path / "archive", second, ONRECORD_PORT=port) as server:
        page.goto(server.address)
        turn = page.locator('.turn[data-turn="0"]')
        turn.wait_for()
        assert words_of(turn) == words
        turn.locator(".chip").nth(1).click()
        expect(page.locator("#sources mark.current").first).to_be_visible()
        assert marked_words(page, "2") == words["2"]
        ask(page, "and Starmer?")
        expect(page.locator(".turn")).to_have_count(2)


def test_junk_in_the_browsers_store_breaks_nothing(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    page.evaluate("""() => {
        localStorage.setItem('onrecord.conversations', '[{"id": "a", "name": "<img src=x>"}, 3]');
        localStorage.setItem('onrecord.conversation.a', '{"turns": [{"question": 1}]}');
        sessionStorage.setItem('onrecord.current', 'a');
    }""")
    page.reload()
    expect(page.locator("#notice")).to_contain_text("kept by another version")
    expect(page.locator("#conversations .open")).to_have_text("<img src=x>")
    page.get_by_role("button", name="New question", exact=True).click()
    ask(page, GUARANTEES)


def test_answers_are_copied_and_exported_to_the_letter(
    server: Server, visit: Visit, seed: Article
) -> None:
    page = visit(server.address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, GUARANTEES)
    words = words_of(turn)
    turn.get_by_role("button", name="Copy with citations").click()
    expect(turn.locator(".copy")).to_have_text("Copied")
    pasted = page.evaluate("navigator.clipboard.readText()")
    for number, text in words.items():
        assert f"{text} [{number}]" in pasted
        assert f"\n[{number}] " in pasted
    turn.locator(".extract").nth(1).hover()
    turn.get_by_role("button", name="Copy extract 2").click()
    expect(turn.locator(".copy-one").nth(1)).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{words['2']} [2]")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Export CSV").click()
    assert caught.value.suggested_filename == "what-did-Trump-say-about-guarantees.csv"
    with caught.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["number"]: row["text"] for row in rows} == words
    for row in rows:
        assert seed.text[int(row["start"]) : int(row["end"])] == row["text"]


def test_what_a_reader_thinks_is_kept_beside_the_archive(
    server: Server, visit: Visit, seed: Article
) -> None:
    page = visit(server.address)
    turn = ask(page, GUARANTEES)
    item = turn.locator(".extract").first
    item.hover()
    item.get_by_role("button", name="Say what you think of extract 1").click()
    expect(item.get_by_role("menuitem", name="Right", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(item.locator(".judge")).to_have_text("Noted: wrong speaker")
    lines = (server.temporary.parent / "archive" / "feedback.jsonl").read_text().splitlines()
    said = json.loads(lines[-1])
    assert (said["verdict"], said["question"]) == ("wrong_speaker", GUARANTEES)
    assert seed.text[said["start"] : said["end"]] == words_of(turn)["1"]
