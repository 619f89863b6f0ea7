"""The options that commands share, and what they open and print with."""

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.commands.output import console, opened_archive, print_json

if TYPE_CHECKING:
    from index.readers import ReadOptions
    from index.stores.locking import Patience

__all__ = [
    "ArchiveFlag",
    "JsonFlag",
    "MapFlag",
    "NoWaitFlag",
    "check_text",
    "console",
    "interruptible",
    "opened_archive",
    "patience_of",
    "print_json",
    "read_day",
    "read_options",
]

ArchiveFlag = Annotated[
    Path | None, typer.Option("--archive", help="The archive's folder [default: archive]")
]


def read_day(written: str) -> date:
    """A day as an option gives it.

    Raises:
        typer.BadParameter: It is none.
    """
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise typer.BadParameter(f"'{written}' is no day: write it as 2025-02-28") from None


def check_text(written: str) -> str:
    """What an option gives as text.

    Raises:
        typer.BadParameter: It holds bytes that are none.
    """
    from index.stems import is_unicode

    if not is_unicode(written):
        raise typer.BadParameter("it holds bytes that are no text: write it in UTF-8")
    return written


MapFlag = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Read a field from a column: text=body."),
]


def read_options(columns: list[str] | None, *, allow_private: bool = False) -> "ReadOptions":
    """How files are read, as flags tell.

    Raises:
        typer.BadParameter: A column is not told as it should.
    """
    from index.readers import ReadOptions

    pairs = [written.partition("=") for written in columns or ()]
    if any(not column for _, _, column in pairs):
        raise typer.BadParameter("--map takes FIELD=COLUMN, as text=body")
    mapping = {field: column for field, _, column in pairs}
    return ReadOptions(mapping=mapping, allow_private=allow_private)


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
