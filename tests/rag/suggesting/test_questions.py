"""Questions that the collection can answer."""

from datetime import date

from index.archive import Archive
from rag.conversation import answer_turn
from rag.suggesting.questions import suggest_follow_ups, suggest_questions


def test_first_questions_are_answered_here(archive: Archive) -> None:
    suggestions = suggest_questions(archive, 3)
    assert suggestions
    assert len({s.speakers for s in suggestions}) == len(suggestions)
    for suggestion in suggestions:
        answer, _ = answer_turn(archive, suggestion.question)
        assert not answer.abstained


def test_follow_ups_are_answered_and_are_not_the_question_again(archive: Archive) -> None:
    asked = "what did Trump say about guarantees?"
    answer, _ = answer_turn(archive, asked, as_of=date(2025, 3, 1))
    suggestions = suggest_follow_ups(archive, answer)
    assert suggestions
    assert any("Starmer" in suggestion.question for suggestion in suggestions)
    for suggestion in suggestions:
        assert suggestion.question.casefold() != asked
        again, _ = answer_turn(archive, suggestion.question)
        assert not again.abstained
