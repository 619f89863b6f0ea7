import pytest

from index.readers.layout import find_layout
from index.readers.text import parse_article
from index.segmentation import segment
from index.types import ZoneKind

STORY = "The mayor said on Monday that the bridge was closed.\n\nShips waited outside the harbour."


def notes(text: str) -> list[str]:
    return [z.span.of(text) for z in find_layout(text).zones if z.kind == ZoneKind.EDITORS_NOTE]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this story misspelled the mayor's name.",
        "CORRECTION: The bridge was built in 1931, not 1913.",
        "Correction (May 4): The bridge was built in 1931.",
        "Correction, May 4, 2031: The bridge was built in 1931.",
        "Corrections & clarifications: The toll is four crowns.",
        "*Clarification: The toll is paid on weekdays only.",
        "Editor's note: This page is no longer updated.",
        "Editor’s Note — The port authority replied after publication.",
        "Editors' note: Two names were left out for safety.",
        "[Editor's note: the photo shows the old bridge.]",
        "An earlier version of this article gave the wrong toll.",
        "A previous version of this report named another engineer.",
        "This story has been updated with the company's reply.",
        "This story and headline have been updated.",
        "This article was corrected to say October.",
        "(Corrects paragraph three to say October, not May)",
        "(This May 3 story corrects the name in paragraph two)",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_note_is_marked_wherever_it_stands(note: str, *, first: bool) -> None:
    text = f"{note}\n\n{STORY}" if first else f"{STORY}\n\n{note}\n"
    assert notes(text) == [note]


@pytest.mark.parametrize(
    "line",
    [
        "Corrections officers closed the bridge on Monday.",
        "Correction of the error took a year, the engineer said.",
        "“Editor’s note,” she said, was the name of the boat.",
        "The mayor said an earlier version of this plan had failed.",
        "This bridge has been updated with new pumps.",
        "This story was told in every harbour.",
        "Corrects himself often, the captain says of the mayor.",
    ],
)
def test_prose_is_no_note(line: str) -> None:
    assert notes(f"{STORY}\n\n{line}") == []


def test_note_never_answers_and_gives_no_title() -> None:
    note = "Editor's note: “We erred,” Mayor Ilse Maren said."
    article = parse_article(f"{note}\n\n{STORY}", name="a.txt", origin="a.txt")
    assert article.title == "The mayor said on Monday that the bridge was closed."
    shown = [span.of(article.text) for span in segment(article).sentences]
    assert shown == STORY.split("\n\n")


def test_story_that_goes_on_in_the_line_of_its_note_stays_a_story() -> None:
    note = "Editor's note: This page is no longer updated."
    text = f"{note} {'The bridge was closed on Monday. ' * 40}".strip()
    assert notes(text) == [note]
