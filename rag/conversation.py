"""Several questions in a row, each answered in the light of those before it."""

from dataclasses import replace
from datetime import date

from index.archive import Archive
from rag.answering import MOST_EXTRACTS, NO_CONSTRAINTS, answer_question, check_question
from rag.types import Answer, Constraints, Conversation, Query, Turn
from rag.understanding.collection import Collection
from rag.understanding.follow_up import understand_follow_up
from rag.understanding.people import People
from rag.understanding.question import understand
from rag.understanding.state import state_after
from rag.writers.endpoint import Endpoint

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
    min_evidence: float | None = None,
    rewording: Endpoint | None = None,
    most_extracts: int = MOST_EXTRACTS,
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
        min_evidence: The probability below which there is no answer; None for the
            fitted one, 0 always answers.
        rewording: Has the question worded by this model first, in the light of the
            conversation; a note of the answer says what became of it. None searches at once.
        most_extracts: How many extracts to show at most.

    Raises:
        QuestionError: The question cannot be asked; the conversation is as it was.
    """
    check_question(question, max_chars=max_chars)
    words, note = question, ""
    if rewording is not None and edited is None:
        from rag.rewording import reword

        reworded = reword(archive, question, conversation, rewording)
        words, note = reworded.text, reworded.note

    def interpret(people: People, collection: Collection) -> Query:
        if edited is not None:
            return edited
        if not conversation.turns:
            return understand(words, people, collection)
        state = state_after(conversation.turns[-1].answer)
        return understand_follow_up(words, people, state, collection)

    answer = answer_question(
        archive,
        question,
        interpret,
        constraints=constraints,
        as_of=as_of or date.today(),
        min_evidence=min_evidence,
        most_extracts=most_extracts,
    )
    answer = replace(answer, notes=(note, *answer.notes)) if note else answer
    return answer, Conversation((*conversation.turns, Turn(question, answer)))
