from index.archive import Archive
from rag.conversation import answer_turn
from rag.examples import example_questions


def test_three_different_questions_that_the_collection_answers(archive: Archive) -> None:
    questions = example_questions(archive)
    assert len(set(questions)) == 3
    for question in questions:
        answer, _ = answer_turn(archive, question)
        assert not answer.abstained, question
