"""PDF files: the text of their pages by pypdf, in a process that can be stopped."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.dates import Dated, find_date
from index.errors import ReadError
from index.readers.documents import MEGABYTE, Document, ReadOptions
from index.readers.text import parse_article
from index.types import Article, Refusal

_MOST_BYTES = 100 * MEGABYTE
_MOST_PAGES = 200
_FEWEST_LETTERS = 20

# What programs write into the title when a person wrote none.
_NO_TITLES = ("untitled", "microsoft word", "document", "layout 1")


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Reads .pdf files, one article each; pages are parted by a blank line."""

    timeout_s: float = 60.0
    suffixes: frozenset[str] = frozenset({".pdf"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """The article in the file."""
        try:
            yield self._read(document)
        except ReadError as exc:
            yield Refusal(document.name, str(exc))

    def _read(self, document: Document) -> Article:
        found = self._extract(document.content(_MOST_BYTES))
        if found.get("fault") == "encrypted":
            raise ReadError("is encrypted: save it without its password")
        if "pages" not in found:
            raise ReadError(f"is no PDF that can be read ({found.get('fault')}): save it as text")
        if found["more"]:
            raise ReadError(f"has more than {_MOST_PAGES} pages: split it into articles")
        text = "\n\n".join(page.strip("\n") for page in found["pages"])
        if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
            raise ReadError("holds no text, only pictures of it: save it as text first")
        article = parse_article(
            text, name=document.name, origin=document.origin, fallback=_created(found)
        )
        title = " ".join(found["title"].split())
        if title and not title.lower().startswith(_NO_TITLES):
            article = replace(article, title=title, title_derived=False)
        author = " ".join(found["author"].split())
        return replace(article, authors=article.authors or ((author,) if author else ()))

    def _extract(self, content: bytes) -> dict[str, Any]:  # what the JSON holds
        program = Path(__file__).with_name("pdf_text.py")
        try:
            done = subprocess.run(
                # -P: beside the program lies our html.py, which would stand for Python's own.
                [sys.executable, "-P", str(program), str(_MOST_PAGES)],
                input=content,
                capture_output=True,
                timeout=self.timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired as exc:
            raise ReadError(
                f"takes longer than {self.timeout_s:.0f} s to read: save it as text"
            ) from exc
        try:
            found = json.loads(done.stdout)
        except ValueError:
            return {"fault": "it needs more memory than there is, or stops the reader"}
        return found if isinstance(found, dict) else {}


def _created(found: dict[str, Any]) -> Dated:
    return find_date(found["created"], "PDF")
