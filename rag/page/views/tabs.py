"""The tabs above an answer: its extracts, and other ways to look at it."""

from rag.views.types import ViewName

_TABS: tuple[tuple[ViewName, str], ...] = (
    ("answer", "Extracts"),
    ("timeline", "Timeline"),
    ("sides", "Side by side"),
    ("accounts", "Accounts that differ"),
)


def render_tabs(turn: int, extracts: str) -> str:
    """An answer's list under its tab; the others are drawn when they are first chosen."""
    tabs = "".join(_tab(turn, view, words) for view, words in _TABS)
    panels = "".join(_panel(turn, view, extracts if view == "answer" else "") for view, _ in _TABS)
    return (
        '<div class="tabs" role="tablist" aria-label="Ways to look at this answer">'
        f"{tabs}</div>{panels}"
    )


def _tab(turn: int, view: ViewName, words: str) -> str:
    is_on = view == "answer"
    # On a phone the first word has to do; the name stays whole.
    first, _, rest = words.partition(" that")
    shown = f'{first}<span class="rest"> that{rest}</span>' if rest else words
    return (
        f'<button type="button" role="tab" id="tab-{turn}-{view}" data-view="{view}"'
        f' aria-label="{words}" aria-controls="shape-{turn}-{view}"'
        f' aria-selected="{"true" if is_on else "false"}"'
        f' tabindex="{0 if is_on else -1}">{shown}</button>'
    )


def _panel(turn: int, view: ViewName, html: str) -> str:
    return (
        f'<div class="shape" role="tabpanel" id="shape-{turn}-{view}" data-view="{view}"'
        f' aria-labelledby="tab-{turn}-{view}"{"" if view == "answer" else " hidden"}>{html}</div>'
    )
