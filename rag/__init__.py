"""From a question to an answer in the articles' own words.

For programs: `from rag import open_record`, then `ask`, `quotes`, `who`, `timeline` and more.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.record import Record, open_record

__all__ = ["Record", "open_record"]


def __getattr__(name: str) -> object:
    """What programs import by name, loaded when they do: the package itself stays light."""
    if name in __all__:
        from rag import record

        found: object = getattr(record, name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
