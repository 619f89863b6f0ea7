"""Commands that look after an archive: remove, versions, status, verify."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from index.errors import ReadError
from rag.commands.options import (
    ArchiveFlag,
    JsonFlag,
    MapFlag,
    NoWaitFlag,
    console,
    interruptible,
    opened_archive,
    patience_of,
    print_json,
    read_day,
    read_options,
)
from rag.settings import load_settings


def remove(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of articles.")] = None,
    archive: ArchiveFlag = None,
    source: Annotated[str | None, typer.Option(help="Those of this outlet.")] = None,
    before: Annotated[
        date | None, typer.Option(parser=read_day, metavar="DATE", help="Those published before.")
    ] = None,
    not_in: Annotated[
        Path | None, typer.Option("--not-in", help="Those that a file or folder does not hold.")
    ] = None,
    columns: MapFlag = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them.")] = False,
    no_wait: NoWaitFlag = False,
) -> None:
    """Remove articles with all their versions, words and vectors."""
    from index.removal import Selection
    from rag.assembly import remove_articles, select_articles

    settings = load_settings(archive=archive)
    selection = Selection(tuple(ids or ()), source, before, not_in)
    selected = select_articles(settings, selection, options=read_options(columns))
    if dry_run:
        for article_id in selected:
            console().print(article_id, markup=False, soft_wrap=True)
    counted = f"{len(selected)} article{'' if len(selected) == 1 else 's'}"
    if dry_run or not selected:
        console().print(f"{counted} would be removed" if dry_run else "no article fits")
    elif yes or typer.confirm(f"Remove {counted} with all versions?"):
        with interruptible():
            removed = remove_articles(settings, selected, patience=patience_of(no_wait=no_wait))
        console().print(f"{removed} removed")
    else:
        console().print("nothing was removed")


def versions(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="An article's id.")],
    archive: ArchiveFlag = None,
) -> None:
    """Show the versions of an article and what changed from each to the next."""
    from rag.terminal import print_history

    settings = load_settings(archive=archive)
    with opened_archive(settings) as opened:
        history = opened.history(article_id)
    if not history:
        raise ReadError(f"no article has the id '{article_id}': 'onrecord ask --json' shows ids")
    print_history(console(), history)


def status(archive: ArchiveFlag = None, as_json: JsonFlag = False) -> None:
    """Show what the archive holds and what it was made with."""
    from dataclasses import asdict

    settings = load_settings(archive=archive)
    with opened_archive(settings) as opened:
        manifest = opened.manifest
        with opened.view() as snapshot:
            size, repeated = snapshot.size(), snapshot.count_repeated_stories()
        indexes = opened.index_facts()
    held = {**asdict(size), "repeated_stories": repeated}
    facts = {"archive": str(settings.archive), **held, **asdict(manifest)}
    if as_json:
        print_json({**facts, "indexes": {unit: asdict(index) for unit, index in indexes.items()}})
    else:
        described = {
            f"{unit} index": f"{index.name}; recall@10 {index.recall:.1%}"
            for unit, index in indexes.items()
        }
        for name, value in {**facts, **described}.items():
            console().print(f"{name:<16} {value}", highlight=False, soft_wrap=True)


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
    with opened_archive(settings) as opened:
        faults = opened.health()
        with opened.view() as snapshot:
            size = snapshot.size()
    if faults:
        for fault in faults:
            console().print(fault, markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1)
    console().print(
        f"all is well: {size.articles} article{'' if size.articles == 1 else 's'}, "
        f"{size.passages} passages, {size.sentences} sentences, {size.statements} statements; "
        "every span equals its text",
        highlight=False,
        soft_wrap=True,
    )
