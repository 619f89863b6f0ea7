"""A writer on the command line: real processes, a real server, their output and exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import SettingsError
from rag.settings import load_settings
from tests.scripted_endpoint import Reply, Request, scripted, writing

QUESTION = "What did Maren say about the tunnel?"
TEXT = (
    "Mayor Ilse Maren said that the new tunnel would open in October [1]. The new tunnel would "
    "open in October [1]. Maren said that the new tunnel would open in August [1]."
)


def run(
    *arguments: str | Path, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rag.cli", *map(str, arguments)],
        env={**os.environ, "COLUMNS": "200", **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_ask_prints_extracts_then_checked_prose(archive_folder: Path) -> None:
    with scripted(writing(TEXT)) as told:
        done = run(
            "ask", QUESTION, "--archive", archive_folder, "--writer", told.base_url,
            "--model", "m", ONRECORD_WRITER_KEY="s3cret",
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    extracts, prose = done.stdout.split("Written by m on this machine, ")
    assert extracts.startswith("[1] Ilse Maren (reported speech)")
    checked, refused = prose.split("Not supported by the sources:")
    assert "  Mayor Ilse Maren said that the new tunnel would open in October. [1]\n" in checked
    assert "(weak: it states as fact what Ilse Maren said)" in checked
    assert "August" not in checked
    assert "open in August. (the day “August” is not that of what it cites)" in refused
    assert told.keys == ["Bearer s3cret"]


def test_json_holds_prose_and_writer(archive_folder: Path) -> None:
    with scripted(writing(TEXT)) as told:
        flags = ("--archive", archive_folder, "--writer", told.base_url, "--model", "m")
        asked = run("ask", "--json", QUESTION, *flags)
        line = json.dumps({"id": 7, "question": QUESTION})
        batch = run("ask", "--batch", "-", *flags, typed=line)
    for done in (asked, batch):
        read = json.loads(done.stdout)
        assert [s["verdict"] for s in read["prose"]] == ["supported", "weak", "unsupported"]
        assert read["prose"][0]["citations"] == [1]
        assert read["prose"][0]["reason"] is None
        assert (read["writer"]["model"], read["writer"]["local"]) == ("m", True)
        assert read["writer"]["fault"] is None


def test_fault_of_the_writer_leaves_the_answer(archive_folder: Path) -> None:
    def refuse(reply: Reply, request: Request) -> None:
        reply.status(401)

    with scripted(refuse) as told:
        flags = ("--archive", archive_folder, "--writer", told.base_url, "--model", "m")
        done = run("ask", QUESTION, *flags)
        read = json.loads(run("ask", "--json", QUESTION, *flags).stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert "[1] Ilse Maren" in done.stdout
    assert "status 401" in done.stdout
    assert "status 401" in read["writer"]["fault"]
    assert read["extracts"]


def test_no_writer_wins_over_what_is_set(archive_folder: Path) -> None:
    with scripted(writing(TEXT)) as told:
        done = run(
            "ask", QUESTION, "--archive", archive_folder, "--no-writer",
            ONRECORD_WRITER=told.base_url, ONRECORD_MODEL="m",
        )  # fmt: skip
    assert "Written by" not in done.stdout
    assert told.requests == []


def test_chat_writes_after_each_answer(archive_folder: Path) -> None:
    with scripted(writing(TEXT)) as told:
        done = run(
            "chat", "--archive", archive_folder, "--writer", told.base_url, "--model", "m",
            typed=f"{QUESTION}\n/quit\n",
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Written by m") == 1


def test_question_is_reworded_where_that_is_asked_for(archive_folder: Path) -> None:
    with scripted(writing("What did Maren say about the tunnel?")) as told:
        flags = ("--archive", archive_folder, "--writer", told.base_url, "--model", "m")
        read = json.loads(run("ask", "--json", "--reword", "tunnel, Maren?", *flags).stdout)
    assert read["notes"][0] == f"Reworded by m: “{QUESTION}”"
    assert (read["question"], read["interpreted"]["speakers"]) == ("tunnel, Maren?", ["Ilse Maren"])
    done = run("ask", "--reword", QUESTION, "--archive", archive_folder)
    assert (done.returncode, "needs a writer" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--writer", "http://127.0.0.1:1/v1"), "name one with --model"),
        (("--writer", "nowhere", "--model", "m"), "is no address"),
        (("--writer", "http://127.0.0.1:x/v1", "--model", "m"), "is no address"),
        (("--writer", "http://me:secret@127.0.0.1/v1", "--model", "m"), "ONRECORD_WRITER_KEY"),
    ],
)
def test_impossible_writer_gives_one_sentence(
    archive_folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run("ask", QUESTION, "--archive", archive_folder, *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith("onrecord: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_key_comes_from_the_environment_alone(tmp_path: Path) -> None:
    key = load_settings(tmp_path, {"ONRECORD_WRITER_KEY": "s3cret"})
    assert key.writer_key == "s3cret"
    assert "s3cret" not in repr(key)
    (tmp_path / "onrecord.toml").write_text('writer_key = "s3cret"\n')
    with pytest.raises(SettingsError, match="ONRECORD_WRITER_KEY"):
        load_settings(tmp_path, {})
