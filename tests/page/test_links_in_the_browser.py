"""Permanent addresses copied and opened, and questions to go on with."""

import re
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.page.asking import again, ask, words_of
from tests.page.conftest import Server, Visit
from tests.page.test_reaching_everybody import serious_faults

BOTH = "what did Trump and Starmer say about guarantees?"
SHOWN = '.shape[data-view="answer"]'


def _link_of(turn: Locator) -> str:
    """What "Copy link" puts in the clipboard."""
    page = turn.page
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copiedText = text; }")
    turn.get_by_role("button", name="Copy link").click()
    expect(turn.get_by_role("button", name="Link copied")).to_be_visible()
    return str(page.evaluate("window.copiedText"))


def _opened(visit: Visit, address: str) -> Page:
    return visit(address, is_ready=".turn[data-turn='0']")


def test_a_link_opens_the_same_answer_in_the_same_view(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, BOTH)
    words = words_of(turn.locator(SHOWN))
    turn.get_by_role("tab", name="Side by side").click()
    turn.get_by_role("button", name="Outlets").click()
    expect(turn.locator(".side h3")).to_have_text(["Reuters"])
    link = _link_of(turn)
    assert link.startswith(f"{server.address}/?q=")
    other = _opened(visit, link)
    turn = other.locator('.turn[data-turn="0"]')
    expect(turn.locator(".question")).to_have_text(BOTH)
    expect(turn.get_by_role("tab", name="Side by side")).to_have_attribute("aria-selected", "true")
    expect(turn.locator(".side h3")).to_have_text(["Reuters"])
    assert words_of(turn.locator(SHOWN)) == words
    expect(turn.locator(".since")).to_have_count(0)
    other.reload()
    turn.wait_for()
    expect(other.locator("#conversations .open")).to_have_count(1)
    assert "?q=" in other.url
    ask(other, "what did Maren say?")
    assert "?" not in other.url


def test_a_link_holds_filters_changes_and_what_came_from_before(
    server: Server, visit: Visit
) -> None:
    page = visit(server.address)
    ask(page, "what did Trump say about guarantees?")
    follow_up = ask(page, "and Starmer?")
    other = _opened(visit, _link_of(follow_up)).locator('.turn[data-turn="0"]')
    expect(other.locator('.pill[data-part="speaker"]')).to_contain_text("Keir Starmer")
    expect(other.locator('.pill[data-part="topic"]')).to_contain_text("guarantees")
    assert words_of(other.locator(SHOWN)) == words_of(follow_up.locator(SHOWN))
    page.get_by_label("Direct quotations only").check()
    again(follow_up, page.get_by_role("button", name="Ask again with these"))
    other = _opened(visit, _link_of(follow_up)).locator('.turn[data-turn="0"]')
    expect(other.locator(".pill.filter")).to_contain_text("direct quotations only")


def test_what_changed_since_is_told_above_the_answer(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, "what did Maren say about the fishermen?")
    link = _link_of(turn)
    kept = turn.locator(f"{SHOWN} .extract").count()
    # An older state of the archive, and an answer that held an article no longer here, not [1].
    address, shown = link.rsplit("shown=", maxsplit=1)
    keys = ["0123456789ab-0123456789ab-10-20", *shown.split("&")[0].split(".")[1:]]
    older = re.sub(r"generation=\d+", "generation=1", address)
    other = _opened(visit, f"{older}shown={'.'.join(keys)}")
    since = other.locator(".since")
    expect(since).to_contain_text("Gone: 1")
    expect(since).to_contain_text("1 is new")
    since.locator("summary").click()
    expect(since.locator(".gone li")).to_have_text(
        ["its article has been removed from the collection"]
    )
    turn = other.locator(f".turn {SHOWN}")
    expect(turn.locator(".extract")).to_have_count(kept)
    expect(turn.locator('.extract[data-number="1"] .fresh')).to_be_visible()
    expect(turn.locator(".fresh")).to_have_count(1)
    assert serious_faults(other) == []


def test_rubbish_in_an_address_gets_one_sentence(server: Server, visit: Visit) -> None:
    for rubbish in ("q=x&since=yesterday", "q=%FF%FE", f"q=x&shown={quote('<script>')}", "view=?"):
        page = visit(f"{server.address}/?{rubbish}", is_ready="#notice [role=alert]")
        expect(page.locator("#notice [role=alert]")).to_have_count(1)
        expect(page.locator("#notice")).to_contain_text("address")
        expect(page.locator("button.example").first).to_be_visible()
        expect(page.locator(".turn")).to_have_count(0)
        assert "?" not in page.url


def test_gradios_own_settings_are_no_address(server: Server, visit: Visit) -> None:
    page = visit(f"{server.address}/?__theme=light")
    expect(page.locator("#notice [role=alert]")).to_have_count(0)


def test_what_goes_on_from_an_answer_can_be_asked(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, "what did Trump say about guarantees?")
    follow_up = turn.locator(".follow-up").first
    question = follow_up.inner_text()
    follow_up.click()
    following = page.locator('.turn[data-turn="1"]')
    expect(following.locator(".question")).to_have_text(question)
    expect(following.locator(".abstention")).to_have_count(0)
