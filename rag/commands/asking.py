"""Commands that answer questions: ask, chat, serve."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.commands.options import ArchiveFlag, JsonFlag, console, opened_archive, print_json
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from index.archive import Archive


AsOfFlag = Annotated[
    str | None,
    typer.Option(metavar="DATE", help='The day that "last week" counts from [default: today]'),
]


def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Answer a file of JSON lines; - is standard input."),
    ] = None,
    as_of: AsOfFlag = None,
) -> None:
    """Answer a question with extracts, or say that the collection does not."""
    from rag.contract import answer_to_json
    from rag.conversation import answer_turn
    from rag.terminal import print_answer

    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a QUESTION or --batch with a file of questions")
    settings = load_settings(archive=archive, as_of=as_of)
    with opened_archive(settings) as opened:
        if batch is not None:
            _answer_batch(opened, batch, settings)
            return
        assert question is not None, "checked above"
        answer, _ = answer_turn(
            opened, question, max_chars=settings.max_question_chars, as_of=settings.as_of
        )
        if as_json:
            print_json(answer_to_json(answer))
        else:
            print_answer(console(), answer)


def chat(archive: ArchiveFlag = None, as_of: AsOfFlag = None) -> None:
    """Ask several questions in a row; later ones may lean on earlier ones."""
    from rag.chat import run_chat

    settings = load_settings(archive=archive, as_of=as_of)
    with opened_archive(settings) as opened:
        run_chat(opened, console(), max_chars=settings.max_question_chars, as_of=settings.as_of)


def serve(
    archive: ArchiveFlag = None,
    host: Annotated[str | None, typer.Option(help="[default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="[default: 7860]")] = None,
) -> None:
    """Open the page in which to ask, check sources and add articles."""
    from rag.page import serve_page

    serve_page(load_settings(archive=archive, host=host, port=port))


def _answer_batch(archive: "Archive", file: str, settings: Settings) -> None:
    from rag.batch import answer_lines

    try:
        lines = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as exc:
        raise typer.BadParameter(f"'{file}' cannot be read ({exc.strerror})") from exc
    with lines:
        answers = answer_lines(
            archive, lines, max_chars=settings.max_question_chars, as_of=settings.as_of
        )
        for answer in answers:
            print_json(answer)
