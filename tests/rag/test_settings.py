from datetime import date
from pathlib import Path

import pytest

from index.errors import SettingsError
from rag.settings import Settings, load_settings


def test_flags_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text('archive = "from-file"\nport = 1\nhost = "0.0.0.0"')
    environment = {"ONRECORD_ARCHIVE": "from-environment", "ONRECORD_PORT": "2", "HOME": "x"}
    settings = load_settings(tmp_path, environment, archive=Path("from-flag"), port=None)
    assert settings == Settings(archive=Path("from-flag"), host="0.0.0.0", port=2)


def test_day_of_asking_is_a_date_wherever_it_is_set(tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text("as_of = 2025-02-28")
    assert load_settings(tmp_path, {}).as_of == date(2025, 2, 28)
    assert load_settings(tmp_path, {"ONRECORD_AS_OF": "2025-03-01"}).as_of == date(2025, 3, 1)


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}) == Settings()


@pytest.mark.parametrize(
    ("toml", "environment", "said"),
    [
        ("archiv = 'x'", {}, "onrecord.toml sets 'archiv', which is no setting"),
        ("port = 'many'", {}, "onrecord.toml sets 'port' to 'many': give a whole number"),
        ("port = -1", {}, "whole number above 0"),
        ("= broken", {}, "'onrecord.toml' cannot be read"),
        ("", {"ONRECORD_PORTS": "1"}, "the environment sets 'ports'"),
        ("as_of = 'May'", {}, "onrecord.toml sets 'as_of' to 'May': give a date as 2025-02-28"),
        ("", {"ONRECORD_HOST": ""}, "give a text that is not empty"),
    ],
)
def test_what_cannot_be_set_is_said_with_where_it_was_set(
    tmp_path: Path, toml: str, environment: dict[str, str], said: str
) -> None:
    (tmp_path / "onrecord.toml").write_text(toml)
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, environment)
    assert said in str(caught.value)
