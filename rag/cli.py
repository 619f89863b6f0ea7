"""The command line: index, watch, ask, chat, remove, versions, status, verify, serve.

Heavy libraries are imported by the commands that need them, so that help is instant.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import OnRecordError, ReadError
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from rich.console import Console

    from index.archive import Archive
    from index.readers import ReadOptions

app = typer.Typer(
    name="onrecord",
    help="Ask a collection of news articles; get the answer in their own words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ArchiveFlag = Annotated[
    Path | None, typer.Option("--archive", help="The archive's folder [default: archive]")
]
MapFlag = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Read a field from a column: text=body."),
]
PrivateFlag = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of this and private networks too.")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.command()
def index(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, http(s) addresses, or - for standard input."),
    ] = None,
    archive: ArchiveFlag = None,
    columns: MapFlag = None,
    allow_private: PrivateFlag = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First derive everything again; keeps every article.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Add new and changed articles to the archive."""
    from dataclasses import asdict

    from rag.assembly import index_paths, rebuild_archive
    from rag.terminal import print_report, progress_bar

    settings = load_settings(archive=archive)
    if rebuild:
        with _interruptible(), progress_bar(_console(stderr=True)) as advance:
            rebuilt = rebuild_archive(settings, advance)
        _console(stderr=True).print(f"{rebuilt} rebuilt")
    elif not paths:
        raise typer.BadParameter("give at least one PATH, or --rebuild")
    if not paths:
        return
    with _interruptible(), progress_bar(_console(stderr=True)) as advance:
        report = index_paths(
            settings, paths, advance, options=_read_options(columns, allow_private=allow_private)
        )
    if as_json:
        _print_json(asdict(report))
    report.check_taken()
    if not as_json:
        print_report(_console(), report)


@app.command()
def watch(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders or http(s) addresses of articles or feeds.")
    ],
    every: Annotated[str, typer.Option(help="How often to look, as 30s, 15m or 2h.")] = "15m",
    archive: ArchiveFlag = None,
    columns: MapFlag = None,
    allow_private: PrivateFlag = False,
) -> None:
    """Keep adding what is new or changed, until Ctrl-C."""
    from rag.assembly import index_paths, make_embedder
    from rag.terminal import print_report, progress_bar
    from rag.watching import parse_period
    from rag.watching import watch as keep_going

    settings = load_settings(archive=archive)
    period_s, embedder = parse_period(every), make_embedder()
    options = _read_options(columns, allow_private=allow_private)

    def run() -> None:
        with progress_bar(_console(stderr=True)) as advance:
            report = index_paths(settings, paths, advance, options=options, embedder=embedder)
        if report.added or report.changed or report.refused:
            print_report(_console(), report)

    def complain(words: str) -> None:
        _console(stderr=True).print(words, markup=False, soft_wrap=True)

    with _interruptible():
        keep_going(run, complain, every_s=period_s)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Answer a file of JSON lines; - is standard input."),
    ] = None,
) -> None:
    """Answer a question with extracts, or say that the collection does not."""
    from rag.contract import answer_to_json
    from rag.conversation import answer_turn
    from rag.terminal import print_answer

    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a QUESTION or --batch with a file of questions")
    settings = load_settings(archive=archive)
    with _opened(settings) as opened:
        if batch is not None:
            _answer_batch(opened, batch, settings)
            return
        assert question is not None, "checked above"
        answer, _ = answer_turn(opened, question, max_chars=settings.max_question_chars)
        if as_json:
            _print_json(answer_to_json(answer))
        else:
            print_answer(_console(), answer)


@app.command()
def chat(archive: ArchiveFlag = None) -> None:
    """Ask several questions in a row; later ones may lean on earlier ones."""
    from rag.chat import run_chat

    settings = load_settings(archive=archive)
    with _opened(settings) as opened:
        run_chat(opened, _console(), max_chars=settings.max_question_chars)


@app.command()
def remove(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of articles.")] = None,
    archive: ArchiveFlag = None,
    source: Annotated[str | None, typer.Option(help="Those of this outlet.")] = None,
    before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Those published before.")
    ] = None,
    not_in: Annotated[
        Path | None, typer.Option("--not-in", help="Those that a file or folder does not hold.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them.")] = False,
) -> None:
    """Remove articles with all their versions, words and vectors."""
    from index.removal import Selection
    from rag.assembly import remove_articles, select_articles

    settings = load_settings(archive=archive)
    selection = Selection(tuple(ids or ()), source, before.date() if before else None, not_in)
    selected = select_articles(settings, selection)
    if dry_run:
        for article_id in selected:
            _console().print(article_id, markup=False, soft_wrap=True)
    counted = f"{len(selected)} article{'' if len(selected) == 1 else 's'}"
    if dry_run or not selected:
        _console().print(f"{counted} would be removed" if dry_run else "no article fits")
    elif yes or typer.confirm(f"Remove {counted} with all versions?"):
        _console().print(f"{remove_articles(settings, selected)} removed")
    else:
        _console().print("nothing was removed")


@app.command()
def versions(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="An article's id.")],
    archive: ArchiveFlag = None,
) -> None:
    """Show the versions of an article and what changed from each to the next."""
    from rag.terminal import print_history

    settings = load_settings(archive=archive)
    with _opened(settings) as opened:
        history = opened.history(article_id)
    if not history:
        raise ReadError(f"no article has the id '{article_id}': 'onrecord ask --json' shows ids")
    print_history(_console(), history)


@app.command()
def status(archive: ArchiveFlag = None, as_json: JsonFlag = False) -> None:
    """Show what the archive holds and what it was made with."""
    from dataclasses import asdict

    settings = load_settings(archive=archive)
    with _opened(settings) as opened:
        manifest = opened.manifest
        with opened.view() as snapshot:
            size, repeated = snapshot.size(), snapshot.count_repeated_stories()
    held = {**asdict(size), "repeated_stories": repeated}
    facts = {"archive": str(settings.archive), **held, **asdict(manifest)}
    if as_json:
        _print_json(facts)
    else:
        for name, value in facts.items():
            _console().print(f"{name:<16} {value}", highlight=False, soft_wrap=True)


@app.command()
def verify(
    archive: ArchiveFlag = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="First make the vector index again.")
    ] = False,
) -> None:
    """Check every stored span, count and vector of the archive; exit 1 if one is wrong."""
    settings = load_settings(archive=archive)
    if repair:
        from rag.assembly import repair_archive

        repair_archive(settings)
    with _opened(settings) as opened:
        faults = opened.health()
        with opened.view() as snapshot:
            size = snapshot.size()
    if faults:
        for fault in faults:
            _console().print(fault, markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1)
    _console().print(
        f"all is well: {size.articles} article{'' if size.articles == 1 else 's'}, "
        f"{size.passages} passages, {size.sentences} sentences, {size.statements} statements; "
        "every span equals its text",
        highlight=False,
        soft_wrap=True,
    )


@app.command()
def serve(
    archive: ArchiveFlag = None,
    host: Annotated[str | None, typer.Option(help="[default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="[default: 7860]")] = None,
) -> None:
    """Open the page in which to ask, check sources and add articles."""
    from rag.page import serve_page

    serve_page(load_settings(archive=archive, host=host, port=port))


def main() -> None:
    """Run the command line; a person sees one sentence for each of our errors."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        app(prog_name="onrecord")
    except OnRecordError as exc:
        print(f"onrecord: {exc}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output left, as "head" does; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _read_options(columns: list[str] | None, *, allow_private: bool) -> "ReadOptions":
    from index.readers import ReadOptions

    pairs = [written.partition("=") for written in columns or ()]
    if any(not column for _, _, column in pairs):
        raise typer.BadParameter("--map takes FIELD=COLUMN, as text=body")
    mapping = {field: column for field, _, column in pairs}
    return ReadOptions(mapping=mapping, allow_private=allow_private)


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        print("onrecord: stopped; what was committed stays", file=sys.stderr)  # noqa: T201
        raise typer.Exit(130) from None


@contextmanager
def _opened(settings: Settings) -> "Iterator[Archive]":
    from rag.assembly import open_archive

    archive = open_archive(settings)
    try:
        yield archive
    finally:
        archive.close()


def _answer_batch(archive: "Archive", file: str, settings: Settings) -> None:
    from rag.batch import answer_lines

    try:
        lines = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as exc:
        raise typer.BadParameter(f"'{file}' cannot be read ({exc.strerror})") from exc
    with lines:
        for answer in answer_lines(archive, lines, max_chars=settings.max_question_chars):
            _print_json(answer)


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
