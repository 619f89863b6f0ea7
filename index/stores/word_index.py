"""Words in an index of their own, kept beside the vectors and searched through tantivy.

FTS5 scores each row that holds any of the words; tantivy passes over those that cannot be
among the best (Ding and Suel, Faster top-k document retrieval using block-max indexes, 2011).
Both score by BM25 with the same constants over the same stems; FTS5 goes on to have every row.
"""

import math
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.stems import stems_in_order
from index.stores import Match
from index.stores.rowsets import RowSet
from index.types import RowId

if TYPE_CHECKING:
    from tantivy import Index, Query, Schema

_ROW, _STEMS, _ARTICLE, _SPEAKER = "row", "stems", "article", "speaker"
_BY_SPACES = "by spaces"

# What a writer keeps in memory, whatever the size of the archive.
_HEAP_BYTES = 64_000_000

# Of rows that a filter leaves so many times those wanted are fetched at first.
_SPARE = 2
_MORE = 4


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row as it is indexed: its article, its words, and who speaks in it."""

    row: RowId
    article: RowId
    texts: tuple[str, ...]
    speakers: tuple[str, ...]


class WordIndex:
    """The words of one unit's rows; never changed once it is made, so that threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_words` wrote.

        Raises:
            ValueError: It cannot be read.
        """
        self._index = _reading(folder)
        self._searcher = self._index.searcher()

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return self._searcher.num_docs

    def search(
        self,
        terms: list[str],
        k: int,
        *,
        allowed: RowSet | None,
        gone: NDArray[np.int64],
        speakers: tuple[str, ...] = (),
    ) -> list[Match]:
        """The k best of the allowed rows that hold any of the terms, best first, ties by row.

        Args:
            terms: Words; where one is several, their sequence is searched.
            k: How many are wanted.
            allowed: The rows that may be found; None for all.
            gone: Rows that are not there any more.
            speakers: In every allowed row one of these speaks; empty where that is not known.
        """
        query = self._query_of(terms, speakers)
        if query is None or (allowed is not None and not allowed.count):
            return []
        fetched = k + len(gone)
        if allowed is not None:
            among = sum(self._searcher.doc_freq(_SPEAKER, name) for name in speakers)
            share = allowed.count / max(allowed.count, among or self.rows)
            fetched = math.ceil(k / share * (1 if share == 1 else _SPARE))
        while True:
            # Room for so many is taken at once, and a process that gets none is ended.
            fetched = max(1, min(fetched, self.rows))
            hits = self._searcher.search(query, fetched, count=False).hits
            addresses = [address for _, address in hits]
            rows = np.asarray(self._searcher.fast_field_values(_ROW, addresses), dtype=np.int64)
            kept = allowed.holding(rows) if allowed is not None else ~np.isin(rows, gone)
            if np.count_nonzero(kept) >= k or len(hits) < fetched or fetched == self.rows:
                break
            fetched *= _MORE
        found = [Match(int(rows[i]), hits[i][0]) for i in np.flatnonzero(kept)]
        return sorted(found, key=lambda match: (-match.score, match.row))[:k]

    def holding(self, term: str, articles: list[RowId]) -> NDArray[np.int64]:
        """All rows of these articles that hold a term; some may be gone."""
        from tantivy import Query

        schema = self._index.schema
        worded = _worded(schema, [term])
        if worded is None or not articles:
            return np.empty(0, dtype=np.int64)
        within = _any_of(schema, _ARTICLE, map(str, articles))
        return self._rows_of(_both(within, Query.const_score_query(worded, 1.0)))

    def spoken_by(self, speakers: tuple[str, ...]) -> NDArray[np.int64]:
        """All rows in which one of these speaks; some may be gone."""
        return self._rows_of(_any_of(self._index.schema, _SPEAKER, speakers))

    def _rows_of(self, query: "Query") -> NDArray[np.int64]:
        hits = self._searcher.search(query, max(1, self.rows), count=False).hits
        addresses = [address for _, address in hits]
        return np.asarray(self._searcher.fast_field_values(_ROW, addresses), dtype=np.int64)

    def _query_of(self, terms: list[str], speakers: tuple[str, ...]) -> "Query | None":
        schema = self._index.schema
        worded = _worded(schema, terms)
        if worded is None or not speakers:
            return worded
        return _both(_any_of(schema, _SPEAKER, speakers), worded)


def write_words(
    folder: Path,
    rows: Iterable[WordRow],
    *,
    base: Path | None = None,
    gone: Iterable[RowId] = (),
) -> None:
    """Write an index of words.

    Args:
        folder: Where; made anew.
        rows: What is added, in order of the rows.
        base: An earlier index that this one goes on from; it stays as it is.
        gone: Rows of the base that are not there any more. What they said goes when the parts
            that hold it are merged.

    Raises:
        OSError: It cannot be written.
    """
    if base is None:
        folder.mkdir()
    else:
        # Files of an index are never changed once they are written, only replaced.
        shutil.copytree(base, folder, copy_function=_link, ignore=_locks)
    try:
        _add(_writing(folder), rows, gone)
    except ValueError as exc:
        # All that tantivy says of a full disk.
        raise OSError(str(exc)) from exc
    for name in _locks(str(folder), [path.name for path in folder.iterdir()]):
        (folder / name).unlink()


def _add(index: "Index", rows: Iterable[WordRow], gone: Iterable[RowId]) -> None:
    from tantivy import Document

    writer = index.writer(_HEAP_BYTES, 1)
    for row in gone:
        writer.delete_documents_by_term(_ROW, int(row))
    for each in rows:
        document = Document()
        document.add_integer(_ROW, each.row)
        document.add_text(_ARTICLE, str(each.article))
        for text in each.texts:
            document.add_text(_STEMS, " ".join(stems_in_order(text)))
        for name in each.speakers:
            document.add_text(_SPEAKER, name)
        writer.add_document(document)
    writer.commit()
    writer.garbage_collect_files()
    writer.wait_merging_threads()


def _reading(folder: Path) -> "Index":
    """An index that is there.

    Raises:
        ValueError: It is not, or cannot be read.
    """
    from tantivy import Index

    index = Index.open(str(folder))
    # What is on disk never changes: nothing has to watch it.
    index.config_reader("manual")
    return index


def _writing(folder: Path) -> "Index":
    """An index that goes on from what a folder holds, which may be nothing."""
    from tantivy import Index, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

    builder = SchemaBuilder()
    builder.add_integer_field(_ROW, indexed=True, fast=True)
    builder.add_text_field(_STEMS, tokenizer_name=_BY_SPACES)
    for name in (_ARTICLE, _SPEAKER):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    index = Index(builder.build(), str(folder))
    index.register_tokenizer(_BY_SPACES, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def _worded(schema: "Schema", terms: list[str]) -> "Query | None":
    """Any of the terms; None where none of them has a word."""
    from tantivy import Occur, Query

    found = [stems for term in terms if (stems := stems_in_order(term))]
    if not found:
        return None
    return Query.boolean_query(
        [
            (
                Occur.Should,
                Query.term_query(schema, _STEMS, stems[0], "freq")
                if len(stems) == 1
                else Query.phrase_query(schema, _STEMS, list(stems)),
            )
            for stems in found
        ]
    )


def _any_of(schema: "Schema", field: str, values: Iterable[str]) -> "Query":
    """Rows with any of these values, which adds nothing to their scores."""
    from tantivy import Occur, Query

    each = [(Occur.Should, Query.term_query(schema, field, value)) for value in values]
    return Query.const_score_query(Query.boolean_query(each), 0.0)


def _both(one: "Query", other: "Query") -> "Query":
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Must, one), (Occur.Must, other)])


def _locks(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".lock")}


def _link(source: str, target: str) -> None:
    """Let a file have a second name, or copy it where the disk knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
