"""JSON and JSON Lines: articles as objects."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from index.errors import ReadError
from index.readers.columns import find_columns
from index.readers.decoding import decode_text
from index.readers.documents import MEGABYTE, Document, ReadOptions
from index.readers.records import Numbered, articles_of
from index.types import Article, Refusal

_MOST_LINE_BYTES = 64 * MEGABYTE
_MOST_JSON_BYTES = 500 * MEGABYTE


class JsonLinesReader:
    """Reads .jsonl files; `id` and `text` are kept to the letter."""

    suffixes = frozenset({".jsonl", ".ndjson", ".jl"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """One article a line; a line that is none is refused alone."""
        try:
            with document.open() as lines:
                yield from articles_of(
                    _parse_lines(lines),
                    name=document.name,
                    origin=document.origin,
                    options=options,
                )
        except ReadError as exc:
            yield Refusal(document.name, str(exc))


class JsonReader:
    """Reads .json files: a list of objects, an object that holds one, or one article."""

    suffixes = frozenset({".json"})

    def read(self, document: Document, options: ReadOptions) -> Iterator[Article | Refusal]:
        """One article an object; JSON Lines under this name are read too."""
        try:
            text = decode_text(document.content(_MOST_JSON_BYTES))
            try:
                records = _find_records(_parse(text), options.mapping)
            except _MoreFollows:
                records = _parse_lines(io.BytesIO(text.encode("utf-8", "surrogatepass")))
            yield from articles_of(
                records, name=document.name, origin=document.origin, options=options
            )
        except ReadError as exc:
            yield Refusal(document.name, str(exc))


class _MoreFollows(Exception):
    """After the first value of JSON comes another."""


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        if exc.msg == "Extra data":
            raise _MoreFollows from exc
        raise ReadError(f"is not JSON ({exc}): save it again as JSON") from exc
    except (ValueError, RecursionError) as exc:
        raise ReadError(f"is JSON that cannot be read ({exc}): save it as JSON Lines") from exc


def _find_records(value: object, mapping: Mapping[str, str]) -> Iterable[Numbered]:
    if isinstance(value, Mapping):
        holds_text = any(
            isinstance(value.get(column), str) for column in find_columns(value, mapping)["text"]
        )
        lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        value = [value] if holds_text or len(lists) != 1 else lists[0]
    if not isinstance(value, list):
        raise ReadError("is JSON, but holds no articles: write a list of objects")
    return [Numbered("record", number, _record(item)) for number, item in enumerate(value, 1)]


def _parse_lines(lines: BinaryIO) -> Iterator[Numbered]:
    number = 0
    while line := lines.readline(_MOST_LINE_BYTES):
        number += 1
        if not line.endswith(b"\n") and len(line) == _MOST_LINE_BYTES:
            while (rest := lines.readline(_MOST_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            most = _MOST_LINE_BYTES // MEGABYTE
            yield Numbered("line", number, ReadError(f"is longer than {most} MB: split it"))
        elif line.strip():
            yield Numbered("line", number, _parse_line(line))


def _parse_line(line: bytes) -> dict[str, object] | ReadError:
    try:
        return _record(json.loads(line.decode("utf-8-sig")))
    except (ValueError, RecursionError) as exc:
        return ReadError(f"is not JSON ({exc}): write one object a line in UTF-8")


def _record(value: object) -> dict[str, object] | ReadError:
    if isinstance(value, dict):
        return value
    return ReadError("is JSON, but not an object: write one object an article")
