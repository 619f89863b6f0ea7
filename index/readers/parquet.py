"""Parquet: articles as rows of a typed table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.errors import ReadError
from index.readers.columns import find_columns, text_columns
from index.readers.documents import MEGABYTE, Document, ReadOptions
from index.readers.records import Numbered, articles_of
from index.types import Article, Refusal

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_MOST_BYTES = 2_000 * MEGABYTE
_ROWS_AT_ONCE = 64


class ParquetReader:
    """Reads .parquet files; `id` and `text` are kept to the letter."""

    suffixes = frozenset({".parquet", ".pq"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """One article a row; a row that is none is refused alone."""
        try:
            content = document.content(_MOST_BYTES)
            yield from articles_of(
                _rows(content, options),
                name=document.name,
                origin=document.origin,
                options=options,
            )
        except ReadError as exc:
            yield Refusal(document.name, str(exc))


def _rows(content: bytes, options: ReadOptions) -> Iterator[Numbered]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(pa.BufferReader(content)) as table:
            wanted = _wanted_columns(table, options)
            for batch in table.iter_batches(_ROWS_AT_ONCE, columns=wanted, use_threads=False):
                for row in _values(batch):
                    number += 1
                    yield Numbered("row", number, row)
    # A damaged file shows itself as any of these, OverflowError in its dates.
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as exc:
        reason = str(exc).splitlines()[0][:200] if str(exc) else type(exc).__name__
        raise ReadError(f"is no Parquet that can be read ({reason}): write it again") from exc


def _wanted_columns(table: "pq.ParquetFile", options: ReadOptions) -> list[str]:
    names = table.schema_arrow.names
    columns = find_columns(names, options.mapping)
    if not any(name in names for name in columns["text"]):
        raise ReadError(
            f"has no column {text_columns(options.mapping)} but {', '.join(names[:12])}: say with "
            "a mapping which one holds the text"
        )
    return sorted({name for found in columns.values() for name in found if name in names})


def _values(batch: "Any") -> Iterator[dict[str, object]]:  # pyarrow is not typed
    yield from batch.to_pylist()
