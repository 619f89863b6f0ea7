"""A conversation in the terminal."""

from datetime import date

from rich.console import Console

from index.archive import Archive
from index.errors import QuestionError
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.prose import write_prose
from rag.terminal import print_answer, print_sources
from rag.terminal_prose import print_prose
from rag.types import Conversation
from rag.writers.endpoint import Endpoint

HELP = "Ask a question. /sources shows where the last answer stands, /new forgets, /quit leaves."


def run_chat(
    archive: Archive,
    console: Console,
    *,
    max_chars: int,
    as_of: date | None = None,
    min_evidence: float | None = None,
    writer: Endpoint | None = None,
    reword: bool = False,
) -> None:
    """Read questions until /quit or the end of input; `reword` has the writer word them first."""
    if console.is_terminal:
        import readline  # noqa: F401  # gives input() its history and line editing

        console.print(HELP, style="dim")
    conversation = NEW_CONVERSATION
    while True:
        try:
            typed = input("\n> " if console.is_terminal else "").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if typed in ("/quit", "/exit"):
            return
        if typed:
            conversation = _turn(
                archive,
                console,
                conversation,
                typed,
                max_chars=max_chars,
                as_of=as_of,
                min_evidence=min_evidence,
                writer=writer,
                reword=reword,
            )


def _turn(
    archive: Archive,
    console: Console,
    before: Conversation,
    typed: str,
    *,
    max_chars: int,
    as_of: date | None,
    min_evidence: float | None,
    writer: Endpoint | None,
    reword: bool,
) -> Conversation:
    if typed == "/new":
        return NEW_CONVERSATION
    if typed == "/sources":
        if before.turns:
            print_sources(console, before.turns[-1].answer)
        else:
            console.print("There is no answer yet: ask something first.")
        return before
    if typed.startswith("/"):
        console.print(HELP)
        return before
    try:
        answer, after = answer_turn(
            archive,
            typed,
            before,
            max_chars=max_chars,
            as_of=as_of,
            min_evidence=min_evidence,
            rewording=writer if reword else None,
        )
    except QuestionError as exc:
        console.print(str(exc), markup=False)
        return before
    print_answer(console, answer)
    if writer is not None and answer.extracts:
        print_prose(console, write_prose(answer, writer, archive.embed), writer)
    return after
