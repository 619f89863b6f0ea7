"""A view's state as a readable query string, and back; what comes in is validated."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import TypeVar, get_args
from urllib.parse import parse_qsl, urlencode

from index.errors import AddressError
from index.types import Span
from rag.links.types import ExtractKey, ViewState
from rag.types import Answer, Constraints, Extract, Query, QuestionForm, QuestionKind, Reason
from rag.understanding.words import content_words
from rag.views.types import SideBy, ViewName

T = TypeVar("T")
D = TypeVar("D")

LONGEST = 8000
_MOST_NAMES = 20
_LONGEST_NAME = 200
_DIGITS = 12

# "0a1b2c3d4e5f-6a7b8c9d0e1f-120-340": article, version, start and end.
_KEY = re.compile(r"([0-9a-f]{12})-([0-9a-f]{12})-(\d{1,9})-(\d{1,9})")
_MARK = re.compile(r"[0-9a-f]{12}")
_NUMBER = re.compile(r"[0-9]{1,12}")
_NONE_SHOWN = "none"
_MOST_EXTRACTS = 20

# What may come more than once.
_LISTS = ("by_speaker", "outlet", "asked_speaker", "asked_outlet")
_KNOWN = (
    *("q", "view", "by", "since", "until", "direct", "as_of", "generation", "archive", "shown"),
    *("reason", "text", "kind", "form", "topic", "asked_since", "asked_until", "asked_when"),
    *("firm", *_LISTS),
)


def state_of(
    answer: Answer,
    *,
    as_of: date,
    archive: str = "",
    view: ViewName = "answer",
    by: SideBy = "speaker",
    query: Query | None = None,
) -> ViewState:
    """What a permanent address of an answer holds.

    `query` is given where the question alone would be understood otherwise: a follow-up, or
    one whose parts were changed. `archive` is the mark in the archive's manifest.
    """
    return ViewState(
        question=answer.question,
        query=replace(query, names=()) if query else None,
        constraints=answer.constraints,
        view=view,
        by=by,
        as_of=as_of,
        generation=answer.receipt.generation,
        archive=archive,
        extracts=tuple(key_of(extract) for extract in answer.extracts),
        reason=answer.reason,
    )


def key_of(extract: Extract) -> ExtractKey:
    """What an address tells of an extract."""
    return ExtractKey(short_id(extract.article_id), extract.version[:_DIGITS], extract.span)


def short_id(article_id: str) -> str:
    """An article's id as addresses have it, which tells nothing of the id itself."""
    return hashlib.sha256(article_id.encode()).hexdigest()[:_DIGITS]


def write_address(state: ViewState) -> str:
    """The query string, without "?", as `q=...&view=timeline`.

    Raises:
        AddressError: It would be longer than addresses may be.
    """
    limits = state.constraints
    pairs: list[tuple[str, str | None]] = [
        ("q", state.question),
        ("view", state.view if state.view != "answer" else None),
        ("by", state.by if state.view == "sides" else None),
        ("since", _iso(limits.since)),
        ("until", _iso(limits.until)),
        *(("outlet", source) for source in limits.sources),
        *(("by_speaker", name) for name in limits.speakers),
        ("direct", "1" if limits.direct else None),
        *(_pairs_of(state.query) if state.query else []),
        ("as_of", _iso(state.as_of)),
        ("generation", str(state.generation) if state.generation is not None else None),
        ("archive", state.archive or None),
        (
            "shown",
            None if state.extracts is None else ".".join(map(_key, state.extracts)) or _NONE_SHOWN,
        ),
        ("reason", state.reason),
    ]
    written = urlencode([(name, value) for name, value in pairs if value])
    if len(written) > LONGEST:
        raise AddressError(
            f"the address would have {len(written):,} characters: ask a shorter question"
        )
    return written


def read_address(query_string: str) -> ViewState:
    """The state that a query string holds; a leading "?" may stand, other keys are passed over.

    Raises:
        AddressError: It holds what no address has; it says what.
    """
    if len(query_string) > LONGEST:
        raise AddressError(
            f"the address has {len(query_string):,} characters: at most {LONGEST:,} are read"
        )
    one, several = _values_of(query_string)
    return ViewState(
        question=one.get("q", ""),
        query=_query(one, several) if "text" in one else None,
        constraints=Constraints(
            since=_day(one, "since"),
            until=_day(one, "until"),
            sources=several["outlet"],
            speakers=several["by_speaker"],
            direct=_flag(one, "direct"),
        ),
        view=_one_of(one, "view", get_args(ViewName), "answer"),
        by=_one_of(one, "by", get_args(SideBy), "speaker"),
        as_of=_day(one, "as_of"),
        generation=_generation(one),
        archive=_matching(one, "archive", _MARK),
        extracts=_extracts(one),
        reason=_one_of(one, "reason", get_args(Reason), None),
    )


def _pairs_of(query: Query) -> list[tuple[str, str | None]]:
    return [
        ("text", query.text),
        ("kind", query.kind),
        ("form", query.form if query.form != "plain" else None),
        ("topic", query.topic),
        *(("asked_speaker", name) for name in query.speakers),
        *(("asked_outlet", source) for source in query.sources),
        ("asked_since", _iso(query.since)),
        ("asked_until", _iso(query.until)),
        ("asked_when", query.when),
        ("firm", "1" if query.firm else None),
    ]


def _query(one: dict[str, str], several: dict[str, tuple[str, ...]]) -> Query:
    topic = one.get("topic", "")
    return Query(
        text=one["text"],
        kind=_one_of(one, "kind", get_args(QuestionKind), "any"),
        speakers=several["asked_speaker"],
        names=(),
        topic=topic,
        terms=content_words(topic),
        since=_day(one, "asked_since"),
        until=_day(one, "asked_until"),
        sources=several["asked_outlet"],
        typed=one.get("q", ""),
        form=_one_of(one, "form", get_args(QuestionForm), "plain"),
        when=one.get("asked_when", ""),
        firm=_flag(one, "firm"),
    )


def _values_of(query_string: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The known keys of a query string: those that come once, and those that may come often."""
    try:
        pairs = parse_qsl(query_string.removeprefix("?"), errors="strict", max_num_fields=100)
    except (ValueError, UnicodeDecodeError) as exc:
        raise AddressError(f"the address cannot be read ({exc}): copy it once more") from exc
    one: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = dict.fromkeys(_LISTS, ())
    for name, value in pairs:
        if name not in _KNOWN:
            continue
        if name in _LISTS:
            several[name] = (*several[name], value)
            if len(several[name]) > _MOST_NAMES or len(value) > _LONGEST_NAME:
                raise AddressError(f"the address names too much under '{name}'")
        elif name in one:
            raise AddressError(f"the address says '{name}' twice")
        else:
            one[name] = value
    return one, several


def _one_of(one: dict[str, str], name: str, known: tuple[T, ...], other: D) -> T | D:
    if name not in one:
        return other
    for value in known:
        if value == one[name]:
            return value
    raise AddressError(
        f"the address says '{name}={one[name][:40]}': known are {', '.join(map(str, known))}"
    )


def _day(one: dict[str, str], name: str) -> date | None:
    if name not in one:
        return None
    try:
        return date.fromisoformat(one[name])
    except ValueError as exc:
        raise AddressError(
            f"the address says '{name}={one[name][:40]}': a day is written as 2025-02-28"
        ) from exc


def _flag(one: dict[str, str], name: str) -> bool:
    return _one_of(one, name, ("1", "0"), "0") == "1"


def _generation(one: dict[str, str]) -> int | None:
    if "generation" not in one:
        return None
    return int(_matching(one, "generation", _NUMBER))


def _matching(one: dict[str, str], name: str, pattern: re.Pattern[str]) -> str:
    value = one.get(name, "")
    if value and not pattern.fullmatch(value):
        raise AddressError(f"the address says '{name}={value[:40]}', which no address has")
    return value


def _extracts(one: dict[str, str]) -> tuple[ExtractKey, ...] | None:
    if "shown" not in one:
        return None
    if one["shown"] == _NONE_SHOWN:
        return ()
    keys: list[ExtractKey] = []
    for written in one["shown"].split("."):
        found = _KEY.fullmatch(written)
        if found is None or int(found[3]) >= int(found[4]) or len(keys) >= _MOST_EXTRACTS:
            raise AddressError(f"the address says 'shown=...{written[:40]}', which no address has")
        keys.append(ExtractKey(found[1], found[2], Span(int(found[3]), int(found[4]))))
    return tuple(keys)


def _key(key: ExtractKey) -> str:
    return f"{key.article}-{key.version}-{key.span.start}-{key.span.end}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
