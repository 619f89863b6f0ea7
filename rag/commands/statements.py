"""Commands that list who said what: quotes, who, speakers."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rag.commands.options import (
    ArchiveFlag,
    JsonFlag,
    check_text,
    console,
    opened_archive,
    print_json,
    read_day,
)
from rag.settings import load_settings

if TYPE_CHECKING:
    from rag.quotes.types import Order

AboutFlag = Annotated[str, typer.Option(help="Only statements about this.", callback=check_text)]
SinceFlag = Annotated[
    date | None, typer.Option(parser=read_day, metavar="DATE", help="Said on this day or later.")
]
UntilFlag = Annotated[
    date | None, typer.Option(parser=read_day, metavar="DATE", help="Said on this day or earlier.")
]
SourceFlag = Annotated[
    list[str] | None, typer.Option("--source", help="Only in this outlet; may be repeated.")
]
LimitFlag = Annotated[int, typer.Option(min=1, help="How many to show.")]


def quotes(
    speaker: Annotated[
        list[str] | None, typer.Option("--speaker", help="Whose; may be repeated.")
    ] = None,
    about: AboutFlag = "",
    since: SinceFlag = None,
    until: UntilFlag = None,
    source: SourceFlag = None,
    direct: Annotated[bool, typer.Option("--direct", help="Only what is quoted.")] = False,
    newest: Annotated[bool, typer.Option("--newest", help="Newest first [default]")] = False,
    best: Annotated[
        bool, typer.Option("--best", help="Best first [default where --about is given]")
    ] = False,
    limit: LimitFlag = 20,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for programs.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
) -> None:
    """List who said what, dated, with the very words and their place."""
    from rag.exporting import quotes_to_csv, quotes_to_json, quotes_to_markdown
    from rag.printing import print_quotes
    from rag.quotes.listing import find_quotes
    from rag.quotes.types import QuoteRequest

    if newest and best:
        raise typer.BadParameter("give either --newest or --best")
    if as_json + as_csv + as_markdown > 1:
        raise typer.BadParameter("give one of --json, --csv and --markdown")
    order: Order | None = "newest" if newest else "best" if best else None
    request = QuoteRequest(
        speakers=tuple(speaker or ()),
        about=about,
        since=since,
        until=until,
        sources=tuple(source or ()),
        direct=direct,
        order=order,
        most=limit,
    )
    with opened_archive(load_settings(archive=archive)) as opened:
        found = find_quotes(opened, request)
    if as_json:
        print_json(quotes_to_json(found))
    elif as_csv:
        sys.stdout.write(quotes_to_csv(found))
    elif as_markdown:
        sys.stdout.write(quotes_to_markdown(found))
    else:
        print_quotes(console(), found)


def who(
    quotation: Annotated[
        str, typer.Argument(help="The words; - reads standard input.", callback=check_text)
    ],
    limit: LimitFlag = 10,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Tell where a quotation comes from, or that it is not in the collection."""
    from rag.exporting import trace_to_json
    from rag.printing import print_trace
    from rag.quotes.tracing import trace_quotation

    words = sys.stdin.read() if quotation == "-" else quotation
    with opened_archive(load_settings(archive=archive)) as opened:
        trace = trace_quotation(opened, words, most=limit)
    if as_json:
        print_json(trace_to_json(trace))
    else:
        print_trace(console(), trace)


def speakers(
    name: Annotated[str | None, typer.Argument(help="Show this one, with main topics.")] = None,
    about: AboutFlag = "",
    since: SinceFlag = None,
    until: UntilFlag = None,
    source: SourceFlag = None,
    limit: LimitFlag = 20,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """List who speaks, how often, as what and when."""
    from rag.exporting import speakers_to_json
    from rag.printing import print_speakers
    from rag.quotes.speakers import list_speakers
    from rag.quotes.types import QuoteRequest

    request = QuoteRequest(
        speakers=(name,) if name else (),
        about=about,
        since=since,
        until=until,
        sources=tuple(source or ()),
        most=limit,
    )
    with opened_archive(load_settings(archive=archive)) as opened:
        found = list_speakers(opened, request)
    if as_json:
        print_json(speakers_to_json(found))
    else:
        print_speakers(console(), found)
