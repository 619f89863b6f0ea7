"""Settings: flags win over ONRECORD_* variables, these over onrecord.toml, then defaults."""

import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path

from index.errors import SettingsError

FILE = "onrecord.toml"
_PREFIX = "ONRECORD_"
_ENVIRONMENT = "the environment"

# Whoever reads a file, a shell's history or a list of processes must not find it there.
_SECRET = "writer_key"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person can set.

    Attributes:
        archive: the folder of the archive.
        host: the address the page is served at.
        port: and its port.
        max_question_chars: a longer question is refused.
        embedder: all-MiniLM-L6-v2, or any other model of sentence-transformers, by its
            folder or by its name in the local cache.
        device: torch's device for such another model.
        as_of: the day that "last week" in a question counts from; None for today.
        writer: the address of an OpenAI-compatible endpoint that writes prose; empty for none.
        model: the name by which that endpoint knows the model.
        writer_key: its key; from ONRECORD_WRITER_KEY alone.
    """

    archive: Path = Path("archive")
    host: str = "127.0.0.1"
    port: int = 7860
    max_question_chars: int = 2000
    embedder: str = "all-MiniLM-L6-v2"
    device: str = "cpu"
    as_of: date | None = None
    writer: str = ""
    model: str = ""
    writer_key: str = field(default="", repr=False)


def load_settings(
    folder: Path | None = None, environment: Mapping[str, str] | None = None, **flags: object
) -> Settings:
    """The settings in force, from a folder's onrecord.toml, the environment and flags.

    A flag that is None was not given.

    Raises:
        SettingsError: A key is unknown or a value impossible; it says where it was set.
    """
    environment = os.environ if environment is None else environment
    settings = _applied(Settings(), _file_values(folder or Path()), where=FILE)
    variables = {
        key.removeprefix(_PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(_PREFIX)
    }
    settings = _applied(settings, variables, where=_ENVIRONMENT)
    given = {key: value for key, value in flags.items() if value is not None}
    return _applied(settings, given, where="the command line")


def _file_values(folder: Path) -> dict[str, object]:
    path = folder / FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise SettingsError(f"'{FILE}' cannot be read ({exc}): correct it") from exc


def _applied(settings: Settings, values: Mapping[str, object], *, where: str) -> Settings:
    known = {field.name: field.type for field in fields(Settings)}
    changes: dict[str, object] = {}
    for key, value in values.items():
        if key not in known:
            raise SettingsError(
                f"{where} sets '{key}', which is no setting: use one of {', '.join(known)}"
            )
        if key == _SECRET and where != _ENVIRONMENT:
            raise SettingsError(
                f"{where} sets '{key}': keep it out of there and set {_PREFIX}{_SECRET.upper()}"
            )
        changes[key] = _converted(key, value, known[key], where)
    return replace(settings, **changes)  # type: ignore[arg-type]  # converted just above


def _converted(key: str, value: object, kind: object, where: str) -> object:
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    if kind is str and isinstance(value, str) and value:
        return value
    if kind is int and isinstance(value, str | int) and str(value).isdecimal() and int(value) > 0:
        return int(value)
    if kind == date | None:
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            return date.fromisoformat(str(value))
        raise SettingsError(f"{where} sets '{key}' to {value!r}: give a date as 2025-02-28")
    wanted = "a whole number above 0" if kind is int else "a text that is not empty"
    raise SettingsError(f"{where} sets '{key}' to {value!r}: give {wanted}")
