"""What the commands share: their common options, the console and an open archive."""

import json
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from index.archive import Archive
    from index.stores.locking import Patience

ArchiveFlag = Annotated[
    Path | None, typer.Option("--archive", help="The archive's folder [default: archive]")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

NoWaitFlag = Annotated[
    bool, typer.Option("--no-wait", help="Stop where another process is writing.")
]


def patience_of(*, no_wait: bool) -> "Patience":
    """Wait for another writer, naming it on stderr, unless that is not wanted."""
    from index.stores.locking import IMPATIENT, Patience

    def tell(sentence: str) -> None:
        console(stderr=True).print(sentence, markup=False, soft_wrap=True)

    return IMPATIENT if no_wait else Patience(math.inf, tell)


@contextmanager
def interruptible() -> Iterator[None]:
    """Stop at Ctrl-C with one sentence."""
    try:
        yield
    except KeyboardInterrupt:
        print("onrecord: stopped; what was committed stays", file=sys.stderr)  # noqa: T201
        raise typer.Exit(130) from None


@contextmanager
def opened_archive(settings: Settings) -> "Iterator[Archive]":
    """The archive in force, closed at the end."""
    from rag.assembly import open_archive

    archive = open_archive(settings)
    try:
        yield archive
    finally:
        archive.close()


def console(*, stderr: bool = False) -> "Console":
    """A console that prints what it is given as it is."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def print_json(value: object) -> None:
    """Print one JSON value on a line of its own."""
    print(json.dumps(value, ensure_ascii=False), flush=True)  # noqa: T201
