"""Settings: flags win over ONRECORD_* variables, these over onrecord.toml, then defaults."""

import os
import stat
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

# Never shown, never given as a flag: command lines are seen by every user of a machine.
_SECRETS = ("admin_password", "page_password")


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
        min_evidence: the probability below which there is no answer, in [0, 1]; unset, the
            one that was fitted; 0 always answers.
        page_hosts: other names the page is reached by, with commas between them, such as
            the one that a reverse proxy forwards.
        max_upload_mb: the most that is taken in one upload.
        admin_password: who has it may change the archive where the page is not this
            machine's alone.
        page_password: without it nothing of the page is shown.
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
    min_evidence: float | None = None
    page_hosts: str = ""
    max_upload_mb: int = 200
    admin_password: str = field(default="", repr=False)
    page_password: str = field(default="", repr=False)
    writer: str = ""
    model: str = ""
    writer_key: str = field(default="", repr=False)


def load_settings(
    folder: Path | None = None, environment: Mapping[str, str] | None = None, **flags: object
) -> Settings:
    """The settings in force, from a folder's onrecord.toml, the environment and flags.

    A flag that is None was not given. A password is set in the environment, in an
    onrecord.toml that only its owner may read (mode 0600), or as the path of such a file:
    `admin_password_file`, `page_password_file`.

    Raises:
        SettingsError: A key is unknown or a value impossible; it says where it was set.
    """
    environment = os.environ if environment is None else environment
    path = (folder or Path()) / FILE
    values = _file_values(path)
    if any(secret in values for secret in _SECRETS):
        _check_private(path)
    settings = _applied(Settings(), values, where=FILE)
    variables = {
        key.removeprefix(_PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(_PREFIX)
    }
    settings = _applied(settings, variables, where=_ENVIRONMENT)
    given = {key: value for key, value in flags.items() if value is not None}
    for secret in _SECRETS:
        if secret in given:
            raise SettingsError(f"'{secret}' is no flag: set {_PREFIX}{secret.upper()} instead")
    return _applied(settings, given, where="the command line")


def _file_values(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise SettingsError(f"'{FILE}' cannot be read ({exc}): correct it") from exc


def _applied(settings: Settings, values: Mapping[str, object], *, where: str) -> Settings:
    known = {field.name: field.type for field in fields(Settings)}
    changes: dict[str, object] = {}
    for key, value in _with_files_read(values).items():
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


def _with_files_read(values: Mapping[str, object]) -> dict[str, object]:
    """The same values, the path of a password's file replaced by the password."""
    read = dict(values)
    for secret in _SECRETS:
        path = read.pop(f"{secret}_file", None)
        if path is not None:
            read[secret] = _read_secret(Path(str(path)))
    return read


def _read_secret(path: Path) -> str:
    _check_private(path)
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"the password file '{path}' cannot be read ({exc})") from exc


def _check_private(path: Path) -> None:
    """See that nobody but its owner may read a file."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as exc:
        raise SettingsError(
            f"the password file '{path}' cannot be read ({exc.strerror}): name one that exists"
        ) from exc
    if mode & 0o077 and os.name == "posix":
        raise SettingsError(
            f"'{path}' holds a password and others may read it (mode {mode:04o}): "
            f"run 'chmod 600 {path}'"
        )


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
    if kind == (float | None) and isinstance(value, str | int | float):
        with suppress(ValueError):
            if 0 <= float(value) <= 1:
                return float(value)
    wanted = "a text that is not empty"
    if kind is not str and kind is not Path:
        wanted = "a whole number above 0" if kind is int else "a number from 0 to 1"
    shown = "what cannot be used" if key in _SECRETS else repr(value)
    raise SettingsError(f"{where} sets '{key}' to {shown}: give {wanted}")
