"""Commands that answer questions: ask, chat, serve."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.commands.options import ArchiveFlag, JsonFlag, console, opened_archive, print_json
from rag.commands.single import answer_one
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from index.archive import Archive
    from rag.writers.endpoint import Endpoint


# So many questions of a file are embedded at once.
_TOGETHER = 32

AsOfFlag = Annotated[
    str | None,
    typer.Option(metavar="DATE", help='The day that "last week" counts from [default: today]'),
]

WriterFlag = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Have a language model sum up, each sentence checked; the address of an "
        "OpenAI-compatible endpoint, as http://127.0.0.1:8080/v1.",
    ),
]
ModelFlag = Annotated[str | None, typer.Option(metavar="NAME", help="The writer's model.")]
NoWriterFlag = Annotated[
    bool, typer.Option("--no-writer", help="The extracts alone, whatever is set.")
]


RewordFlag = Annotated[
    bool,
    typer.Option(
        "--reword",
        help="Have the writer word the question first; shown, and not used where it brings in "
        "a name, number or date that is new.",
    ),
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
    min_evidence: Annotated[
        float | None,
        typer.Option(
            metavar="P", help="Answer only from this probability on; 0 always [default: fitted]"
        ),
    ] = None,
    writer: WriterFlag = None,
    model: ModelFlag = None,
    no_writer: NoWriterFlag = False,
    reword: RewordFlag = False,
) -> None:
    """Answer a question with extracts, or say that the collection does not."""
    from rag.assembly import make_writer

    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a QUESTION or --batch with a file of questions")
    settings = load_settings(
        archive=archive, as_of=as_of, min_evidence=min_evidence, writer=writer, model=model
    )
    endpoint = None if no_writer else make_writer(settings)
    _check_reword(reword, endpoint, is_batch=batch is not None)
    if batch is not None:
        with opened_archive(settings) as opened:
            _answer_batch(opened, batch, settings, endpoint)
        return
    assert question is not None, "checked above"
    answer_one(question, settings, endpoint, as_json=as_json, reword=reword)


def chat(
    archive: ArchiveFlag = None,
    as_of: AsOfFlag = None,
    writer: WriterFlag = None,
    model: ModelFlag = None,
    no_writer: NoWriterFlag = False,
    reword: RewordFlag = False,
) -> None:
    """Ask several questions in a row; later ones may lean on earlier ones."""
    from rag.assembly import make_writer
    from rag.chat import run_chat

    settings = load_settings(archive=archive, as_of=as_of, writer=writer, model=model)
    endpoint = None if no_writer else make_writer(settings)
    _check_reword(reword, endpoint)
    with opened_archive(settings) as opened:
        run_chat(
            opened,
            console(),
            max_chars=settings.max_question_chars,
            as_of=settings.as_of,
            min_evidence=settings.min_evidence,
            writer=endpoint,
            reword=reword,
        )


def serve(
    archive: ArchiveFlag = None,
    host: Annotated[str | None, typer.Option(help="[default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="[default: 7860]")] = None,
    writer: WriterFlag = None,
    model: ModelFlag = None,
    no_writer: NoWriterFlag = False,
) -> None:
    """Open the page in which to ask, check sources and add articles."""
    from rag.page import serve_page

    settings = load_settings(archive=archive, host=host, port=port, writer=writer, model=model)
    serve_page(replace(settings, writer="") if no_writer else settings)


def _check_reword(reword: bool, endpoint: "Endpoint | None", *, is_batch: bool = False) -> None:
    if reword and endpoint is None:
        raise typer.BadParameter("--reword needs a writer: name one with --writer")
    if reword and is_batch:
        raise typer.BadParameter("--reword is for single questions: leave out --batch")


def _answer_batch(
    archive: "Archive", file: str, settings: Settings, writer: "Endpoint | None"
) -> None:
    from rag.batch import answer_lines

    try:
        lines = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as exc:
        raise typer.BadParameter(f"'{file}' cannot be read ({exc.strerror})") from exc
    with lines:
        answers = answer_lines(
            archive,
            lines,
            max_chars=settings.max_question_chars,
            as_of=settings.as_of,
            min_evidence=settings.min_evidence,
            writer=writer,
            together=1 if file == "-" else _TOGETHER,
        )
        asked = failed = 0
        for answer in answers:
            print_json(answer)
            asked, failed = asked + 1, failed + ("error" in answer)
    if failed:
        told = f"{failed} of {asked} lines could not be asked: each has its reason under 'error'"
        typer.echo(f"onrecord: {told}", err=True)
