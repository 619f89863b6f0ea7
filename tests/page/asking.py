"""Steps of a visitor, shared by the browser's tests."""

from playwright.sync_api import Locator, Page


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter, wait for its turn."""
    number = page.locator(".turn[data-turn]").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(f'.turn[data-turn="{number}"]')
    turn.wait_for()
    return turn


def words_of(turn: Locator) -> dict[str, str]:
    """The words of each extract of a turn, by number."""
    chips = turn.locator(".chip").all_text_contents()
    return dict(zip(chips, turn.locator(".words").all_text_contents(), strict=True))


def marked_words(page: Page, number: str) -> str:
    """The words that the panel marks as those of an extract."""
    marks = page.locator(f'#sources mark[data-numbers~="{number}"]')
    return "".join(marks.all_text_contents())
