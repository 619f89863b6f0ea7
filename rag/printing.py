"""Statements, traces and speakers as a person reads them in a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.types import Span
from rag.exporting import tell_said_on
from rag.quotes.findings import STANDINGS
from rag.quotes.speakers import Speaker, Speakers
from rag.quotes.types import Difference, Place, Quote, Quotes, Trace
from rag.writers.extractive import day, name_others, provenance

_KINDS = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported"}
_MOST_OUTLETS = 6
_FEW_TOPICS = 3


def print_quotes(console: Console, quotes: Quotes) -> None:
    """Print each speaker's statements with their days, sources and places."""
    if quotes.note:
        console.print(Text(quotes.note, style="bold"), soft_wrap=True)
        return
    for group in quotes.groups:
        console.print(Text(group.speaker or "Speaker not named", style="bold cyan"))
        for quote in group.quotes:
            print_quote(console, quote, group.speaker)
    told = counted(quotes.total, "statement")
    order = "the best" if quotes.order == "best" else "the newest"
    if quotes.total > quotes.shown:
        told += f", {order} {quotes.shown:,} shown, repeats once: --limit shows more"
    console.print(Text(told, style="dim"), soft_wrap=True)


def print_trace(console: Console, trace: Trace) -> None:
    """Print whose words they are and where they stand, or what came closest."""
    console.print(Text(trace.note, style="bold"), soft_wrap=True)
    for number, place in enumerate(trace.places, 1):
        _print_place(console, number, place)
    if trace.total > len(trace.places):
        more = f"and {trace.total - len(trace.places):,} more places: --limit shows them"
        console.print(Text(more, style="dim"))
    if trace.nearest:
        console.print(Text("\nWhat came closest, and is not the same:", style="dim"))
        for number, place in enumerate(trace.nearest, 1):
            _print_place(console, number, place)


def print_speakers(console: Console, speakers: Speakers) -> None:
    """Print a line a speaker; one who was asked for with all roles, outlets and topics."""
    if not speakers.speakers:
        console.print(Text("Not in this collection: nobody says anything of that.", style="bold"))
        return
    if speakers.request.speakers:
        for speaker in speakers.speakers:
            _print_speaker(console, speaker)
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("speaker")
    for name in ("statements", "quoted"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("from", "to"):
        table.add_column(name, no_wrap=True)
    table.add_column("mostly about")
    for speaker in speakers.speakers:
        named = Text(speaker.name, style="bold")
        if speaker.roles:
            named.append(f", {speaker.roles[0][0]}", style="default not bold")
        table.add_row(
            named,
            f"{speaker.statements:,}",
            f"{speaker.quoted:,}",
            day(speaker.first),
            day(speaker.last),
            ", ".join(topic for topic, _ in speaker.topics[:_FEW_TOPICS]),
        )
    console.print(table)
    if speakers.total > len(speakers.speakers):
        more = f"{speakers.total:,} speakers, the {len(speakers.speakers)} most frequent shown"
        console.print(Text(f"{more}: --limit shows more", style="dim"))


def print_quote(
    console: Console, quote: Quote, heading: str | None = None, *, named: bool = False
) -> None:
    """Print a statement with its day and place; by name where it stands under none."""
    head = Text(f"  {tell_said_on(quote)}", style="bold")
    if named:
        heading = quote.speaker
        told = _named(quote) if quote.probably or not heading else heading
        head = Text(f"  {told}", style="bold")
        head.append(f"  {tell_said_on(quote)}", style="default not bold")
    notes = [_KINDS[quote.kind] if quote.standing == "said" else STANDINGS[quote.standing]]
    if not named and (quote.probably or quote.speaker != heading or not heading):
        notes += [_named(quote)]
    notes += [quote.role] if quote.role else []
    notes += [f"as told by {quote.reported_by}"] if quote.reported_by else []
    head.append(f"  {', '.join(notes)}", style="default not bold")
    console.print(head, soft_wrap=True)
    print_text(console, marked(quote.text, quote.span, quote.marks))
    where = [provenance(quote.source, quote.published), f"“{' '.join(quote.title.split())}”"]
    where += [f"{quote.article_id} characters {quote.span.start}-{quote.span.end}"]
    where += filter(None, [name_others(quote.also_in, quote.also_sources)])
    console.print(Text(f"    {'; '.join(where)}\n", style="dim"), soft_wrap=True)


def _named(quote: Quote) -> str:
    if quote.speaker is None:
        return f"“{quote.mention}”" if quote.mention else "speaker not named"
    return f"probably {quote.speaker}" if quote.probably else f"as “{quote.speaker}”"


def _print_place(console: Console, number: int, place: Place) -> None:
    line = Text(f"[{number}] ", style="bold cyan")
    line.append(_by(place), style="default bold")
    console.print(line, soft_wrap=True)
    print_text(console, marked(place.text, place.span, place.parts))
    for difference in place.differences:
        console.print(_told(difference), soft_wrap=True)
    where = [provenance(place.source, place.published), f"“{' '.join(place.title.split())}”"]
    where += [f"{place.article_id} characters {place.span.start}-{place.span.end}"]
    where += filter(None, [name_others(place.also_in, place.also_sources)])
    console.print(Text(f"    {'; '.join(where)}\n", style="dim"), soft_wrap=True)


def _by(place: Place) -> str:
    if place.statement is None:
        if place.stands_in == "quotation":
            return "quoted, speaker not told"
        return "the article's own words, no statement"
    if len(place.speakers) > 1:
        return f"{' and '.join(place.speakers)}, words of both"
    quote = place.statement
    how = _KINDS[quote.kind] if quote.standing == "said" else STANDINGS[quote.standing]
    named = _named(quote).removeprefix("as ").strip("“”") if quote.speaker else _named(quote)
    return f"{named} ({how}), {tell_said_on(quote)}"


def _told(difference: Difference) -> Text:
    quoted, written = difference.quoted, " ".join(difference.written.split())
    told = Text("    ")
    if difference.change == "left out":
        return told.append(f"left out: {written}", style="green")
    if difference.change == "added":
        return told.append(f"not in the article: {quoted}", style="red")
    told.append(f"quoted as {quoted or 'nothing'}", style="red")
    told.append("; the article has ", style="default")
    return told.append(written or "nothing", style="green")


def marked(text: str, span: Span, marks: tuple[Span, ...]) -> Text:
    """The text that stands at `span`, with the marks in it shown."""
    shown = Text(text)
    for mark in marks:
        shown.stylize("bold yellow", max(0, mark.start - span.start), mark.end - span.start)
    return shown


def print_text(console: Console, shown: Text) -> None:
    """Print an extract, a paragraph a line."""
    for paragraph in shown.split("\n"):
        if paragraph.plain.strip():
            console.print(Text("    ").append_text(paragraph), soft_wrap=not console.is_terminal)


def _print_speaker(console: Console, speaker: Speaker) -> None:
    console.print(Text(speaker.name, style="bold cyan"))
    not_said = f"; {speaker.not_said:,} of them not said" if speaker.not_said else ""
    lines = [
        f"{counted(speaker.statements, 'statement')}: {speaker.quoted:,} quoted,"
        f" {speaker.reported:,} reported{not_said}",
        f"{day(speaker.first)} to {day(speaker.last)},"
        f" in {counted(speaker.articles, 'article')} of {_listed(list(speaker.sources))}",
    ]
    if len(speaker.spellings) > 1:
        lines.append(f"also as {_listed(list(speaker.spellings[1:]))}")
    if speaker.roles:
        lines.append(f"as {_listed([f'{role} ({count:,})' for role, count in speaker.roles])}")
    if speaker.topics:
        topics = ", ".join(f"{topic} ({count:,})" for topic, count in speaker.topics)
        lines.append(f"about {topics}")
    for line in lines:
        console.print(Text(f"  {line}"), soft_wrap=True)


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_OUTLETS
    return ", ".join(names[:_MOST_OUTLETS]) + (f" and {more:,} more" if more > 0 else "")


def counted(count: int, what: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
