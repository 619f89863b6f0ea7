"""One question from the command line; typed in the plainest way, it is read without typer.

Importing typer, with what it checks values by, took a fifth of a cold answer.
"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.commands.output import console, opened_archive, print_json
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from rag.writers.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class Plain:
    """What `onrecord ask QUESTION [--archive DIR] [--json]` asks."""

    question: str
    archive: str | None
    as_json: bool


def read_plain(arguments: Sequence[str]) -> Plain | None:
    """The question of a plain command line; None for any other, right or wrong."""
    if list(arguments[:1]) != ["ask"]:
        return None
    question, archive, as_json = "", None, False
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "--json":
            as_json = True
        elif argument == "--archive":
            archive = next(rest, "")
            if not archive or archive.startswith("-"):
                return None
        elif argument.startswith("-") or not argument or question:
            return None
        else:
            question = argument
    return Plain(question, archive, as_json) if question else None


def answer_plain(plain: Plain) -> None:
    """Answer the question of a plain command line."""
    # The process ends before there is garbage to speak of; looking for it took 40 ms.
    gc.disable()
    from rag.assembly import make_writer

    settings = load_settings(archive=plain.archive)
    answer_one(plain.question, settings, make_writer(settings), as_json=plain.as_json)


def answer_one(
    question: str,
    settings: Settings,
    writer: "Endpoint | None",
    *,
    as_json: bool,
    reword: bool = False,
) -> None:
    """Answer a question and print it, with a writer's prose where there is one."""
    from rag.contract import answer_to_json, prose_to_json
    from rag.conversation import answer_turn

    with opened_archive(settings) as archive:
        answer, _ = answer_turn(
            archive,
            question,
            max_chars=settings.max_question_chars,
            as_of=settings.as_of,
            min_evidence=settings.min_evidence,
            rewording=writer if reword else None,
        )
        prose = None
        if writer is not None:
            from rag.prose import finish, write_prose

            prose = write_prose(answer, writer, archive.embed)
        if as_json:
            written = prose_to_json(finish(prose)) if prose else {}
            print_json(answer_to_json(answer) | written)
            return
        from rag.terminal import print_answer

        print_answer(console(), answer)
        if writer and prose and answer.extracts:
            from rag.terminal_prose import print_prose

            print_prose(console(), prose, writer)
