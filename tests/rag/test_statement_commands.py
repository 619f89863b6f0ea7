"""The commands quotes, who and speakers as a person meets them."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rag.test_cli import assert_one_sentence, run

LASTS = "“We’ve got to make sure it’s a deal that lasts”"


def test_quotes_are_listed_by_speaker_with_day_outlet_and_place(
    archive_folder: Path, tmp_path: Path
) -> None:
    done = run(
        "quotes", "--speaker", "Trump", "--about", "guarantees", "--since", "2025-02-01",
        "--until", "2025-03-01", "--source", "Reuters", "--archive", archive_folder,
        folder=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Donald Trump"
    assert "2025" in lines[1]
    assert lines[2].startswith("    President Donald Trump said on Thursday that a minerals deal")
    assert "000_16cc01856572d9be.txt characters 230-467" in lines[3]


def test_quotes_as_json_csv_and_markdown(archive_folder: Path, tmp_path: Path) -> None:
    asked = ("quotes", "--speaker", "Starmer", "--direct", "--archive", archive_folder)
    (line,) = run(*asked, "--json", folder=tmp_path).stdout.splitlines()
    (group,) = json.loads(line)["groups"]
    assert group["speaker"] == "Keir Starmer"
    table = run(*asked, "--csv", folder=tmp_path).stdout
    rows = list(csv.DictReader(table.splitlines()))
    assert [row["start"] for row in rows] == [str(s["start"]) for s in group["statements"]]
    assert run(*asked, "--markdown", folder=tmp_path).stdout.startswith("## Keir Starmer\n")


def test_who_tells_speaker_and_place(archive_folder: Path, tmp_path: Path) -> None:
    where = ("--archive", archive_folder)
    done = run("who", LASTS, *where, folder=tmp_path)
    lines = done.stdout.splitlines()
    assert lines[0] == "Keir Starmer said this, to the letter."
    assert lines[1].startswith("[1] Keir Starmer (quoted), ")
    assert lines[2] == "    We've got to make sure it's a deal that lasts"
    piped = run("who", "-", "--json", *where, folder=tmp_path, typed=LASTS)
    (place,) = json.loads(piped.stdout)["places"]
    assert (place["likeness"], place["speakers"]) == ("exact", ["Keir Starmer"])
    unknown = run("who", "the otters want an apology", *where, folder=tmp_path)
    assert unknown.returncode == 0
    assert unknown.stdout.startswith("Not in this collection: no place in its 2 articles")


def test_speakers_are_listed_and_one_is_described(archive_folder: Path, tmp_path: Path) -> None:
    where = ("--archive", archive_folder)
    listed = run("speakers", *where, folder=tmp_path).stdout.splitlines()
    assert listed[0].split()[:3] == ["speaker", "statements", "quoted"]
    assert listed[1].startswith("Donald Trump, President")
    one = run("speakers", "Starmer", *where, folder=tmp_path).stdout.splitlines()
    assert one[0] == "Keir Starmer"
    assert any(line.startswith("  about ") for line in one)


def test_unknown_speaker_gives_one_sentence_with_near_names(
    archive_folder: Path, tmp_path: Path
) -> None:
    where = ("--archive", archive_folder)
    for asked in (("quotes", "--speaker", "Stramer"), ("speakers", "Stramer")):
        assert_one_sentence(run(*asked, *where, folder=tmp_path), "did you mean Keir Starmer?")


@pytest.mark.parametrize(
    "arguments",
    [("quotes", "--newest", "--best"), ("quotes", "--json", "--csv"), ("quotes", "--limit", "0")],
)
def test_wrong_usage_exits_with_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, folder=tmp_path).returncode == 2


@pytest.mark.parametrize("asked", [["who", LASTS], ["quotes"], ["speakers"]])
def test_lists_need_no_model_and_no_parser(archive_folder: Path, asked: list[str]) -> None:
    heavy = ("torch", "transformers", "sentence_transformers", "spacy", "gradio", "nupunkt")
    code = (
        "import sys\nfrom rag.commands.table import app\n"
        f"try: app([*{asked!r}, '--archive', {str(archive_folder)!r}])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
