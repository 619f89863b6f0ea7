"""The door of the page, knocked at over real HTTP."""

import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.page.conftest import Server, serving

UPLOAD = "/gradio_api/upload"


@pytest.fixture(scope="module")
def guarded(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page that others reach, by a name, with both passwords set."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copytree(built_once, folder / "archive")
    with serving(
        folder / "archive",
        folder,
        ONRECORD_PAGE_HOSTS="record.example, other.example",
        ONRECORD_PAGE_PASSWORD="open sesame",
        ONRECORD_ADMIN_PASSWORD="all mine",
        ONRECORD_MAX_UPLOAD_MB="1",
    ) as running:
        yield running


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def other_site() -> Iterator[str]:
    """A page of another origin, served for real."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Quiet) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


def test_a_foreign_name_that_points_here_reaches_nothing(server: Server) -> None:
    port = server.address.rsplit(":", 1)[1]
    for host, status in [
        ("evil.example", 403),
        (f"evil.example:{port}", 403),
        ("127.0.0.1.evil.example", 403),
        ("", 403),
        (f"127.0.0.1:{port}", 200),
        (f"localhost:{port}", 200),
    ]:
        assert httpx.get(server.address, headers={"Host": host}).status_code == status, host


def test_only_its_own_page_may_post(server: Server) -> None:
    address = f"{server.address}/gradio_api/queue/join"
    for headers, refused in [
        ({"Origin": "http://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://127.0.0.1:1"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, True),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, True),
        ({"Origin": server.address, "Sec-Fetch-Site": "same-origin"}, False),
        ({}, False),
    ]:
        status = httpx.post(address, json={}, headers=headers).status_code
        assert (status == 403) is refused, headers


def test_a_link_from_elsewhere_opens_the_page_and_an_image_does_not(server: Server) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert httpx.get(server.address, headers=link).status_code == 200
    image = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert httpx.get(server.address, headers=image).status_code == 403


def test_another_sites_page_cannot_post_from_a_real_browser(
    server: Server, browser: Browser, other_site: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(other_site)
    # A form is sent without asking first.
    with page.expect_response(f"{server.address}/**") as caught:
        page.evaluate(
            "address => {const form = document.createElement('form'); form.method = 'POST';"
            " form.action = address; document.body.append(form); form.submit()}",
            f"{server.address}/gradio_api/queue/join",
        )
    assert caught.value.status == 403
    context.close()


def test_nothing_of_the_page_is_shown_without_its_password(guarded: Server) -> None:
    for path in "/", "/config", "/gradio_api/info", "/theme.css", UPLOAD:
        refused = httpx.get(guarded.address + path)
        assert refused.status_code == 401, path
        assert "Basic" in refused.headers["WWW-Authenticate"]
    assert httpx.get(guarded.address, auth=("", "open barley")).status_code == 401
    assert httpx.get(guarded.address, auth=("anybody", "open sesame")).status_code == 200


def test_it_answers_to_the_names_that_it_was_given(guarded: Server) -> None:
    auth = ("", "open sesame")
    for host, status in [("record.example", 200), ("OTHER.example", 200), ("third.example", 403)]:
        got = httpx.get(guarded.address, headers={"Host": host}, auth=auth)
        assert got.status_code == status, host


def test_a_stranger_uploads_nothing(guarded: Server) -> None:
    files = {"files": ("a.txt", b"words")}
    auth = ("", "open sesame")
    for cookies in {}, {"onrecord_admin": "99999999999.0000"}, {"onrecord_admin": "junk"}:
        got = httpx.post(guarded.address + UPLOAD, files=files, auth=auth, cookies=cookies)
        assert got.status_code == 403
    left = [path for path in guarded.temporary.rglob("*") if path.is_file()]
    assert left == []


def test_what_is_too_large_is_not_taken(server: Server) -> None:
    address = f"{server.address}/gradio_api/queue/join"
    assert httpx.post(address, content=b"x" * 4_100_000).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(5):
            yield b"x" * 1_000_000

    # Sent in pieces, it does not say beforehand how large it is.
    assert httpx.post(address, content=pieces()).status_code == 413


def test_no_other_page_may_frame_it(server: Server) -> None:
    headers = httpx.get(server.address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
