"""What the browser sends and keeps: checked once, here, where it enters."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError

from index.errors import PageError
from rag.types import Constraints, Turn
from rag.written import Prose

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

T = TypeVar("T")


class PayloadError(PageError):
    """What came from the browser is not what the page sends."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person changed of a question; None is left as it was.

    Attributes:
        as_typed: search for the question's own words, understood as nothing.
        speaker: whose words are asked for; empty for anybody's.
        topic: what about; empty for everything.
        window: first and last day of publication, each None where it is open.
        sources: outlets; empty for all.
        speakers: as in `Constraints`; empty for all.
        direct: as in `Constraints`.
    """

    as_typed: bool = False
    speaker: str | None = None
    topic: str | None = None
    window: tuple[date | None, date | None] | None = None
    sources: tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    direct: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what the browser keeps of the conversation before it.

    Attributes:
        ticket: comes back with the answer, so that a stopped question's is known.
        number: the place of its turn in the conversation, from 0.
        again: the turn that an edit asks again.
        write: whether a model is to write of the answer, where one is set.
        reword: whether it is to word the question first.
    """

    ticket: int
    number: int
    question: str
    turns: tuple[Turn, ...] = ()
    constraints: Constraints = field(default_factory=Constraints)
    edit: Edit | None = None
    again: Turn | None = None
    write: bool = False
    reword: bool = False


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A turn that a model is to write of; ticket and number as in `Asked`.

    `key` is the browser's alone, to stop it by.
    """

    key: str
    ticket: int
    number: int
    turn: Turn


@dataclass(frozen=True, slots=True)
class Shown:
    """A turn whose sources are wanted, and the extract to go to; 0 is the first."""

    turn: Turn
    number: int
    focus: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation that the browser kept, with the name its visitor gave it."""

    turns: tuple[Turn, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that the browser has sent, and the name it had there."""

    path: str
    name: str


@cache
def _adapter(kind: object) -> TypeAdapter[Any]:
    return TypeAdapter(kind)  # type: ignore[arg-type]  # any type may be checked


def parse_payload(kind: type[T], payload: Any) -> T:  # from outside: of any shape
    """A value of a kind from what JSON gave.

    Raises:
        PayloadError: It is none.
    """
    try:
        checked: T = _adapter(kind).validate_python(payload)  # type: ignore[arg-type]  # types hash
    except ValidationError as exc:
        raise PayloadError(
            "this was kept by another version of the page, or is not from it: load the page anew"
        ) from exc
    return checked


def turn_to_json(turn: Turn) -> Json:
    """A turn as the browser keeps it; `parse_payload` reads it."""
    return value_to_json(Turn, turn)


def value_to_json(kind: type[T], value: T) -> Json:
    """A value of a kind as the browser keeps it; `parse_payload` reads it."""
    kept: Json = _adapter(kind).dump_python(value, mode="json")  # type: ignore[arg-type]  # types hash
    return kept


def prose_to_json(prose: Prose) -> Json:
    """Prose as the browser keeps it in its turn."""
    kept: Json = _adapter(Prose).dump_python(prose, mode="json")
    return kept
