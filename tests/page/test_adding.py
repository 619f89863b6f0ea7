from pathlib import Path

import pytest

from index.build import Report
from index.errors import ReadError
from index.types import Refusal
from rag.page.adding import Tell, kept_aside, render_report, run_with_progress


def upload(folder: Path, name: str, text: str = "words") -> str:
    path = folder / name / "stored.txt"
    path.parent.mkdir()
    path.write_text(text)
    return str(path)


def test_uploads_get_their_own_names_and_are_deleted(tmp_path: Path) -> None:
    uploads = [upload(tmp_path, "one", "first"), upload(tmp_path, "two", "second")]
    with kept_aside(uploads, ["a#b.txt", "a#b.txt"]) as paths:
        assert [path.name for path in paths] == ["a#b.txt", "a#b.txt"]
        assert [path.read_text() for path in paths] == ["first", "second"]
    assert not any(path.exists() for path in paths)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\news\\a.txt", "a.txt"),
        ("..", "stored.txt"),
        ("", "stored.txt"),
        ("\0", "stored.txt"),
        ("x" * 300, "stored.txt"),
    ],
)
def test_a_name_from_outside_leads_nowhere_else(tmp_path: Path, name: str, kept: str) -> None:
    with kept_aside([upload(tmp_path, "one")], [name]) as (path,):
        assert path.name == kept
        assert path.read_text() == "words"


def test_progress_is_told_and_then_the_report() -> None:
    def job(tell: Tell) -> Report:
        tell(0.5, "a<b>.txt")
        return Report(added=["a<b>.txt"], refused=[Refusal("c.txt", "is <empty>")])

    begin, half, end = run_with_progress(job, "2 files")
    assert "Reading 2 files" in begin
    assert 'value="0.500"' in half
    assert "50% · a&lt;b&gt;.txt" in half
    assert end == render_report(Report(added=["a"], refused=[Refusal("c.txt", "is <empty>")]))
    assert "is &lt;empty&gt;" in end


def test_an_error_of_ours_is_shown_as_its_sentence() -> None:
    def job(tell: Tell) -> Report:
        raise ReadError("'c.txt' is empty: put the article's text in it")

    *_, end = run_with_progress(job, "1 file")
    assert "&#x27;c.txt&#x27; is empty" in end
    assert 'role="alert"' in end


def test_a_fault_is_told_and_raised() -> None:
    def job(tell: Tell) -> Report:
        raise ZeroDivisionError

    told = run_with_progress(job, "1 file")
    assert "Reading" in next(told)
    assert "fault in the program" in next(told)
    with pytest.raises(ZeroDivisionError):
        next(told)
