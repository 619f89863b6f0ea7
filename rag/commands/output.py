"""What commands open and print with."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from index.archive import Archive


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
