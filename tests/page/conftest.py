"""A real server process, a real browser, and a watch over every request it makes."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.conftest import ROOT

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


@dataclass(frozen=True)
class Server:
    """A page that is being served."""

    address: str
    temporary: Path


@contextmanager
def serving(archive: Path, folder: Path, **variables: str) -> Iterator[Server]:
    """Run the page as a person does, over an archive; `folder` takes what it leaves."""
    temporary = folder / "tmp"
    temporary.mkdir(parents=True)
    port = int(variables.get("ONRECORD_PORT") or free_port())
    process = start(archive, port, temporary, folder / "stderr.txt", **variables)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        assert said == f"On Record is at {address}\n", (folder / "stderr.txt").read_text()
        yield Server(address, temporary)
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout:
            process.stdout.close()
    assert list(temporary.iterdir()) == [], "uploads outlived the server"


def free_port() -> int:
    """A port that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    archive: Path, port: int, temporary: Path, errors: Path, **variables: str
) -> subprocess.Popen[str]:
    """Start `app.py` in a folder of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
    environment |= {
        "ONRECORD_ARCHIVE": str(archive),
        "ONRECORD_PORT": str(port),
        "TMPDIR": str(temporary),
        **variables,
    }
    with errors.open("w") as stderr:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=temporary.parent,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )


@pytest.fixture(scope="session")
def server(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page over the seed and the harbour article; tests do not add to it."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copytree(built_once, folder / "archive")
    with serving(folder / "archive", folder) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    if not CHROMIUM.exists():
        pytest.skip(f"the page's tests need {CHROMIUM}: apt-get install chromium")
    # As long as actions may take: with other work on the machine 5 s are too few.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


Visit = Callable[..., Page]
"""Opens an address as a new visitor; takes the options of a browser context."""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """New visitors; at the end, none of their pages asked anything of another host."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    faults: list[str] = []

    def watch(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            strangers.append(request.url)

    def open_page(
        address: str,
        *,
        width: int = 1280,
        height: int = 800,
        scheme: Literal["light", "dark"] = "light",
        is_ready: str = "button.example >> nth=0",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.on("request", watch)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        page.locator(is_ready).wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
    assert faults == []
