"""What the API needs of whoever keeps the archive and the door; the page has both."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from index.archive import Archive
from index.build import Report
from rag.record import Record
from rag.settings import Settings
from rag.turnstile import Reading, Turnstile


class Keeper(Protocol):
    """Keeps the archive for everybody who asks."""

    settings: Settings

    def archive(self) -> Archive:
        """The open archive."""
        ...

    def add(self, paths: list[Path | str], tell: Callable[[float, str], None]) -> Report:
        """Index files or web addresses; blocks until all is committed."""
        ...

    def remove(self, article_id: str) -> int:
        """Remove an article with all its versions; gives how many there were."""
        ...


class Door(Protocol):
    """Decides who may change the archive."""

    def admit(self, password: str) -> str:
        """A ticket for whoever has the admin password."""
        ...

    def check(self, cookies: Mapping[str, str]) -> None:
        """Refuse a request that may not change the archive."""
        ...


class Counter:
    """Where calls are met: who keeps the archive, who guards it, and who works and waits."""

    def __init__(self, keeper: Keeper, door: Door) -> None:
        self.keeper = keeper
        self.door = door
        self.reading = Reading(lambda: Record(keeper.archive(), keeper.settings))
        # Whoever changes the archive would only wait for the other's lock.
        self.changing = Turnstile(at_once=1, waiting=8)
