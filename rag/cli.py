"""The command line.

Heavy libraries are imported by the commands that need them, so that help is instant, and what
reads a command's options only where there is more to read than a question.
"""

import os
import sys

from index.errors import OnRecordError
from rag.commands.single import answer_plain, read_plain


def main() -> None:
    """Run the command line; a person sees one sentence for each of our errors."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if sys.argv[1:2] not in (["index"], ["watch"]):
        # The products that a question needs are small: a second thread costs a quarter more
        # than it helps. Centroids of large indexes are another matter.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        plain = read_plain(sys.argv[1:])
        if plain is not None:
            answer_plain(plain)
            return
        from rag.commands.table import app

        app(prog_name="onrecord")
    except OnRecordError as exc:
        print(f"onrecord: {exc}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output left, as "head" does; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
