"""What the models of this package have in common."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from index.stems import is_unicode


class Model(BaseModel):
    """A JSON object that programs are given; who reads it ignores keys it does not know."""

    model_config = ConfigDict(extra="allow")


class Request(BaseModel):
    """What programs send; a key that is not known is an error, for it would change nothing."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _check_whole(cls, value: Any) -> Any:  # from outside: of any shape
        if not is_whole(value):
            raise ValueError("a text holds half a character: send UTF-8")
        return value


def is_whole(value: Any) -> bool:  # from outside: of any shape
    """Whether no text in it holds half of a surrogate pair, which JSON can write."""
    if isinstance(value, str):
        return is_unicode(value)
    if isinstance(value, Mapping):
        return all(is_whole(key) and is_whole(part) for key, part in value.items())
    return not isinstance(value, list) or all(map(is_whole, value))


def _is_written_out(value: Any) -> Any:  # from outside: of any shape
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError as exc:
            raise ValueError('give a date as "2025-02-28"') from exc
    raise ValueError('give a date as "2025-02-28"')


# Pydantic alone would take a number of seconds for a date.
Day: TypeAlias = Annotated[date, BeforeValidator(_is_written_out)]
"""A day, written as 2025-02-28."""

Place: TypeAlias = Annotated[
    tuple[int, int], Field(description="Half-open, in code points of the article's text.")
]
"""Where words stand in an article's text."""


class Problem(Model):
    """What went wrong, in one sentence that says what to do."""

    error: str = Field(examples=["the question is empty: type what you want to know"])
