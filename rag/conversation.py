"""Several questions in a row, each answered in the light of those before it."""

from datetime import date

from index.archive import Archive
from rag.answering import NO_CONSTRAINTS, answer_question, check_question
from rag.types import Answer, Constraints, Conversation, Query, Turn
from rag.understanding.collection import Collection
from rag.understanding.follow_up import understand_follow_up
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.understanding.state import state_after

NEW_CONVERSATION = Conversation()


def answer_turn(
    archive: Archive,
    question: str,
    conversation: Conversation = NEW_CONVERSATION,
    *,
    max_chars: int = 2000,
    constraints: Constraints = NO_CONSTRAINTS,
    edited: Query | None = None,
    as_of: date | None = None,
) -> tuple[Answer, Conversation]:
    """Answer a question; gives the answer and the conversation with it.

    Args:
        archive: Where to look.
        question: As it was typed.
        conversation: What was asked before.
        max_chars: A longer question is refused.
        constraints: What the person limited the search to.
        edited: The query to search for, where a person changed how it was understood;
            `rag.understanding.question.as_typed` gives one that searches the words alone.
        as_of: The day that "last week" counts from; today, where none is given.

    Raises:
        QuestionError: The question cannot be asked; the conversation is as it was.
    """
    check_question(question, max_chars=max_chars)

    def interpret(people: People, collection: Collection) -> Query:
        if edited is not None:
            return edited
        if not conversation.turns:
            return understand(question, people, collection)
        state = state_after(conversation.turns[-1].answer)
        return understand_follow_up(question, people, state, collection)

    answer = answer_question(
        archive, question, interpret, constraints=constraints, as_of=as_of or date.today()
    )
    return answer, Conversation((*conversation.turns, Turn(question, answer)))
