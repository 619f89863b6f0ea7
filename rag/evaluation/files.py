"""Reading labelled questions, runs and annotated attributions; writing runs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from index.errors import QuestionsError
from index.types import Span


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that answers; places of one `unit` are the same answer."""

    article_id: str
    span: Span
    unit: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what answers it; nothing does where `gold` is empty."""

    id: str
    kind: str
    turns: tuple[str, ...]
    speaker: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One extract of a run."""

    article_id: str
    span: Span
    speaker: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave for a question; no extracts where it abstained."""

    id: str
    shown: tuple[Shown, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what at a place, as a person annotated it; `source` are the words that say who."""

    article_id: str
    source: tuple[Span, ...]
    content: tuple[Span, ...]


def read_labelled(path: Path) -> list[Labelled]:
    """Read questions, one JSON object a line.

    `{"id", "kind", "question" or "turns", "speaker", "gold": [{"article_id", "start", "end",
    "attr"}]}`; kind, speaker and attr may be missing.

    Raises:
        QuestionsError: The file or a line cannot be read, or an id comes twice.
    """
    questions = [_labelled(path, number, record) for number, record in _records(path)]
    _check_ids(path, [question.id for question in questions])
    return questions


def read_run(path: Path) -> dict[str, Outcome]:
    """Read a run, as `onrecord ask --batch` prints it, by the questions' ids.

    Raises:
        QuestionsError: The file or a line cannot be read, or an id comes twice.
    """
    outcomes = [outcome_of(record) for _, record in _records(path)]
    _check_ids(path, [outcome.id for outcome in outcomes])
    return {outcome.id: outcome for outcome in outcomes}


def read_attributions(paths: Iterable[Path]) -> list[Attribution]:
    """Read annotated attributions, `{"article_id", "source": [[s, e]], "content": [[s, e]]}`.

    Raises:
        QuestionsError: A file or a line cannot be read.
    """
    found = []
    for path in paths:
        for number, record in _records(path):
            try:
                article_id = str(record["article_id"])
                source, content = _spans(record["source"]), _spans(record["content"])
            except (KeyError, TypeError, ValueError) as exc:
                raise _bad(path, number, f"is no attribution ({exc!r})") from exc
            found.append(Attribution(article_id, source, content))
    return found


def outcome_of(record: Mapping[str, object]) -> Outcome:
    """The outcome that one printed answer tells."""
    extracts = [] if record.get("abstained") else record.get("extracts") or []
    shown = [
        Shown(
            str(extract["article_id"]),
            Span(int(extract["start"]), int(extract["end"])),
            str(extract.get("speaker") or ""),
        )
        for extract in cast("list[dict[str, int | str | None]]", extracts)
        if isinstance(extract["start"], int) and isinstance(extract["end"], int)
    ]
    timings = record.get("timings")
    total = timings.get("total_s") if isinstance(timings, dict) else None
    seconds = float(total) if isinstance(total, int | float) else None
    return Outcome(str(record.get("id")), tuple(shown), seconds)


def _labelled(path: Path, number: int, record: dict[str, object]) -> Labelled:
    try:
        turns = record.get("turns") or [record["question"]]
        gold = cast("list[dict[str, object]]", record["gold"])
        return Labelled(
            id=str(record["id"]),
            kind=str(record.get("kind") or ("said" if gold else "null")),
            turns=tuple(str(turn) for turn in cast("list[object]", turns)),
            speaker=str(record.get("speaker") or ""),
            gold=tuple(
                Gold(
                    str(one["article_id"]),
                    Span(cast("int", one["start"]), cast("int", one["end"])),
                    str(one.get("attr") or f"span{position}"),
                )
                for position, one in enumerate(gold)
            ),
        )
    except (KeyError, TypeError, ValueError) as exc:
        raise _bad(path, number, f"is no labelled question ({exc!r})") from exc


def _records(path: Path) -> Iterable[tuple[int, dict[str, object]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise QuestionsError(f"'{path}' cannot be read ({exc}): give a file of JSON lines") from exc
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as exc:
                raise _bad(path, number, f"is not JSON ({exc})") from exc
            if not isinstance(record, dict):
                raise _bad(path, number, "is no JSON object")
            yield number, record


def _spans(pairs: object) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in cast("list[tuple[int, int]]", pairs))


def _check_ids(path: Path, ids: list[str]) -> None:
    twice = next((one for i, one in enumerate(ids) if one in ids[:i]), None)
    if twice is not None:
        raise QuestionsError(f"'{path}' has the id '{twice}' twice: give each question its own")


def _bad(path: Path, number: int, why: str) -> QuestionsError:
    return QuestionsError(f"line {number} of '{path}' {why}: correct it")
