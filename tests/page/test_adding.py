from pathlib import Path

import pytest

from index.build import Report
from index.errors import ReadError
from index.types import Refusal
from rag.page.adding import Offer, Tell, kept_aside, run_each
from rag.page.payloads import PayloadError, Uploaded


def upload(folder: Path, name: str, text: str = "words", *, called: str = "a.txt") -> Uploaded:
    path = folder / name / "stored.txt"
    path.parent.mkdir()
    path.write_text(text)
    return Uploaded(str(path), called)


def test_uploads_get_their_own_names_and_are_deleted(tmp_path: Path) -> None:
    uploads = [
        upload(tmp_path, "one", "first", called="a#b.txt"),
        upload(tmp_path, "two", "second", called="a#b.txt"),
    ]
    with kept_aside(uploads, tmp_path) as paths:
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
    with kept_aside([upload(tmp_path, "one", called=name)], tmp_path) as (path,):
        assert path.name == kept
        assert path.read_text() == "words"


def test_only_uploads_are_taken_whatever_path_the_browser_names(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    (uploads / "link").symlink_to(secret)
    for path in (str(secret), f"{uploads}/../secret.txt", f"{uploads}/link", str(uploads), "\0"):
        with pytest.raises(PayloadError), kept_aside([Uploaded(path, "a.txt")], uploads):
            pass
    assert secret.read_text() == "not yours"


def test_each_offer_is_told_and_then_all_of_them() -> None:
    def job(tell: Tell) -> Report:
        tell(0.5, "a<b>.txt")
        return Report(added=["a<b>.txt"], refused=[Refusal("c.txt", "is <empty>")])

    def failing(tell: Tell) -> Report:
        raise ReadError("'d.txt' is empty: put the article's text in it")

    begin, *_, end = run_each([Offer("<one>", job), Offer("two", failing)])
    assert "&lt;one&gt;" in begin
    assert 'class="offer waiting"' in begin
    assert 'data-over="no"' in begin
    assert 'data-over="yes"' in end
    assert "<b>1</b> added" in end
    assert "<b>1</b> refused" in end
    assert "is &lt;empty&gt;" in end
    assert "&#x27;d.txt&#x27; is empty" in end
    assert 'class="offer failed"' in end


def test_a_fault_is_told_and_raised() -> None:
    def job(tell: Tell) -> Report:
        raise ZeroDivisionError

    told = run_each([Offer("one", job)])
    assert "reading" in next(told)
    while "fault in the program" not in next(told):
        pass
    with pytest.raises(ZeroDivisionError):
        next(told)
