"""The command line as a person meets it: real processes, their output and exit codes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rag.commands.single import Plain, read_plain
from tests.conftest import SEEDS

ONRECORD = [sys.executable, "-m", "rag.cli"]
HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "spacy", "gradio", "numpy")


def run(
    *arguments: str | Path, folder: Path, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ONRECORD, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def assert_one_sentence(done: subprocess.CompletedProcess[str], said: str) -> None:
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.startswith("onrecord: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom rag.commands.table import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "serve" in done.stdout


def test_question_reaches_no_parser_and_no_page(archive_folder: Path) -> None:
    code = (
        "import sys\nfrom rag.commands.table import app\n"
        f"try: app(['ask', 'guarantees', '--archive', {str(archive_folder)!r}])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'gradio', 'nupunkt') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_index_then_ask_then_verify(tmp_path: Path) -> None:
    indexed = run("index", SEEDS, folder=tmp_path)
    assert indexed.returncode == 0, indexed.stderr
    assert indexed.stdout == "1 added, 0 changed, 0 unchanged, 0 refused\n"
    again = run("index", SEEDS, "--json", folder=tmp_path)
    assert json.loads(again.stdout)["unchanged"] == ["000_16cc01856572d9be.txt"]
    asked = run("ask", "what did Trump say about guarantees?", folder=tmp_path)
    lines = asked.stdout.splitlines()
    assert lines[0] == "[1] Donald Trump (reported speech)"
    assert lines[1].startswith("    President Donald Trump said on Thursday that a minerals deal")
    assert lines[2] == "    said on 27 Feb 2025; Reuters, 28 Feb 2025"
    assert "\x1b" not in asked.stdout
    verified = run("verify", folder=tmp_path)
    assert (verified.returncode, verified.stdout[:24]) == (0, "all is well: 1 article, ")


def test_refusals_are_listed_with_their_reasons(archive_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "good.txt").write_text("Rain flooded the bridge on Monday.")
    (tmp_path / "news" / "bad.txt").write_bytes(b"\xff\xfe\xfd")
    done = run("index", "news", "--archive", archive_folder, folder=tmp_path)
    assert done.returncode == 3
    assert done.stdout.splitlines() == [
        "1 added, 0 changed, 0 unchanged, 1 refused",
        "  refused: 'bad.txt' is not UTF-8 (at byte 0): save it as UTF-8",
    ]


def test_json_and_batch_print_one_object_a_line(archive_folder: Path, tmp_path: Path) -> None:
    asked = run("ask", "--json", "tunnel cost", "--archive", archive_folder, folder=tmp_path)
    (line,) = asked.stdout.splitlines()
    assert "410 million" in json.loads(line)["extracts"][0]["text"]
    batch = run(
        "ask", "--batch", "-", "--archive", archive_folder, folder=tmp_path,
        typed='{"id": 1, "question": "tunnel cost"}\nbroken\n',
    )  # fmt: skip
    assert batch.stderr == (
        "onrecord: 1 of 2 lines could not be asked: each has its reason under 'error'\n"
    )
    first, second = map(json.loads, batch.stdout.splitlines())
    assert (first["id"], first["abstained"]) == (1, False)
    assert "error" in second


def test_chat_remembers_lists_sources_and_quits(archive_folder: Path, tmp_path: Path) -> None:
    question = "what did Trump say about guarantees?"
    typed = f"/sources\n{question}\nand Starmer?\n/sources\n???\n/help\n/quit\n"
    done = run("chat", "--archive", archive_folder, folder=tmp_path, typed=typed)
    assert done.returncode == 0, done.stderr
    assert "There is no answer yet" in done.stdout
    assert "Understood as: What did Starmer say about guarantees?" in done.stdout
    assert "000_16cc01856572d9be.txt characters" in done.stdout
    assert "the question holds no words" in done.stdout
    assert "/quit leaves" in done.stdout


def test_status_tells_size_and_model(archive_folder: Path, tmp_path: Path) -> None:
    done = run("status", "--json", "--archive", archive_folder, folder=tmp_path)
    facts = json.loads(done.stdout)
    assert (facts["articles"], facts["newest"]) == (2, "2031-05-04")
    assert facts["embedder"] == "all-MiniLM-L6-v2"


def test_verify_prints_what_is_wrong_and_fails(archive_folder: Path, tmp_path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(archive_folder / "archive.sqlite")
    connection.execute("UPDATE sentences SET end = end - 1 WHERE id = 5")
    connection.commit()
    connection.close()
    done = run("verify", "--archive", archive_folder, folder=tmp_path)
    assert done.returncode == 1
    assert "is not its text" in done.stdout


def test_without_an_archive_it_says_how_to_make_one(tmp_path: Path) -> None:
    assert_one_sentence(run("ask", "tunnel", folder=tmp_path), "run 'onrecord index PATH'")


@pytest.mark.parametrize(
    ("prepared", "said"),
    [
        (None, "does not exist"),
        ("folder", "holds no articles"),
        (b"", "is empty"),
        (b"\x7fELF\x00\x00", "binary file"),
        (b"caf\xe9", "not UTF-8"),
    ],
)
def test_bad_path_gives_one_sentence_and_leaves_the_archive(
    archive_folder: Path, tmp_path: Path, prepared: str | bytes | None, said: str
) -> None:
    path = tmp_path / "news.txt"
    if prepared == "folder":
        path.mkdir()
    elif isinstance(prepared, bytes):
        path.write_bytes(prepared)
    before = (archive_folder / "archive.sqlite").read_bytes()
    done = run("index", path, "--archive", archive_folder, folder=tmp_path)
    assert_one_sentence(done, said)
    assert (archive_folder / "archive.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "is empty"), ("?!", "no words"), ("x" * 100_000, "100,000 characters")],
)
def test_bad_question_gives_one_sentence(
    archive_folder: Path, tmp_path: Path, question: str, said: str
) -> None:
    asked = run("ask", question, "--archive", archive_folder, folder=tmp_path)
    assert_one_sentence(asked, said)


def test_question_of_search_operators_is_a_question(archive_folder: Path, tmp_path: Path) -> None:
    asked = run("ask", 'NEAR("a" b) OR * NOT x:y', "--archive", archive_folder, folder=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert "Not in this collection" in asked.stdout


@pytest.mark.parametrize(
    "arguments", [("ask",), ("ask", "q", "--batch", "f"), ("ask", "--batch", "nowhere"), ("fly",)]
)
def test_wrong_usage_exits_with_two(archive_folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, folder=archive_folder.parent)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the archive's folder would be")
    done = run("index", SEEDS, "--archive", "taken", folder=tmp_path)
    assert_one_sentence(done, "name another with --archive")


def test_unknown_setting_is_said(tmp_path: Path) -> None:
    done = run("status", folder=tmp_path, ONRECORD_COLOUR="red")
    assert_one_sentence(done, "sets 'colour', which is no setting")


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_follows_the_terminal_and_no_color(
    archive_folder: Path, tmp_path: Path, no_color: str, *, coloured: bool
) -> None:
    done = run(
        "ask", "tunnel cost", "--archive", archive_folder, folder=tmp_path,
        FORCE_COLOR="1", NO_COLOR=no_color, TERM="xterm-256color",
    )  # fmt: skip
    assert ("\x1b[1;33m" in done.stdout) is coloured


def test_remove_asks_lists_and_removes(archive_folder: Path, tmp_path: Path) -> None:
    where = ("--archive", archive_folder)
    listed = run("remove", "--source", "Reuters", "--dry-run", *where, folder=tmp_path)
    assert listed.stdout.splitlines()[-1] == "2 articles would be removed"
    kept = run("remove", "harbour.txt", *where, folder=tmp_path, typed="n\n")
    assert kept.stdout.splitlines()[-1].endswith("nothing was removed")
    done = run("remove", "harbour.txt", "--yes", *where, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 removed\n")
    again = run("remove", "harbour.txt", "--yes", *where, folder=tmp_path)
    assert_one_sentence(again, "no article has the id 'harbour.txt'")


def test_versions_mark_what_the_outlet_says_of_its_article(
    archive_folder: Path, tmp_path: Path
) -> None:
    where = ("--archive", archive_folder)
    news = tmp_path / "bridge.txt"
    for text in ("It opens in May.", "It opens in July.\n\nCorrection: It opens in July, not May."):
        news.write_text(f"The bridge is closed.\n\nShips wait.\n\n{text}")
        assert run("index", news, *where, folder=tmp_path).returncode == 0
    shown = run("versions", "bridge.txt", *where, folder=tmp_path).stdout.splitlines()
    assert shown[2] == "  note: Correction: It opens in July, not May."


def test_versions_show_what_changed(archive_folder: Path, tmp_path: Path) -> None:
    where = ("--archive", archive_folder)
    news = tmp_path / "bridge.txt"
    for opens in ("May", "July"):
        news.write_text(f"The bridge is closed. It opens in {opens}. Ships wait.")
        assert run("index", news, *where, folder=tmp_path).returncode == 0
    shown = run("versions", "bridge.txt", *where, folder=tmp_path).stdout.splitlines()
    assert shown[0].startswith("version 1 of 2, superseded: ")
    assert shown[1].startswith("version 2 of 2, answers: ")
    assert shown[2:] == ["  - It opens in May.", "  + It opens in July."]
    unknown = run("versions", "nobody", *where, folder=tmp_path)
    assert_one_sentence(unknown, "no article has the id 'nobody'")


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_plain_question_is_answered_as_any_other(archive_folder: Path, flags: list[str]) -> None:
    """Read without typer, it gets the answer that typer's reading gets."""
    asked: list[str | Path] = ["ask", "What did Maren say about the tunnel?", *flags]
    asked += ["--archive", archive_folder]
    plain, other = run(*asked, folder=Path()), run(*asked, "--min-evidence", "0.01", folder=Path())
    assert plain.returncode == other.returncode == 0
    told = [re.sub(r'"timings".*', "", done.stdout) for done in (plain, other)]
    assert told[0] == told[1] != ""


def test_plain_question_loads_nothing_that_reads_options(archive_folder: Path) -> None:
    code = (
        "import sys\nfrom rag.cli import main\n"
        f"sys.argv = ['onrecord', 'ask', 'guarantees', '--archive', {str(archive_folder)!r}]\n"
        "main()\n"
        "print([m for m in ('typer', 'pydantic', 'httpx', 'asyncio', 'filelock', 'torch')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", ""],
        ["ask", "one", "two"],
        ["ask", "one", "--archive"],
        ["ask", "one", "--archive", "--json"],
        ["ask", "one", "--as-of", "2025-02-28"],
        ["ask", "--", "one"],
        ["chat"],
        [],
    ],
)
def test_what_is_no_plain_question_is_left_to_typer(arguments: list[str]) -> None:
    assert read_plain(arguments) is None


def test_plain_question_may_stand_before_or_after_its_flags() -> None:
    expected = Plain("who?", "news", as_json=True)
    assert read_plain(["ask", "who?", "--archive", "news", "--json"]) == expected
    assert read_plain(["ask", "--json", "--archive", "news", "who?"]) == expected
