from index.statements.transcripts import turns_of
from index.types import Span


def spoken(text: str) -> list[tuple[str, str]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return [(t.name.of(text), t.words.of(text)) for t in turns_of(text, spans).values()]


def test_names_before_colons_are_turns() -> None:
    text = "REYES: Who was it?\nMAREN (laughing): Not I.\nREYES: Then who?"
    assert spoken(text) == [("REYES", "Who was it?"), ("MAREN", "Not I."), ("REYES", "Then who?")]


def test_questions_and_answers_are_turns() -> None:
    text = "Q. Who was it?\nA. Not I.\nQ. Then who?"
    assert spoken(text) == [("Q", "Who was it?"), ("A", "Not I."), ("Q", "Then who?")]


def test_a_single_colon_makes_no_transcript() -> None:
    assert spoken("Note: this story was corrected.\nThe tunnel: a history.") == []


def test_turns_that_stand_in_quotation_marks_are_turns() -> None:
    text = '"REYES:\xa0 Who was it?\n"MAREN: Not I.\n"REYES: Then who?"'
    assert spoken(text) == [("REYES", "Who was it?"), ("MAREN", "Not I."), ("REYES", "Then who?")]
