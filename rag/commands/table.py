"""All commands, in the order in which help lists them."""

import typer

from rag.commands import (
    adding,
    asking,
    evaluating,
    feedback,
    keeping,
    serving,
    statements,
    views,
)

app = typer.Typer(
    name="onrecord",
    help="Ask a collection of news articles; get the answer in their own words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for command in (
    adding.index,
    adding.watch,
    asking.ask,
    asking.chat,
    statements.quotes,
    statements.who,
    statements.speakers,
    views.timeline,
    views.sides,
    views.accounts,
    keeping.remove,
    keeping.versions,
    keeping.status,
    keeping.verify,
    evaluating.evaluate,
    feedback.feedback,
    asking.serve,
    serving.mcp,
):
    app.command(name="eval" if command is evaluating.evaluate else None)(command)
