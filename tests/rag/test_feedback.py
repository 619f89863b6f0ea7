import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.build import build_archive
from index.embedders.minilm import MiniLM
from rag.commands.table import app
from rag.feedback import Feedback, FeedbackRefused, append_feedback, read_feedback
from tests.conftest import SEEDS

WRONG = Feedback(
    "wrong_speaker", "what did Maren say?", "harbour.txt", "0f", 10, 20, "Bo", "no\nit"
)


def test_what_was_said_is_read_again_in_order(archive_folder: Path) -> None:
    append_feedback(archive_folder, WRONG)
    append_feedback(archive_folder, Feedback("right", "q", "a", "v", 0, 1))
    first, second = read_feedback(archive_folder)
    assert (first.verdict, first.comment, first.speaker) == ("wrong_speaker", "no\nit", "Bo")
    assert (first.start, first.end, first.at[:2]) == (10, 20, "20")
    assert second.verdict == "right"
    mode = (archive_folder / "feedback.jsonl").stat().st_mode
    assert mode & 0o077 == 0


@pytest.mark.parametrize(
    "bad",
    [
        Feedback("splendid", "q", "a", "v", 0, 1),  # type: ignore[arg-type]  # as a stranger may
        Feedback("right", "q", "a", "v", 0, 1, comment="x" * 1001),
        Feedback("right", "q" * 2001, "a", "v", 0, 1),
    ],
)
def test_what_is_too_long_or_no_verdict_is_refused(archive_folder: Path, bad: Feedback) -> None:
    with pytest.raises(FeedbackRefused):
        append_feedback(archive_folder, bad)
    assert list(read_feedback(archive_folder)) == []


def test_without_an_archive_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(FeedbackRefused, match="no archive"):
        append_feedback(tmp_path, WRONG)
    assert list(tmp_path.iterdir()) == []


def test_it_outlives_the_archive(archive_folder: Path, embedder: MiniLM) -> None:
    append_feedback(archive_folder, WRONG)
    for path in archive_folder.iterdir():
        if path.name.startswith("archive.sqlite"):
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
    build_archive(archive_folder, [SEEDS], embedder)
    assert [f.verdict for f in read_feedback(archive_folder)] == ["wrong_speaker"]


def test_the_command_lists_and_counts(archive_folder: Path) -> None:
    append_feedback(archive_folder, WRONG)
    append_feedback(archive_folder, Feedback("right", "q", "a", "v", 0, 1))
    runner = CliRunner()
    shown = runner.invoke(app, ["feedback", "--archive", str(archive_folder)]).output
    assert "wrong_speaker   harbour.txt 10-20  what did Maren say?" in shown
    assert "1 right, 1 wrong_speaker" in shown
    as_json = runner.invoke(
        app, ["feedback", "--archive", str(archive_folder), "--verdict", "right", "--json"]
    )
    assert [json.loads(line)["verdict"] for line in as_json.output.splitlines()] == ["right"]
    bad = runner.invoke(app, ["feedback", "--archive", str(archive_folder), "--verdict", "nice"])
    assert bad.exit_code == 2
