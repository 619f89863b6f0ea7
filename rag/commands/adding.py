"""Commands that bring articles in: index, watch."""

from typing import Annotated

import typer

from rag.commands.options import (
    ArchiveFlag,
    JsonFlag,
    MapFlag,
    NoWaitFlag,
    console,
    interruptible,
    patience_of,
    print_json,
    read_options,
)
from rag.settings import load_settings

_SOME_REFUSED = 3
"""The exit code where something was taken and something refused."""

PrivateFlag = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of this and private networks too.")
]


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
    embedder: Annotated[
        str | None,
        typer.Option(help="A model's folder or name [default: all-MiniLM-L6-v2]."),
    ] = None,
    no_wait: NoWaitFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Add new and changed articles to the archive; exits with 3 where some were refused."""
    from dataclasses import asdict

    from rag.assembly import index_paths, rebuild_archive
    from rag.progress_lines import progress_lines
    from rag.terminal import print_report

    settings = load_settings(archive=archive, embedder=embedder)
    patience = patience_of(no_wait=no_wait)
    if rebuild:
        with interruptible(), progress_lines(console(stderr=True)) as advance:
            rebuilt = rebuild_archive(settings, advance, patience=patience)
        console(stderr=True).print(f"{rebuilt} rebuilt")
    elif not paths:
        raise typer.BadParameter("give at least one PATH, or --rebuild")
    if not paths:
        return
    with interruptible(), progress_lines(console(stderr=True)) as advance:
        report = index_paths(
            settings,
            paths,
            advance,
            options=read_options(columns, allow_private=allow_private),
            patience=patience,
        )
    if as_json:
        print_json(asdict(report))
    report.check_taken()
    if not as_json:
        print_report(console(), report)
    if report.refused:
        raise typer.Exit(_SOME_REFUSED)


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
    from rag.progress_lines import progress_lines
    from rag.terminal import print_report
    from rag.watching import parse_period
    from rag.watching import watch as keep_going

    settings = load_settings(archive=archive)
    period_s, embedder = parse_period(every), make_embedder(settings)
    options = read_options(columns, allow_private=allow_private)

    def run() -> None:
        with progress_lines(console(stderr=True)) as advance:
            report = index_paths(settings, paths, advance, options=options, embedder=embedder)
        if report.added or report.changed or report.refused:
            print_report(console(), report)

    def complain(words: str) -> None:
        console(stderr=True).print(words, markup=False, soft_wrap=True)

    with interruptible():
        keep_going(run, complain, every_s=period_s)
