"""Changing what was understood, limiting the search, finding a way out of silence."""

from playwright.sync_api import expect

from tests.page.asking import again, ask, marked_words, words_of
from tests.page.conftest import Server, Visit

GUARANTEES = "what did Trump say about guarantees?"


def test_a_changed_pill_asks_again(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, GUARANTEES)
    turn.locator('.pill[data-part="speaker"] .edit').click()
    box = turn.get_by_label("Speaker", exact=True)
    expect(box).to_have_value("Donald Trump")
    box.fill("starm")
    page.locator(".pill-form [role=option]").first.click()
    expect(box).to_have_value("Keir Starmer")
    again(turn, turn.get_by_role("button", name="Ask again"))
    expect(turn.locator('.pill[data-part="speaker"]')).to_contain_text("Keir Starmer")
    expect(turn.locator(".provenance").first).to_contain_text("Keir Starmer")
    assert marked_words(page, "1") == words_of(turn)["1"]
    expect(turn.locator(".question")).to_have_text(GUARANTEES)
    expect(page.locator(".turn")).to_have_count(1)
    turn.locator('.pill[data-part="topic"] .edit').click()
    turn.get_by_label("About", exact=True).fill("the minerals deal")
    again(turn, turn.get_by_role("button", name="Ask again"))
    expect(turn.locator('.pill[data-part="topic"]')).to_contain_text("the minerals deal")
    again(turn, turn.get_by_role("button", name="Remove speaker"))
    expect(turn.locator('.pill[data-part="speaker"]')).to_contain_text("anybody")
    again(turn, turn.get_by_role("button", name="search as typed"))
    expect(turn.locator(".pills")).to_contain_text("searched as typed")


def test_days_and_outlets_of_a_pill_limit_the_search(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, "what did Maren say about the fishermen?")
    turn.locator('.pill[data-part="window"] .edit').click()
    boxes = turn.locator(".pill-form input")
    boxes.nth(0).fill("2025-01-01")
    boxes.nth(1).fill("2025-12-31")
    again(turn, turn.get_by_role("button", name="Ask again"))
    window = turn.locator('.pill[data-part="window"]')
    expect(window).to_contain_text("1 Jan 2025 to 31 Dec 2025")
    expect(turn.locator(".receipt")).to_contain_text("1 article searched, 1 left out")
    expect(turn.locator(".extract", has_text="fishermen")).to_have_count(0)
    again(turn, turn.get_by_role("button", name="Remove when"))
    expect(turn.locator(".extract", has_text="fishermen").first).to_be_visible()
    turn.locator('.pill[data-part="sources"] .edit').click()
    turn.get_by_label("Outlet", exact=True).select_option("Reuters")
    again(turn, turn.get_by_role("button", name="Ask again"))
    expect(turn.locator('.pill[data-part="sources"]')).to_contain_text("Reuters")


def test_an_escaped_pill_changes_nothing(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, GUARANTEES)
    edit = turn.locator('.pill[data-part="topic"] .edit')
    edit.click()
    page.keyboard.type("something else")
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    expect(edit).to_contain_text("guarantees")


def test_the_sidebar_limits_what_is_asked_next(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    expect(page.locator("#reach")).to_have_text(
        "The collection reaches from 28 Feb 2025 to 4 May 2031."
    )
    page.get_by_label("from", exact=True).fill("2031-01-01")
    page.get_by_label("Direct quotations only").check()
    page.locator("#speaker-search").fill("mar")
    page.locator("#speaker-list [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-speakers .pill")).to_contain_text("Ilse Maren")
    expect(page.locator("#filters-count")).to_have_text("3 set")
    turn = ask(page, "what was said about the fishermen?")
    expect(turn.locator(".pill", has_text="direct quotations only")).to_be_visible()
    expect(turn.locator(".pill", has_text="only statements of Ilse Maren")).to_be_visible()
    expect(turn.locator(".receipt")).to_contain_text("1 article searched, 1 left out")
    again(turn, turn.get_by_role("button", name="Remove filter: direct quotations only"))
    expect(page.get_by_label("Direct quotations only")).not_to_be_checked()
    page.get_by_role("button", name="Clear all").click()
    again(turn, page.get_by_role("button", name="Ask again with these"))
    expect(turn.locator(".receipt")).to_contain_text("2 articles searched, none left out")


def test_silence_says_why_and_leads_out(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, "what did Ulla Marem say about the fishermen?")
    expect(turn.locator(".reason")).to_contain_text("Ulla Marem")
    again(turn, turn.get_by_role("button", name="Did you mean Ilse Maren?"))
    expect(turn.locator(".extract").first).to_contain_text("fishermen")
    page.get_by_label("from", exact=True).fill("2031-05-20")
    turn = ask(page, "what did Ilse Maren say about the fishermen?")
    expect(turn.locator(".abstention")).to_be_visible()
    expect(turn.locator(".receipt")).to_contain_text("0 articles searched, 2 left out")
    again(turn, turn.get_by_role("button", name="Widen the dates: from 20 Apr 2031"))
    expect(turn.locator(".extract").first).to_contain_text("fishermen")
    expect(turn.locator('.pill[data-part="window"]')).to_contain_text("from 20 Apr 2031")
