"""Who speaks in a paragraph of a transcript: "NAME: text" or "Q. text"."""

import re
from dataclasses import dataclass

from index.types import Span

# Two turns make a transcript; one "Note: ..." does not.
_FEWEST_TURNS = 3
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|de|van|von|the)){0,5}"
_TURN = re.compile(
    rf"(?:[“\"]|'')?(?P<name>{_NAME}|Q|A)(?P<aside> ?\([^()]{{1,40}}\))?"
    r"(?P<colon>[:.])[ \xa0]+(?=\S)"
)
_QUESTION_LETTERS = ("Q", "A")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a transcript, in characters of the article."""

    name: Span
    colon: Span
    words: Span


def turns_of(text: str, paragraphs: list[Span]) -> dict[int, Turn]:
    """The turns of an article by the position of their paragraph; none where it has no transcript.

    A name counts when its letters are all capitals or it opens three paragraphs, and an
    article with fewer than three turns is not taken for a transcript.
    """
    found: dict[int, Turn] = {}
    for i, paragraph in enumerate(paragraphs):
        turn = _turn(text, paragraph)
        if turn is not None:
            found[i] = turn
    names = [turn.name.of(text) for turn in found.values()]
    kept = {
        i: turn
        for i, turn in found.items()
        if _is_marked(turn.name.of(text)) or names.count(turn.name.of(text)) >= _FEWEST_TURNS
    }
    return kept if len(kept) >= _FEWEST_TURNS else {}


def _turn(text: str, paragraph: Span) -> Turn | None:
    match = _TURN.match(text, paragraph.start, paragraph.end)
    if match is None:
        return None
    letter = match["name"] in _QUESTION_LETTERS
    if (match["colon"] == ".") != (letter and match["colon"] == "."):
        return None
    name, colon = Span(*match.span("name")), Span(*match.span("colon"))
    # A transcript that is quoted whole has a mark before each name, and may have one at the end.
    is_marked = match.start("name") > match.start()
    words = text[match.end() : paragraph.end].rstrip("”\"'" if is_marked else "")
    return Turn(name, colon, Span(match.end(), match.end() + len(words))) if words else None


def _is_marked(name: str) -> bool:
    letters = [character for character in name if character.isalpha()]
    return name in _QUESTION_LETTERS or (len(letters) > 1 and all(c.isupper() for c in letters))
