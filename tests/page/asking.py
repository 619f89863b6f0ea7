"""Steps of a visitor, shared by the browser's tests."""

from playwright.sync_api import Locator, Page, expect


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter, wait for its turn."""
    number = page.locator(".turn[data-turn]").count()
    box = page.locator("#question-box")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(f'.turn[data-turn="{number}"]')
    turn.wait_for()
    return turn


def again(turn: Locator, act: Locator) -> None:
    """Do what asks a turn again, and wait until its new answer has replaced it."""
    page = turn.page
    turn.evaluate("element => element.setAttribute('data-old', '')")
    act.click()
    expect(page.locator(".turn[data-old]")).to_have_count(0)


def words_of(turn: Locator) -> dict[str, str]:
    """The words of each extract of a turn, by number."""
    chips = turn.locator(".chip").all_text_contents()
    return dict(zip(chips, turn.locator(".words").all_text_contents(), strict=True))


def marked_words(page: Page, number: str) -> str:
    """The words that the panel marks as those of an extract."""
    marks = page.locator(f'#sources mark[data-numbers~="{number}"]')
    return "".join(marks.all_text_contents())
