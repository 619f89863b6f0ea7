"""Serving the page: the address is checked first, and nothing of it leaves the machine."""

import os
import signal
import socket
import sys
import tempfile
import threading
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import uvicorn
from starlette.types import ASGIApp

from index.errors import PageError
from rag.page.admission import Admission, is_local_only
from rag.page.guarding import Guard
from rag.page.views.charting import chart_library
from rag.settings import Settings

STYLES = (
    "colours.css",
    "frame.css",
    "rail.css",
    "reading.css",
    "prose.css",
    "source.css",
    "shapes.css",
    "linking.css",
    "archive.css",
    "speakers.css",
    "small.css",
)
SCRIPTS = (
    "base.js",
    "views.js",
    "links.js",
    "suggesting.js",
    "keeping.js",
    "asking.js",
    "writing.js",
    "citations.js",
    "chart.js",
    "tabs.js",
    "understood.js",
    "filters.js",
    "taking.js",
    "archive.js",
    "speakers.js",
)

_CLOSED = (
    "Adding and removing articles is off there: set ONRECORD_ADMIN_PASSWORD to allow it to "
    "whoever knows it"
)

_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
    "<rect width='16' height='16' rx='4' fill='#1f4f8f'/>"
    "<path d='M4 5.5h8M4 10.5h5' stroke='#ffe08a' stroke-width='2.4'/></svg>"
)


class _Server(uvicorn.Server):
    """Says where it is once it can be reached, and what is off there."""

    def __init__(self, config: uvicorn.Config, *, is_closed: bool) -> None:
        super().__init__(config)
        self._is_closed = is_closed

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
            print(f"On Record is at http://{host}:{self.config.port}", flush=True)  # noqa: T201
            if self._is_closed:
                print(_CLOSED, flush=True)  # noqa: T201


def serve(settings: Settings) -> None:
    """Serve the page until the process is stopped.

    Raises:
        PageError: The address is taken or cannot be used.
    """
    check_address(settings.host, settings.port)
    if threading.current_thread() is threading.main_thread():
        # uvicorn passes the signal on when it is done; then uploads are still to be deleted.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="on-record-uploads-") as uploads:
        # Both are read when Gradio is imported and when components are made.
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        os.environ["GRADIO_TEMP_DIR"] = uploads
        config = uvicorn.Config(
            make_app(settings, Path(uploads)),
            host=settings.host,
            port=settings.port,
            log_level="error",
            access_log=False,
            server_header=False,
            # A browser's stream of events stays open as long as the page does.
            timeout_graceful_shutdown=1,
        )
        with suppress(KeyboardInterrupt):
            is_closed = not is_local_only(settings) and not settings.admin_password
            _Server(config, is_closed=is_closed).run()


def make_app(settings: Settings, uploads: Path) -> ASGIApp:
    """The page behind its guard; `uploads` is the folder that Gradio keeps them in.

    The entrances of programs, /api and /mcp, lie beside the page, inside the same guard.
    """
    import gradio as gr

    from rag.page.entrances import make_entrances
    from rag.page.layout import build_layout
    from rag.page.library import Library

    admission = Admission(settings)
    library = Library(settings)
    app = gr.mount_gradio_app(
        make_entrances(library, admission),
        build_layout(library, admission, uploads),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        show_error=False,
        max_file_size=settings.max_upload_mb * 1_000_000,
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        theme=gr.themes.Base(font=["sans-serif"], font_mono=["monospace"]),
        head=_head(),
    )
    threading.Thread(target=library.warm, daemon=True).start()
    return Guard(app, settings, admission)


def _head() -> str:
    """Our styles and scripts; as `css` Gradio would rewrite every selector."""
    here = files("rag.page")
    styles = "".join(here.joinpath("styles", name).read_text(encoding="utf-8") for name in STYLES)
    scripts = "".join(
        f"<script>{here.joinpath('scripts', name).read_text(encoding='utf-8')}</script>"
        for name in SCRIPTS
    )
    library = f'<meta name="onrecord-chart" content="{chart_library()}">'
    icon = f'<link rel="icon" href="data:image/svg+xml,{quote(_ICON)}">'
    return f"{icon}{library}<style>{styles}</style>{scripts}"


def check_address(host: str, port: int) -> None:
    """Find out whether a page can be served there.

    Raises:
        PageError: It cannot; the sentence says what to do.
    """
    if not 0 < port < 65536:
        raise PageError(f"{port} is no port: choose one between 1024 and 65535")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as exc:
        raise PageError(f"'{host}' is no address of this machine: use 127.0.0.1") from exc
    except PermissionError as exc:
        raise PageError(
            f"port {port} of {host} may not be used by this account: choose one above 1023"
        ) from exc
    except OSError as exc:
        raise PageError(
            f"port {port} of {host} cannot be used ({exc.strerror}): "
            f"stop what is using it, or choose another port, such as {port + 1}"
        ) from exc
