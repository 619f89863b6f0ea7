"""Sentences as they come out of pieces."""

import pytest

from rag.writers.sentences import read_sentences


@pytest.mark.parametrize("chars", [1, 2, 5, 1000])
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One said so [1]. Two did not [2].", ["One said so [1].", "Two did not [2]."]),
        ("One said so. [1] Two did not. [2]", ["One said so. [1]", "Two did not. [2]"]),
        ("Mr. Otter met Sen. Quill in the U.S. Capitol [1].",
         ["Mr. Otter met Sen. Quill in the U.S. Capitol [1]."]),
        ("It cost 4.5 million on Feb. 3 [1]. “Fine.” [2]",
         ["It cost 4.5 million on Feb. 3 [1].", "“Fine.” [2]"]),
        ("# Heading\n\n1. **Bold** one [1]\n2. Two [2]", ["Heading", "Bold one [1]", "Two [2]"]),
        ("One said so.\n[1]\nTwo.", ["One said so. [1]", "Two."]),
        ("<think>Two. Three.</think>\n\nOne [1].", ["One [1]."]),
        ("<think>for ever", []),
        ("  ", []),
    ],
)  # fmt: skip
def test_sentences_are_the_same_in_whatever_pieces(
    text: str, sentences: list[str], chars: int
) -> None:
    pieces = (text[i : i + chars] for i in range(0, len(text), chars))
    assert list(read_sentences(pieces)) == sentences
