"""The command that shows what readers said of answers."""

from collections import Counter
from typing import Annotated

import typer

from rag.commands.options import ArchiveFlag, JsonFlag, console, print_json
from rag.settings import load_settings


def feedback(
    archive: ArchiveFlag = None,
    verdict: Annotated[
        str | None, typer.Option(help="Only these: right, wrong_quotation, wrong_speaker, ...")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show what readers said of extracts on the page."""
    from dataclasses import asdict

    from rag.feedback import VERDICTS, read_feedback

    if verdict is not None and verdict not in VERDICTS:
        raise typer.BadParameter(f"'{verdict}' is no verdict: use one of {', '.join(VERDICTS)}")
    settings = load_settings(archive=archive)
    said = [f for f in read_feedback(settings.archive) if verdict in (None, f.verdict)]
    if as_json:
        for one in said:
            print_json(asdict(one))
        return
    for one in said:
        place = f"{one.article_id} {one.start}-{one.end}"
        words = f"{one.at}  {one.verdict:<15} {place}  {one.question}"
        note = f"  ({one.comment})" if one.comment else ""
        console().print(words + note, markup=False, highlight=False, soft_wrap=True)
    counts = Counter(one.verdict for one in said)
    total = ", ".join(f"{counts[v]} {v}" for v in VERDICTS if counts[v]) or "nothing was said yet"
    console().print(total, markup=False, highlight=False)
