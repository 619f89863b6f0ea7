"""A language model's prose as a person reads it in a terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from rag.writers.endpoint import Endpoint
from rag.written import CheckedSentence, Prose, credit


def print_prose(console: Console, proses: Iterator[Prose], endpoint: Endpoint) -> None:
    """Print each sentence as soon as it is checked; what is not supported comes last, apart."""
    by = credit(endpoint.model, endpoint.host, is_local=endpoint.is_local)
    console.print(Text(by, style="dim"), soft_wrap=True)
    printed = 0
    for prose in proses:
        for sentence in prose.sentences[printed:]:
            if sentence.verdict != "unsupported":
                console.print(_line(sentence), soft_wrap=not console.is_terminal)
        printed = len(prose.sentences)
    if not prose.with_verdict("supported", "weak"):
        nothing = "Nothing it wrote could be supported: the extracts above are the answer."
        console.print(Text(nothing if prose.sentences else "It wrote nothing.", style="dim"))
    refused = prose.with_verdict("unsupported")
    if refused:
        console.print(Text("\nNot supported by the sources:", style="bold red"))
        for sentence in refused:
            line = Text(f"  ✗ {sentence.text or '(no words)'}", style="strike dim")
            console.print(line.append(f" ({sentence.reason})", style="not strike"), soft_wrap=True)
    if prose.fault:
        console.print(Text(f"{prose.fault}; the extracts stand without it", style="yellow"))


def _line(sentence: CheckedSentence) -> Text:
    line = Text(f"  {sentence.text} ")
    line.append("".join(f"[{number}]" for number in sentence.citations), style="bold cyan")
    if sentence.verdict == "weak":
        line.append(f" (weak: {sentence.reason})", style="italic yellow")
    return line
