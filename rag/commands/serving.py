"""Commands that serve programs and browsers: mcp."""

from rag.commands.options import ArchiveFlag, opened_archive
from rag.settings import load_settings


def mcp(archive: ArchiveFlag = None) -> None:
    """Serve the archive as MCP tools to the program that starts this, over its stdin and stdout."""
    from rag.record import Record
    from rag.tools import make_tools
    from rag.turnstile import Reading

    settings = load_settings(archive=archive)
    with opened_archive(settings) as opened:
        record = Record(opened, settings)
        make_tools(Reading(lambda: record)).run("stdio")
