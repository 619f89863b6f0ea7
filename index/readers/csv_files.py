"""CSV and TSV: articles as rows under a header."""

import csv
from collections.abc import Iterator
from itertools import zip_longest
from typing import TextIO

from index.errors import ReadError
from index.readers.columns import find_columns, text_columns
from index.readers.decoding import open_text
from index.readers.documents import MEGABYTE, Document, ReadOptions
from index.readers.records import Numbered, articles_of
from index.types import Article, Refusal

_DELIMITERS = ",;\t|"
_MOST_VALUE_CHARS = 16 * MEGABYTE
_MOST_HEADER_CHARS = 100_000


class CsvReader:
    """Reads .csv and .tsv files; every value is kept to the letter."""

    suffixes = frozenset({".csv", ".tsv", ".tab"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """One article a row; a row that is none is refused alone."""
        try:
            with document.open() as stream, open_text(stream) as lines:
                yield from articles_of(
                    _rows(lines, options),
                    name=document.name,
                    origin=document.origin,
                    options=options,
                )
        except ReadError as exc:
            yield Refusal(document.name, str(exc))
        except UnicodeError as exc:
            yield Refusal(
                document.name, f"is damaged text ({type(exc).__name__}): save it as UTF-8"
            )


def _rows(lines: TextIO, options: ReadOptions) -> Iterator[Numbered]:
    # The module's own limit of 131,072 characters, one for the process, is less than long
    # articles have.
    csv.field_size_limit(_MOST_VALUE_CHARS)
    first = lines.readline(_MOST_HEADER_CHARS).removeprefix("\ufeff")
    header, delimiter = find_header(first, options)
    if not header:
        raise ReadError(
            f"has no header that names a column {text_columns(options.mapping)}: add one, or say "
            "with a mapping which column holds the text"
        )
    rows = csv.reader(lines, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as exc:
            yield Numbered("row", number, ReadError(f"cannot be read ({exc}): check its quotes"))
            continue
        if row:
            yield Numbered("row", number, _record(header, row))


def find_header(line: str, options: ReadOptions) -> tuple[list[str], str]:
    """The columns a header line names, and what stands between them; none if it is none."""
    best: tuple[int, list[str], str] = (0, [], ",")
    for delimiter in _DELIMITERS:
        try:
            header = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
        except csv.Error:
            continue
        columns = find_columns(header, options.mapping)
        known = sum(any(name in header for name in columns[field]) for field in columns)
        if any(name in header for name in columns["text"]) and known > best[0]:
            best = (known, header, delimiter)
    return best[1], best[2]


def _record(header: list[str], row: list[str]) -> dict[str, object] | ReadError:
    if len(row) > len(header):
        return ReadError(
            f"has {len(row)} values for {len(header)} columns: put quotes around values that "
            "hold a separator"
        )
    return dict(zip_longest(header, row, fillvalue=""))
