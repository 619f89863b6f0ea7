"""An answer in other ways, the chart of days, who speaks: as a visitor uses them."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from index.types import Article
from tests.page.asking import ask, marked_words, words_of
from tests.page.conftest import Server, Visit
from tests.page.test_reaching_everybody import serious_faults

SAID = "what did Maren say about the tunnel and the fishermen?"
BOTH = "what did Trump and Starmer say about guarantees?"


def _view(turn: Locator, name: str) -> Locator:
    turn.get_by_role("tab", name=name, exact=True).click()
    panel = turn.get_by_role("tabpanel", name=name, exact=True)
    panel.locator(".tally, .nothing").first.wait_for()
    return panel


def _bars(place: Locator) -> Locator:
    bars = place.locator(".chart [role=button]")
    bars.first.wait_for()
    return bars


def _tally(place: Locator) -> Locator:
    return place.locator(".shape-body > .tally")


def test_a_timeline_has_each_statement_under_its_day(
    server: Server, visit: Visit, harbour: Article
) -> None:
    page = visit(server.address)
    turn = ask(page, "what did Maren say?")
    panel = _view(turn, "Timeline")
    expect(panel.locator("h3")).to_have_text(["Sat 3 May 2031", "Sun 4 May 2031day of publication"])
    expect(panel.locator("li.day-said").first).to_contain_text("open in October")
    expect(panel.locator("li.day-said").last).to_contain_text("apology")
    for item in panel.locator(".extract").all():
        number = item.get_attribute("data-number") or ""
        words = item.locator(".words").inner_text()
        assert words in harbour.text
        item.locator(".chip").click()
        expect(item.locator(".chip")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#sources mark.current").first).to_be_in_viewport()
        assert marked_words(page, number) == words


def test_a_place_has_the_same_number_in_every_view(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, BOTH)
    answer = words_of(turn.locator('.shape[data-view="answer"]'))
    timeline = words_of(_view(turn, "Timeline"))
    sides = words_of(_view(turn, "Side by side"))
    for number in answer.keys() & timeline.keys():
        assert answer[number] in timeline[number] or timeline[number] in answer[number]
    assert answer.keys() & timeline.keys()
    assert timeline.keys() & sides.keys()
    for number in timeline.keys() & sides.keys():
        assert timeline[number] == sides[number]


def test_a_bar_limits_the_timeline_to_its_day_and_lets_go(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, "what did Maren say?")
    panel = _view(turn, "Timeline")
    bars = _bars(panel)
    expect(bars).to_have_count(2)
    whole = _tally(panel).inner_text()
    bars.first.click()
    expect(bars.first).to_have_attribute("aria-pressed", "true")
    expect(panel.locator("h3")).to_have_text(["Sat 3 May 2031"])
    expect(_tally(panel)).to_contain_text("on 3 May 2031")
    bars.first.click()
    expect(panel.locator("h3")).to_have_count(2)
    expect(_tally(panel)).to_have_text(whole)
    expect(bars.first).to_have_attribute("aria-pressed", "false")
    bars.last.click()
    expect(panel.locator("h3")).to_have_count(1)
    panel.get_by_role("button", name="All days").click()
    expect(panel.locator("h3")).to_have_count(2)
    expect(bars.last).to_have_attribute("aria-pressed", "false")


def test_tabs_and_bars_obey_the_keyboard(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, "what did Maren say?")
    turn.get_by_role("tab", name="Extracts").focus()
    page.keyboard.press("ArrowRight")
    expect(turn.get_by_role("tab", name="Timeline")).to_be_focused()
    bars = _bars(turn)
    for _ in range(3):
        page.keyboard.press("Tab")
        if bars.first.evaluate("bar => bar === document.activeElement"):
            break
    expect(bars.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bars.last).to_be_focused()
    expect(turn.locator("figcaption")).to_contain_text("Sun 4 May 2031: ")
    page.keyboard.press("Enter")
    expect(turn.locator(".day-said h3")).to_have_count(1)
    turn.get_by_role("tab", name="Timeline").focus()
    page.keyboard.press("End")
    expect(turn.get_by_role("tab", name="Accounts that differ")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Home")
    expect(turn.locator('.shape[data-view="answer"] .extract').first).to_be_visible()


def test_speakers_and_outlets_stand_side_by_side(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    turn = ask(page, BOTH)
    panel = _view(turn, "Side by side")
    expect(panel.locator(".side h3")).to_have_text(["Donald Trump", "Keir Starmer"])
    for side, name in ((0, "Donald Trump"), (1, "Keir Starmer")):
        for provenance in panel.locator(".side").nth(side).locator(".provenance").all():
            expect(provenance).to_contain_text(name)
    panel.get_by_role("button", name="Outlets").click()
    expect(panel.locator(".side h3")).to_have_text(["Reuters"])
    expect(panel.get_by_role("button", name="Outlets")).to_be_focused()
    expect(panel.get_by_role("button", name="Outlets")).to_have_attribute("aria-pressed", "true")


def test_an_answer_of_one_voice_says_that_no_accounts_differ(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    panel = _view(ask(page, "what did Maren say about the tunnel?"), "Accounts that differ")
    expect(panel.locator(".nothing")).to_contain_text("Only one source")
    panel = _view(ask(page, "what did Maren say?"), "Accounts that differ")
    expect(panel.locator(".nothing")).to_contain_text("ask about one")


def test_speakers_are_searched_ordered_and_listed(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    page.locator("#to-speakers").click()
    names = page.locator("#speakers-table .open-speaker")
    expect(names.first).to_have_text("Donald Trump")
    page.get_by_role("button", name="Speaker", exact=True).click()
    expect(page.locator("#speakers-table th").first).to_have_attribute("aria-sort", "ascending")
    listed = names.all_text_contents()
    assert listed == sorted(listed, key=str.casefold)
    page.get_by_label("Search names and roles").fill("mayor")
    expect(names).to_have_text(["Ilse Maren"])
    expect(page.locator("#speakers-table td.day").first).to_have_text("3 May 2031")
    names.first.click()
    expect(page.locator("#speakers-heading")).to_have_text("Ilse Maren")
    expect(page.locator("#speakers .roles")).to_contain_text("Mayor")
    expect(page.locator("#speakers h3").first).to_contain_text("Sun 4 May 2031")
    _bars(page.locator("#speakers")).first.click()
    expect(page.locator("#speakers h3")).to_have_text(["Sat 3 May 2031"])
    chip = page.locator("#speakers .chip").first
    number = chip.inner_text()
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert marked_words(page, number) == page.locator("#speakers .words").first.inner_text()
    page.get_by_label("Topic").fill("the fishermen")
    page.get_by_role("button", name="Ask what Ilse Maren said").click()
    turn = page.locator('.turn[data-turn="0"]')
    expect(turn.locator(".question")).to_have_text("What did Ilse Maren say about the fishermen?")
    expect(turn.locator(".extract").first).to_contain_text("apology")


def test_who_spoke_about_a_topic_is_found(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    page.locator("#to-speakers").click()
    page.get_by_label("Who spoke about a topic").fill("pumps damaged by salt")
    expect(page.locator("#speakers-table .open-speaker").first).to_contain_text("Lindqvist")
    page.get_by_label("Search names and roles").fill("qqqq")
    expect(page.locator("#speakers-table .nothing")).to_contain_text("No speaker fits")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_serious_in_the_views(
    server: Server, visit: Visit, scheme: Literal["light", "dark"], width: int
) -> None:
    page = visit(server.address, scheme=scheme, width=width, height=844)
    turn = ask(page, BOTH)
    for name in "Timeline", "Side by side", "Accounts that differ":
        _view(turn, name)
        assert serious_faults(page) == []
    turn = ask(page, "what did Maren say?")
    bars = _bars(_view(turn, "Timeline"))
    bars.first.click()
    expect(turn.locator(".day-said h3")).to_have_count(1)
    assert serious_faults(page) == []
    _no_wider_than_the_screen(page, width)
    if width < 900:
        page.get_by_role("button", name="Menu").click()
    page.locator("#to-speakers").click()
    page.locator("#speakers-table .open-speaker").first.wait_for()
    assert serious_faults(page) == []
    page.locator("#speakers-table .open-speaker").first.click()
    page.locator("#speakers .portrait h2").wait_for()
    assert serious_faults(page) == []
    _no_wider_than_the_screen(page, width)


def _no_wider_than_the_screen(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == width
