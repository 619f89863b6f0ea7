"""Timelines, columns and accounts as a person reads them in a terminal."""

from collections.abc import Sequence

from rich.bar import Bar
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.exporting_views import name_day
from rag.printing import counted, marked, print_quote, print_text
from rag.views.accounts.types import Account, Accounts, Dispute
from rag.views.types import Bin, BinUnit, Sides, Timeline
from rag.writers.extractive import day, name_others, provenance

_BAR_WIDTH = 40
_GAP = "⋮"


def print_timeline(console: Console, timeline: Timeline) -> None:
    """Print how much falls on which days, then the statements day by day."""
    _print_notes(console, timeline.subject.notes)
    if timeline.note:
        console.print(Text(timeline.note, style="bold"), soft_wrap=True)
        return
    if len(timeline.bins) > 1:
        console.print(_chart(timeline.bins, timeline.unit))
    console.print()
    for of_day in timeline.days:
        console.print(Text(name_day(of_day), style="bold cyan"))
        for quote in of_day.statements:
            print_quote(console, quote, named=True)
    told = counted(timeline.total, "statement")
    if timeline.total > timeline.shown:
        told += f", {timeline.shown:,} shown: --limit shows more"
    console.print(Text(told, style="dim"), soft_wrap=True)


def print_sides(console: Console, sides: Sides) -> None:
    """Print each column's statements below its name, an empty one with the reason."""
    _print_notes(console, sides.subject.notes)
    if not sides.columns:
        console.print(Text(sides.note, style="bold"), soft_wrap=True)
    for column in sides.columns:
        head = Text(column.name, style="bold cyan")
        if column.total:
            head.append(f"  {counted(column.total, 'statement')}", style="default not bold")
            head.append(f", {day(column.first)} to {day(column.last)}", style="default not bold")
        console.print(head, soft_wrap=True)
        if column.note:
            console.print(Text(f"  {column.note}\n"), soft_wrap=True)
        for quote in column.statements:
            print_quote(console, quote, named=sides.by == "source")


def print_accounts(console: Console, accounts: Accounts) -> None:
    """Print what accounts disagree on, each value with who gives it."""
    for number, dispute in enumerate(accounts.disputes, 1):
        _print_dispute(console, number, dispute)
    console.print(Text(accounts.note, style="dim"), soft_wrap=True)


def _print_dispute(console: Console, number: int, dispute: Dispute) -> None:
    head = Text(f"[{number}] ", style="bold cyan")
    head.append(dispute.note, style="default bold")
    console.print(head, soft_wrap=True)
    for version in dispute.versions:
        origins = "only one source" if version.only_one_source else f"{version.origins} origins"
        told = Text(f"  {version.value}", style="bold yellow")
        console.print(told.append(f"  {origins}", style="default not bold"), soft_wrap=True)
        for account in version.accounts:
            _print_account(console, account)
    console.print()


def _print_account(console: Console, account: Account) -> None:
    print_text(console, marked(account.text, account.span, (account.mark,)))
    who = f"{'probably ' if account.probably else ''}{account.speaker}" if account.speaker else None
    where = [who or "the article itself", provenance(account.source, account.published)]
    where += [f"{account.article_id} characters {account.span.start}-{account.span.end}"]
    where += filter(None, [name_others(account.also_in, account.also_sources)])
    console.print(Text(f"    {'; '.join(where)}", style="dim"), soft_wrap=True)


def _chart(bins: Sequence[Bin], unit: BinUnit) -> Table:
    """A bar a day, week or month; a run of empty ones is one line."""
    most = max(bar.statements for bar in bins)
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(unit)
    table.add_column("statements", justify="right")
    table.add_column("articles", justify="right")
    table.add_column("")
    before = None
    for bar in bins:
        if bar.statements:
            told = f"{bar.start:%b %Y}" if unit == "month" else day(bar.start)
            shown = Bar(most, 0, bar.statements, width=_BAR_WIDTH)
            table.add_row(told, f"{bar.statements:,}", f"{bar.articles:,}", shown)
        elif before and before.statements:
            table.add_row(_GAP, "", "", "")
        before = bar
    return table


def _print_notes(console: Console, notes: Sequence[str]) -> None:
    for note in notes:
        console.print(Text(note, style="dim"), soft_wrap=True)
