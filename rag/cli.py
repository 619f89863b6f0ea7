"""The command line.

Heavy libraries are imported by the commands that need them, so that help is instant.
"""

import os
import sys

import typer

from index.errors import OnRecordError
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

# In the order in which help lists them.
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


def main() -> None:
    """Run the command line; a person sees one sentence for each of our errors."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if sys.argv[1:2] not in (["index"], ["watch"]):
        # The products that a question needs are small: a second thread costs a quarter more
        # than it helps. Centroids of large indexes are another matter.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app(prog_name="onrecord")
    except OnRecordError as exc:
        print(f"onrecord: {exc}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output left, as "head" does; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
