"""Commands that show statements over time, side by side, and where accounts differ."""

import sys
from datetime import date
from enum import StrEnum
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
from rag.commands.statements import AboutFlag, LimitFlag, SinceFlag, SourceFlag, UntilFlag
from rag.settings import load_settings

if TYPE_CHECKING:
    from rag.views.types import ViewRequest

QuestionArgument = Annotated[
    str,
    typer.Argument(
        help="What to show, as a question; or give --speaker, --about.", callback=check_text
    ),
]
SpeakersFlag = Annotated[
    list[str] | None, typer.Option("--speaker", help="Whose; may be repeated.")
]
DirectFlag = Annotated[bool, typer.Option("--direct", help="Only what is quoted.")]
AsOfFlag = Annotated[
    date | None,
    typer.Option(parser=read_day, metavar="DATE", help='The day that "last week" counts from.'),
]
CsvFlag = Annotated[bool, typer.Option("--csv", help="Print a table for programs.")]
MarkdownFlag = Annotated[bool, typer.Option("--markdown", help="Print Markdown.")]


class By(StrEnum):
    """What the columns are."""

    SPEAKER = "speaker"
    SOURCE = "source"


def timeline(
    question: QuestionArgument = "",
    speaker: SpeakersFlag = None,
    about: AboutFlag = "",
    since: SinceFlag = None,
    until: UntilFlag = None,
    source: SourceFlag = None,
    direct: DirectFlag = False,
    limit: LimitFlag = 30,
    as_of: AsOfFlag = None,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
    as_markdown: MarkdownFlag = False,
) -> None:
    """Show statements by the day they were said, with a chart of how many fall on which."""
    from rag.exporting_views import timeline_to_csv, timeline_to_json, timeline_to_markdown
    from rag.printing_views import print_timeline
    from rag.views.timeline import find_timeline

    _check_forms(as_json, as_csv, as_markdown)
    request = _request(question, speaker, about, since, until, source, direct, limit)
    settings = load_settings(archive=archive, as_of=as_of)
    with opened_archive(settings) as opened:
        found = find_timeline(opened, request, as_of=settings.as_of)
    if as_json:
        print_json(timeline_to_json(found))
    elif as_csv:
        sys.stdout.write(timeline_to_csv(found))
    elif as_markdown:
        sys.stdout.write(timeline_to_markdown(found))
    else:
        print_timeline(console(), found)


def sides(
    question: QuestionArgument = "",
    speaker: SpeakersFlag = None,
    about: AboutFlag = "",
    by: Annotated[By, typer.Option(help="What the columns are.")] = By.SPEAKER,
    since: SinceFlag = None,
    until: UntilFlag = None,
    source: SourceFlag = None,
    direct: DirectFlag = False,
    limit: LimitFlag = 5,
    as_of: AsOfFlag = None,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
    as_markdown: MarkdownFlag = False,
) -> None:
    """Set what speakers, or outlets, have on a topic side by side; the limit is for each."""
    from rag.exporting_views import sides_to_csv, sides_to_json, sides_to_markdown
    from rag.printing_views import print_sides
    from rag.views.sides import find_sides

    _check_forms(as_json, as_csv, as_markdown)
    request = _request(question, speaker, about, since, until, source, direct, limit)
    settings = load_settings(archive=archive, as_of=as_of)
    with opened_archive(settings) as opened:
        found = find_sides(opened, request, by=by.value, as_of=settings.as_of)
    if as_json:
        print_json(sides_to_json(found))
    elif as_csv:
        sys.stdout.write(sides_to_csv(found))
    elif as_markdown:
        sys.stdout.write(sides_to_markdown(found))
    else:
        print_sides(console(), found)


def accounts(
    about: Annotated[
        str, typer.Argument(help="The event, figure or topic.", callback=check_text)
    ] = "",
    since: SinceFlag = None,
    until: UntilFlag = None,
    source: SourceFlag = None,
    limit: LimitFlag = 10,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Show where accounts of one thing differ: numbers, days, or what one affirms and one denies.

    --since and --until are days of publication.
    """
    from rag.exporting_views import accounts_to_json
    from rag.printing_views import print_accounts
    from rag.views.accounts.finding import find_accounts

    with opened_archive(load_settings(archive=archive)) as opened:
        found = find_accounts(
            opened,
            about,
            since=since,
            until=until,
            sources=tuple(source or ()),
            most=limit,
        )
    if as_json:
        print_json(accounts_to_json(found))
    else:
        print_accounts(console(), found)


def _request(
    question: str,
    speaker: list[str] | None,
    about: str,
    since: date | None,
    until: date | None,
    source: list[str] | None,
    direct: bool,
    limit: int,
) -> "ViewRequest":
    from rag.views.types import ViewRequest

    return ViewRequest(
        question=question,
        speakers=tuple(speaker or ()),
        about=about,
        since=since,
        until=until,
        sources=tuple(source or ()),
        direct=direct,
        most=limit,
    )


def _check_forms(*chosen: bool) -> None:
    if sum(chosen) > 1:
        raise typer.BadParameter("give one of --json, --csv and --markdown")
