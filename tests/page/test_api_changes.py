"""Changes of the archive over HTTP follow the page's rules."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.page.conftest import Server, serving
from tests.page.programs import ask

FERRY = {
    "id": "port/ferry",
    "text": "Captain Odo Finch said on Monday that the ferry would sail in winter.",
    "title": "A ferry in winter",
    "source": "Callow Post",
    "published": "2031-05-06",
    "url": "https://callow.example/ferry",
}
LIGHT = b"Keeper Ann Marsh said that the lighthouse needs a new lamp before the storms."


@pytest.fixture(scope="module")
def running(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page that others reach too, whose archive changes with a password."""
    folder = tmp_path_factory.mktemp("programs")
    shutil.copytree(built_once, folder / "archive")
    with serving(
        folder / "archive",
        folder,
        ONRECORD_PAGE_HOSTS="record.example",
        ONRECORD_ADMIN_PASSWORD="all mine",
        ONRECORD_MAX_UPLOAD_MB="6",
    ) as server:
        yield server


@pytest.fixture
def stranger(running: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.address, timeout=90) as client:
        yield client


@pytest.fixture
def keeper(stranger: httpx.Client) -> httpx.Client:
    """A client that has given the admin password."""
    got = stranger.post("/api/admission", json={"password": "all mine"})
    assert got.status_code == 200, got.text
    return stranger


def taken(got: httpx.Response) -> dict[str, Any]:
    assert got.status_code == 200, got.text
    report: dict[str, Any] = got.json()
    return report


def test_a_stranger_changes_nothing(stranger: httpx.Client) -> None:
    wrong = stranger.post("/api/admission", json={"password": "all yours"})
    assert (wrong.status_code, "not the admin password" in wrong.text) == (403, True)
    for ticket in "", "junk", "99999999999.0000":
        stranger.cookies.set("onrecord_admin", ticket)
        for method, path, sent in [
            ("POST", "/api/articles", {"json": {"articles": [FERRY]}}),
            ("POST", "/api/files", {"files": {"files": ("light.txt", LIGHT)}}),
            ("POST", "/api/addresses", {"json": {"address": "https://news.example/"}}),
            ("DELETE", "/api/article", {"params": {"id": "harbour.txt"}}),
        ]:
            got = stranger.request(method, path, **sent)  # type: ignore[arg-type]  # as httpx takes it
            assert (got.status_code, list(got.json())) == (403, ["error"]), path
    assert stranger.get("/api/status").json()["articles"] == 2


def test_articles_are_added_changed_asked_about_and_removed(keeper: httpx.Client) -> None:
    assert taken(keeper.post("/api/articles", json={"articles": [FERRY]}))["added"] == [
        "port/ferry"
    ]
    answer = ask(keeper, "what did Odo Finch say about the ferry?")
    assert answer["extracts"][0]["text"] == FERRY["text"]
    assert answer["extracts"][0]["url"] == FERRY["url"]
    again = taken(keeper.post("/api/articles", json={"articles": [FERRY]}))
    assert (again["added"], again["unchanged"]) == ([], ["port/ferry"])
    later = {**FERRY, "text": FERRY["text"].replace("winter", "spring")}
    assert taken(keeper.post("/api/articles", json={"articles": [later]}))["changed"]
    versions = keeper.get("/api/versions", params={"id": "port/ferry"}).json()["versions"]
    assert [version["text"] for version in versions] == [FERRY["text"], later["text"]]
    gone = keeper.delete("/api/article", params={"id": "port/ferry"})
    assert taken(gone) == {"removed": 1}
    assert keeper.get("/api/article", params={"id": "port/ferry"}).status_code == 404
    assert keeper.delete("/api/article", params={"id": "port/ferry"}).status_code == 404


def test_files_are_added_under_their_names_and_refused_with_reasons(keeper: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("light.txt", LIGHT)
    files = [("files", ("../news.zip", packed.getvalue())), ("files", ("bad.txt", b"\xff\xfe\xfd"))]
    report = taken(keeper.post("/api/files", files=files))
    assert len(report["added"]) == 1
    assert report["added"][0].endswith("light.txt")
    assert [refused["what"] for refused in report["refused"]] == ["bad.txt"]
    nameless = keeper.post("/api/files", files={"files": ("..", LIGHT)})
    assert nameless.status_code in (400, 422)


def test_what_is_refused_is_told(keeper: httpx.Client) -> None:
    inside = taken(keeper.post("/api/addresses", json={"address": "http://127.0.0.1:1/feed"}))
    assert "private network" in inside["refused"][0]["reason"]
    wrong: list[list[dict[str, str]]] = [
        [],
        [{"text": "words"}],
        [{**FERRY, "url": "javascript:alert(1)"}],
        [{**FERRY, "colour": "red"}],
    ]
    for articles in wrong:
        got = keeper.post("/api/articles", json={"articles": articles})
        assert (got.status_code, list(got.json())) == (422, ["error"])
    large = {"articles": [{**FERRY, "text": "x" * 6_100_000}]}
    assert keeper.post("/api/articles", json=large).status_code == 413


def test_what_a_reader_says_is_kept(keeper: httpx.Client, running: Server) -> None:
    extract = ask(keeper, "what did Trump say about guarantees?")["extracts"][0]
    said = {
        "verdict": "right",
        "question": "what did Trump say about guarantees?",
        **{key: extract[key] for key in ("article_id", "version", "start", "end", "speaker")},
    }
    assert keeper.post("/api/feedback", json=said).json() == {"kept": True}
    wrong = keeper.post("/api/feedback", json={**said, "verdict": "lovely"})
    assert wrong.status_code == 422
