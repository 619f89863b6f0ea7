"""What a model is told beside the extracts, by the form of the question."""

from dataclasses import replace

from index.archive import Archive
from rag.conversation import answer_turn
from rag.types import Answer
from rag.writers.prompt import build_prompt


def rules_of(answer: Answer) -> str:
    (rules, _), _ = build_prompt(answer.query, answer.extracts, context_tokens=2048)
    return rules["content"]


def test_changes_are_asked_for_day_by_day(archive: Archive) -> None:
    answer, _ = answer_turn(archive, "What changed in what Trump said about guarantees?")
    assert answer.query.form == "changed"
    assert "one sentence for each day, the oldest first" in rules_of(answer)


def test_several_speakers_are_asked_for_side_by_side(archive: Archive) -> None:
    answer, _ = answer_turn(archive, "What did Trump and Starmer say about guarantees?")
    assert len(answer.query.speakers) == 2
    assert "one sentence for each speaker" in rules_of(answer)
    alone = replace(answer, extracts=answer.extracts[:1])
    assert "each speaker" not in rules_of(alone)


def test_plain_question_has_neither(archive: Archive) -> None:
    answer, _ = answer_turn(archive, "What did Trump say about guarantees?")
    assert "each day" not in rules_of(answer)
    assert "each speaker" not in rules_of(answer)


def test_each_extract_comes_with_speaker_outlet_and_day(archive: Archive) -> None:
    answer, _ = answer_turn(archive, "What did Trump say about guarantees?")
    (_, shown), count = build_prompt(answer.query, answer.extracts, context_tokens=2048)
    assert count == len(answer.extracts)
    assert "[1] Donald Trump, Reuters, 2025-02-27:\n" in shown["content"]
