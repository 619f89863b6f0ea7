"""Opening a permanent address: the answer as of now, and what changed since it was made."""

from dataclasses import replace

from index.archive import Archive
from rag.conversation import answer_turn
from rag.links.comparing import compare_answer
from rag.links.types import AnswerChanges, ViewState
from rag.quotes.naming import names_of
from rag.types import Answer, Query


def query_in(archive: Archive, state: ViewState) -> Query | None:
    """The query that an address holds, for its archive; None where the question says it all.

    Speakers whom the archive does not have now are asked for in vain, as they should be.
    """
    if state.query is None:
        return None
    with archive.view() as snapshot:
        names = names_of(snapshot)
    spellings = (s for name in state.query.speakers for s in names.spellings(name))
    return replace(state.query, names=tuple(dict.fromkeys(spellings)))


def answer_address(
    archive: Archive,
    state: ViewState,
    *,
    max_chars: int = 2000,
    min_evidence: float | None = None,
) -> tuple[Answer, AnswerChanges]:
    """The answer to an address's question as of now, and what changed.

    Raises:
        QuestionError: Its question cannot be asked.
    """
    answer, _ = answer_turn(
        archive,
        state.question,
        max_chars=max_chars,
        constraints=state.constraints,
        edited=query_in(archive, state),
        as_of=state.as_of,
        min_evidence=min_evidence,
    )
    return answer, compare_answer(archive, state, answer)
