"""A model's prose on the page: after the extracts, above them, checked, and never in the way."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.asking import again, ask, marked_words, words_of
from tests.page.conftest import Server, Visit, serving
from tests.page.test_reaching_everybody import serious_faults
from tests.scripted_endpoint import Reply, Request, Script, Scripted, scripted, writing

TUNNEL = "What did Maren say about the tunnel?"
GOOD = "Mayor Ilse Maren said that the new tunnel would open in October [1]."
WEAK = "The new tunnel would open in October [1]."
WRONG = "Maren said that the new tunnel would open in August [1]."
WAITS_S = 20


class Stage:
    """An endpoint whose script a test sets, and which goes on when the test says so."""

    def __init__(self) -> None:
        self.script: Script = writing("")
        self.go_on = threading.Semaphore(0)
        self.left = threading.Event()

    def play(self, reply: Reply, request: Request) -> None:
        self.script(reply, request)

    def line_by_line(self, *lines: str) -> Script:
        """Send a line each time the test lets it."""

        def script(reply: Reply, request: Request) -> None:
            reply.status()
            for line in lines:
                self.go_on.acquire(timeout=WAITS_S)
                reply.piece(f"{line}\n")
            reply.raw(b"data: [DONE]\n\n")

        return script


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage()


@pytest.fixture(scope="module")
def told(stage: Stage) -> Iterator[Scripted]:
    with scripted(stage.play) as running:
        yield running


@pytest.fixture(scope="module")
def writing_server(
    told: Scripted, built_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The page with a writer."""
    variables = {"ONRECORD_WRITER": told.base_url, "ONRECORD_MODEL": "scripted"}
    with serving(built_once, tmp_path_factory.mktemp("writing"), **variables) as running:
        yield running


def over(turn: Locator) -> Locator:
    """The prose of a turn, when all of it is there."""
    box = turn.locator(".wrote")
    expect(box).to_have_attribute("data-state", "over")
    return box


def places(page: Page) -> list[float]:
    """Where each extract, and the line above them, begins."""
    found: list[float] = page.evaluate(
        "() => [...document.querySelectorAll('.order, .extract')]"
        ".map((element) => element.getBoundingClientRect().top)"
    )
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_sentences_come_checked_one_by_one_and_nothing_jumps(
    writing_server: Server, visit: Visit, stage: Stage, width: int
) -> None:
    stage.script = stage.line_by_line(GOOD, WRONG, f"{WEAK} And", "")
    page = visit(writing_server.address, width=width)
    turn = ask(page, TUNNEL)
    # The extracts stand although the writer has said nothing.
    expect(turn.locator(".extract .words").first).to_be_visible()
    expect(turn.locator(".wrote .by")).to_contain_text("Written by scripted on this machine")
    expect(turn.locator(".foot-line")).to_have_text("Waiting for the writer…")
    before = places(page)
    stage.go_on.release()
    stage.go_on.release()
    sentences = turn.locator(".sentence")
    expect(sentences).to_have_count(1)
    assert places(page) == before
    stage.go_on.release()
    expect(turn.locator(".refused li")).to_have_count(1)
    stage.go_on.release()
    over(turn)
    expect(sentences).to_have_count(2)
    assert places(page) == before
    expect(sentences.nth(0)).to_have_attribute("data-check", "supported")
    expect(sentences.nth(0).locator(".weak-mark")).to_have_count(0)
    expect(sentences.nth(1).locator(".weak-mark")).to_contain_text("it states as fact what Ilse")
    expect(turn.locator(".sentences")).not_to_contain_text("August")
    expect(turn.locator(".refused h3")).to_have_text("Not supported by the sources")
    expect(turn.locator(".refused s").first).to_contain_text("would open in August.")
    expect(turn.locator(".refused .why").first).to_contain_text("“August” is not that of what")
    expect(turn.locator(".foot-line")).to_contain_text("1 supported, 1 weak, marked and")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_sentences_chip_leads_to_the_words_it_cites(
    writing_server: Server, visit: Visit, stage: Stage
) -> None:
    stage.script = writing(GOOD)
    page = visit(writing_server.address)
    turn = ask(page, TUNNEL)
    chip = over(turn).locator(".sentence .chip")
    expect(chip).to_have_text("1")
    chip.hover()
    expect(page.locator("#card-0-1")).to_be_visible()
    chip.click()
    expect(page.locator("#sources mark.current").first).to_be_in_viewport()
    assert marked_words(page, "1") == turn.locator(".extract .words").first.text_content()


def test_prose_is_kept_and_taken_along_with_its_verdicts(
    writing_server: Server, visit: Visit, stage: Stage
) -> None:
    stage.script = writing(f"{GOOD} {WRONG}")
    page = visit(writing_server.address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    over(ask(page, TUNNEL))
    page.reload()
    turn = page.locator('.turn[data-turn="0"]')
    expect(turn.locator(".sentence .written")).to_have_text(GOOD.replace(" [1]", ""))
    expect(turn.locator(".refused li")).to_have_count(1)
    turn.get_by_role("button", name="Copy with citations").click()
    expect(turn.locator(".copy")).to_have_text("Copied")
    pasted = page.evaluate("navigator.clipboard.readText()")
    assert "would open in October. [1]\n" in pasted
    assert "Not supported by the sources:\n- Maren said" in pasted
    with page.expect_download() as caught:
        page.get_by_role("button", name="Export Markdown").click()
    exported = caught.value.path().read_text()
    assert "Written by scripted on this machine" in exported
    assert "~~Maren said that the new tunnel would open in August.~~" in exported


def test_the_writer_is_turned_off_on_the_page_and_stays_off(
    writing_server: Server, visit: Visit, stage: Stage, told: Scripted
) -> None:
    stage.script = writing(GOOD)
    page = visit(writing_server.address)
    offered = page.get_by_label("Sum up with scripted, on this machine")
    expect(offered).to_be_checked()
    asked = len(told.requests)
    page.get_by_label("Sum up with scripted").uncheck()
    turn = ask(page, TUNNEL)
    expect(turn.locator(".extract").first).to_be_visible()
    expect(turn.locator(".wrote")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Sum up with scripted")).not_to_be_checked()
    page.get_by_label("Sum up with scripted").check()
    assert len(told.requests) == asked
    over(ask(page, TUNNEL))
    assert len(told.requests) == asked + 1


def test_a_failing_writer_leaves_the_answer_and_says_so(
    writing_server: Server, visit: Visit, stage: Stage
) -> None:
    def die(reply: Reply, request: Request) -> None:
        reply.status()
        reply.piece(f"{GOOD} Maren told")
        reply.raw(b"data: {no json\n\n")

    stage.script = lambda reply, request: reply.status(401)
    page = visit(writing_server.address)
    turn = ask(page, TUNNEL)
    foot = over(turn).locator(".foot-line")
    expect(foot).to_contain_text("status 401")
    expect(foot).to_contain_text("The answer stands without it.")
    expect(turn.locator(".extract").first).to_be_visible()
    stage.script = die
    turn = ask(page, TUNNEL)
    expect(over(turn).locator(".sentence")).to_have_count(1)
    expect(turn.locator(".foot-line")).to_contain_text("1 sentence checked: 1 supported.")
    expect(turn.locator(".foot-line .fault")).to_contain_text("no answer of an OpenAI-compatible")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_serious_in_prose(
    writing_server: Server,
    visit: Visit,
    stage: Stage,
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    stage.script = writing(f"{GOOD} {WEAK} {WRONG}")
    page = visit(writing_server.address, scheme=scheme, width=width)
    over(ask(page, TUNNEL))
    assert serious_faults(page) == []


def test_where_nothing_is_left_the_extracts_alone_answer(
    writing_server: Server, visit: Visit, stage: Stage
) -> None:
    stage.script = writing(WRONG)
    page = visit(writing_server.address)
    turn = ask(page, TUNNEL)
    expect(over(turn).locator(".sentence")).to_have_count(0)
    expect(turn.locator(".foot-line")).to_contain_text("the extracts: they alone answer.")
    expect(turn.locator(".refused li")).to_have_count(1)
    stage.script = writing("")
    again(turn, turn.locator(".pill .remove").first)
    expect(over(page.locator('.turn[data-turn="0"]'))).to_contain_text("It wrote nothing")


def test_writing_is_stopped_and_its_connection_closed(
    writing_server: Server, visit: Visit, stage: Stage
) -> None:
    def endless(reply: Reply, request: Request) -> None:
        reply.status()
        reply.piece(f"{GOOD} ")
        try:
            while True:
                reply.piece("And ")
                stage.left.wait(0.02)
        except OSError:
            stage.left.set()

    stage.script = endless
    page = visit(writing_server.address)
    turn = ask(page, TUNNEL)
    expect(turn.locator(".sentence")).to_have_count(1)
    turn.get_by_role("button", name="Stop writing").click()
    expect(over(turn).locator(".foot-line")).to_have_text(
        "Stopped: you stopped it. The answer stands without it."
    )
    assert stage.left.wait(WAITS_S)
    expect(turn.locator(".sentence")).to_have_count(1)
    stage.script = writing(GOOD)
    second = ask(page, "What did Lindqvist warn of?")
    over(second)
    page.reload()
    expect(turn.locator(".sentence")).to_have_count(1)
    expect(turn.locator(".foot-line")).to_contain_text("Stopped: you stopped it")
    assert words_of(turn.locator(".extracts"))


def test_a_silent_answer_is_not_written_of(
    writing_server: Server, visit: Visit, stage: Stage, told: Scripted
) -> None:
    asked = len(told.requests)
    turn = ask(visit(writing_server.address), "what did Angela Merkel say about chess?")
    expect(turn.locator(".reason")).to_contain_text("Angela Merkel")
    expect(turn.locator(".wrote")).to_have_count(0)
    assert len(told.requests) == asked


def test_a_reworded_question_is_shown_where_that_is_turned_on(
    writing_server: Server, visit: Visit, stage: Stage
) -> None:
    stage.script = writing("What did Maren say about the fishermen?")
    page = visit(writing_server.address)
    page.get_by_label("Sum up with scripted").uncheck()
    expect(page.get_by_label("Reword questions first")).not_to_be_checked()
    page.get_by_label("Reword questions first").check()
    turn = ask(page, "Maren, the fishermen: anything on record?")
    expect(turn.locator(".note").first).to_have_text(
        "Reworded by scripted: “What did Maren say about the fishermen?”"
    )
    expect(turn.locator(".words").first).to_contain_text("We owe the fishermen")
    expect(turn.locator(".question")).to_have_text("Maren, the fishermen: anything on record?")


def test_a_page_without_a_writer_offers_none(server: Server, visit: Visit) -> None:
    page = visit(server.address)
    expect(page.locator("#writer-switch")).to_be_hidden()
    expect(ask(page, TUNNEL).locator(".wrote")).to_have_count(0)
