import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import SettingsError
from rag.watching import parse_period


@pytest.mark.parametrize(
    ("written", "seconds"), [("30s", 30), ("15m", 900), ("2H", 7200), ("1 d", 86400)]
)
def test_period_is_read_in_seconds(written: str, seconds: float) -> None:
    assert parse_period(written) == seconds


@pytest.mark.parametrize("written", ["", "m", "15", "0s", "-1m", "1.5h", "soon"])
def test_what_is_no_period_is_said(written: str) -> None:
    with pytest.raises(SettingsError, match="write it as"):
        parse_period(written)


def test_watching_takes_what_is_new_until_it_is_interrupted(
    archive_folder: Path, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "one.txt").write_text("The bridge is closed on Monday.")
    watching = subprocess.Popen(
        [sys.executable, "-m", "rag.cli", "watch", str(news), "--every", "1s",
         "--archive", str(archive_folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        text=True,
    )  # fmt: skip
    assert watching.stdout is not None
    assert watching.stdout.readline() == "1 added, 0 changed, 0 unchanged, 0 refused\n"
    (news / "two.txt").write_text("The tunnel is open on Tuesday.")
    assert watching.stdout.readline() == "1 added, 0 changed, 1 unchanged, 0 refused\n"
    watching.send_signal(signal.SIGINT)
    _, told = watching.communicate(timeout=30)
    assert watching.returncode == 130
    assert told == "onrecord: stopped; what was committed stays\n"
