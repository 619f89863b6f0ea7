"""Answers, reports and progress as a person reads them in a terminal."""

import re
from collections.abc import Sequence
from difflib import unified_diff
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from index.stems import stem_as_written, stems
from index.types import Article, Span, ZoneKind
from rag.types import Answer, Extract
from rag.writers.extractive import also_in, day, is_sure, provenance

if TYPE_CHECKING:
    from index.build import Report

_WORD = re.compile(r"\w+")
_MOST_LISTED = 50

_KINDS = {
    "direct": "direct quotation",
    "mixed": "partly quoted",
    "indirect": "reported speech",
    "narration": "narration",
}


def print_answer(console: Console, answer: Answer) -> None:
    """Print the extracts, or why there is none and what came closest."""
    matched = stems(answer.query.terms)
    if answer.query.carried_over:
        console.print(Text(f"Understood as: {answer.query.text}", style="dim"))
    if answer.clarification:
        console.print(Text(answer.clarification, style="bold"))
    if not answer.abstained:
        for note in answer.notes:
            console.print(Text(note, style="dim"), soft_wrap=True)
        for extract in answer.extracts:
            others = answer.query.kind == "said" and extract.role == "related"
            _print_extract(console, extract, matched, by_others=others)
        return
    console.print(Text(answer.text, style="bold"))
    if answer.nearest:
        console.print(Text("\nWhat came closest, without answering:", style="dim"))
        for extract in answer.nearest:
            _print_extract(console, extract, matched)


def print_sources(console: Console, answer: Answer) -> None:
    """Print each cited extract's article and exact place."""
    for extract in answer.extracts or answer.nearest:
        line = Text(f"[{extract.number}] ", style="bold cyan")
        line.append(extract.title, style="default not bold")
        line.append(
            f"\n    {provenance(extract.source, extract.published)}, "
            f"{extract.article_id} characters {extract.span.start}-{extract.span.end}",
            style="dim not bold",
        )
        if extract.authors:
            line.append(f"\n    By {', '.join(extract.authors)}", style="dim not bold")
        if extract.url:
            line.append(f"\n    {extract.url}", style="dim not bold")
        console.print(line, soft_wrap=True)


def print_report(console: Console, report: "Report") -> None:
    """Print what became of everything that was offered to the index."""
    counts = [
        f"{len(report.added)} added",
        f"{len(report.changed)} changed",
        f"{len(report.unchanged)} unchanged",
        f"{len(report.refused)} refused",
    ]
    if report.moved:
        counts.append(f"{len(report.moved)} moved")
    if report.duplicates:
        counts.append(f"{len(report.duplicates)} of them the text of another article")
    console.print(", ".join(counts), highlight=False)
    moved = [f"moved: '{item.before}' is now '{item.article_id}'" for item in report.moved]
    same = [f"duplicate: '{item.article_id}' is '{item.of}' again" for item in report.duplicates]
    refused = [f"refused: '{item.what}' {item.reason}" for item in report.refused]
    for lines in (moved, same, refused):
        for line in lines[:_MOST_LISTED]:
            console.print(Text(f"  {line}"), soft_wrap=True)
        if len(lines) > _MOST_LISTED:
            console.print(f"  and {len(lines) - _MOST_LISTED} more; --json lists them all")


def print_history(console: Console, history: Sequence[Article]) -> None:
    """Print each version, and after the first what changed, a sentence a line."""
    for number, article in enumerate(history, 1):
        state = "answers" if number == len(history) else "superseded"
        head = f"version {number} of {len(history)}, {state}: {article.version[:12]}, "
        head += f"{provenance(article.source, article.published)}, {len(article.text):,} characters"
        console.print(Text(head, style="bold"), soft_wrap=True)
        for note in _editors_notes(article):
            console.print(Text(f"  note: {note}", style="yellow"), soft_wrap=True)
        if number == 1:
            continue
        before, after = (_sentences(history[i].text) for i in (number - 2, number - 1))
        for line in unified_diff(before, after, n=0, lineterm=""):
            if line.startswith(("+", "-")) and not line.startswith(("+++", "---")):
                style = "green" if line[0] == "+" else "red"
                console.print(Text(f"  {line[0]} {line[1:]}", style=style), soft_wrap=True)


def _editors_notes(article: Article) -> list[str]:
    """What the outlet says of its own article, a line each."""
    notes = (zone for zone in article.zones if zone.kind == ZoneKind.EDITORS_NOTE)
    return [" ".join(zone.span.of(article.text).split()) for zone in notes]


def _sentences(text: str) -> list[str]:
    from index.segmentation import paragraphs, sentences_of

    found = (s for p in paragraphs(text, Span(0, len(text))) for s in sentences_of(text, p))
    return [" ".join(span.of(text).split()) for span in found]


def _print_extract(
    console: Console, extract: Extract, matched: frozenset[str], *, by_others: bool = False
) -> None:
    line = Text(f"[{extract.number}] ", style="bold cyan")
    line.append(_attribution(extract), style="default bold")
    if extract.speaker is None and extract.kind != "narration":
        line.append(" speaker not named in this sentence", style="default not bold italic")
    elif by_others:
        line.append(" related, not by the speaker asked about", style="default not bold italic")
    console.print(line, soft_wrap=True)
    if extract.context:
        console.print(Text(f"    [{extract.context}]", style="dim italic"), soft_wrap=True)
    for paragraph in _with_matches(extract.text, matched).split("\n"):
        if paragraph.plain.strip():
            console.print(_indented(paragraph), soft_wrap=not console.is_terminal)
    told = _day_of_saying(extract)
    where = [told, provenance(extract.source, extract.published), also_in(extract)]
    console.print(Text(f"    {'; '.join(filter(None, where))}\n", style="dim"), soft_wrap=True)


def _attribution(extract: Extract) -> str:
    kind = _KINDS[extract.kind]
    if extract.speaker is None:
        said_by = f"“{extract.speaker_mention}”" if extract.speaker_mention else ""
        return f"{said_by} ({kind})".strip()
    probably = "" if is_sure(extract) else "probably "
    return f"{probably}{extract.speaker} ({kind})"


def _day_of_saying(extract: Extract) -> str:
    """The day it was said, where the article tells one; else nothing."""
    if extract.said_on is None or extract.said_on_basis not in ("explicit", "resolved"):
        return ""
    return f"said on {day(extract.said_on)}"


def _indented(text: Text) -> Text:
    indented = Text("    ")
    indented.append_text(text)
    return indented


def _with_matches(text: str, matched: frozenset[str]) -> Text:
    """The text with the words of the question's topic marked."""
    shown = Text(text)
    for word in _WORD.finditer(text):
        if stem_as_written(word.group()) in matched:
            shown.stylize("bold yellow", word.start(), word.end())
    return shown
