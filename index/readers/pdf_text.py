"""A program of its own: a PDF on standard input, its pages as JSON on standard output.

It runs apart from the reader, because pypdf can take any time and memory over a damaged
or hostile file, and a process can be stopped. It imports nothing of this project, so that
it can be started by its path.
"""

import json
import logging
import sys
import warnings
from collections.abc import Mapping
from io import BytesIO

_MEMORY_BYTES = 4_000_000_000


def main(most_pages: int) -> None:
    """Write {"pages", "more", "title", "author", "created"}, or {"fault"}."""
    _limit_memory()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        found = read_pages(sys.stdin.buffer.read(), most_pages)
    except Exception as exc:  # noqa: BLE001  # pypdf raises anything over damaged files
        found = {"fault": f"{type(exc).__name__}: {exc}"[:200]}
    # Half a character has no bytes: it becomes a question mark.
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))


def read_pages(content: bytes, most_pages: int) -> dict[str, object]:
    """The texts of the pages and what the file says of itself."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"fault": "encrypted"}
    count = len(reader.pages)
    told: Mapping[str, object] = reader.metadata or {}
    created = getattr(told, "creation_date", None)
    return {
        "pages": [page.extract_text() for page in reader.pages[:most_pages]],
        "more": count > most_pages,
        "title": str(told.get("/Title") or ""),
        "author": str(told.get("/Author") or ""),
        "created": created.isoformat() if created else "",
    }


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


if __name__ == "__main__":
    main(int(sys.argv[1]))
