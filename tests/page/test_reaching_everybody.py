"""The keyboard alone, screen readers, contrast, and every size of screen."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.page.asking import ask
from tests.page.conftest import Server, Visit

GUARANTEES = "what did Trump say about guarantees?"


def test_everything_can_be_done_with_the_keyboard_alone(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    keys = page.keyboard
    page.locator("body").focus()
    keys.press("/")
    keys.type(GUARANTEES)
    keys.press("Enter")
    chips = page.locator('.turn[data-turn="0"] .chip')
    chips.first.wait_for()
    keys.press("Escape")
    _tab_to(page, "button.chip")
    expect(chips.first).to_be_focused()
    keys.press("ArrowRight")
    expect(chips.nth(1)).to_be_focused()
    expect(page.locator(".card:visible")).to_have_count(1)
    keys.press("Enter")
    expect(chips.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#sources mark.current").first).to_be_focused()
    keys.press("ArrowRight")
    expect(chips.nth(2)).to_have_attribute("aria-pressed", "true")
    keys.press("Escape")
    expect(chips.nth(1)).to_be_focused()
    _tab_to(page, ".judge")
    keys.press("Enter")
    keys.press("Escape")
    expect(page.locator(".judge").nth(1)).to_be_focused()
    keys.press("/")
    expect(page.locator("#question-box")).to_be_focused()
    ring = page.locator("#question").evaluate("e => getComputedStyle(e).boxShadow")
    assert ring != "none"
    page.locator("#to-articles").focus()
    keys.press("Enter")
    expect(page.locator("#article-search")).to_be_focused()
    _tab_to(page, ".open-article")
    keys.press("Enter")
    expect(page.locator("#sources .alone")).to_be_visible()
    keys.press("Escape")
    _tab_to(page, ".remove-article")
    keys.press("Enter")
    expect(page.locator("#confirm-no")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#confirm")).to_be_hidden()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{selector} shows no focus"
            return
    raise AssertionError(f"{selector} is not reached with Tab")


def test_on_a_phone_the_menu_is_a_drawer(server: Server, visit: Visit) -> None:
    page = visit(server.address, width=390, height=844)
    expect(page.locator("#rail")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#filters-form")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Articles", exact=True).click()
    expect(page.locator("#articles-table tbody tr").first).to_be_visible()
    expect(page.locator("#rail")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_movement_is_spared_those_who_ask_for_it(server: Server, visit: Visit) -> None:
    page = visit(server.address, width=390, height=844)
    for selector in "#panel", "#rail":
        moved = page.locator(selector).evaluate("e => getComputedStyle(e).transitionDuration")
        assert moved == "0s"


def serious_faults(page: Page) -> list[str]:
    found: dict[str, Any] = Axe().run(page).response
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
)
def test_axe_finds_nothing_serious_in_any_view(
    server: Server, visit: Visit, scheme: Literal["light", "dark"], width: int
) -> None:
    page = visit(server.address, scheme=scheme, width=width, height=844)
    assert serious_faults(page) == []
    turn = ask(page, GUARANTEES)
    ask(page, "what did Ulla Marem say about the fishermen?")
    turn.locator('.pill[data-part="window"] .edit').click()
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    turn.locator(".chip").nth(1).click()
    expect(page.locator("#sources mark.current").first).to_be_visible()
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    if width < 900:
        page.get_by_role("button", name="Menu").click()
        assert serious_faults(page) == []
    page.get_by_role("button", name="Add articles").click()
    page.locator("#articles-table tbody tr").first.wait_for()
    assert serious_faults(page) == []
