"""Serving the page: the address is checked first, and nothing of it leaves the machine."""

import os
import signal
import socket
import sys
import tempfile
import threading
from importlib.resources import files
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import PageError
from rag.settings import Settings

# Whatever an article may hold, the browser is told to load from this address only.
# Gradio compiles its templates in the browser, hence 'unsafe-eval'.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "form-action 'self'; base-uri 'self'; object-src 'none'"
)

_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
    "<rect width='16' height='16' rx='4' fill='#1f4f8f'/>"
    "<path d='M4 5.5h8M4 10.5h5' stroke='#ffe08a' stroke-width='2.4'/></svg>"
)


class _StayHome:
    """Adds the headers that keep the browser at this address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self._app(scope, receive, send_with_headers)


def serve(settings: Settings) -> None:
    """Serve the page until the process is stopped.

    Raises:
        PageError: The address is taken or cannot be used.
    """
    check_address(settings.host, settings.port)
    if threading.current_thread() is threading.main_thread():
        # Being told to stop ends in the same order as Ctrl-C, so that uploads are deleted.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="on-record-uploads-") as uploads:
        # Both are read when Gradio is imported and when components are made.
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        os.environ["GRADIO_TEMP_DIR"] = uploads
        _launch(settings)


def _launch(settings: Settings) -> None:
    import gradio as gr

    from rag.page.layout import build_layout
    from rag.page.library import Library

    library = Library(settings)
    page = build_layout(library)
    page.launch(
        server_name=settings.host,
        server_port=settings.port,
        share=False,
        inbrowser=False,
        quiet=True,
        show_error=False,
        prevent_thread_lock=True,
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        app_kwargs={"middleware": [Middleware(_StayHome)]},
        theme=gr.themes.Base(font=["sans-serif"], font_mono=["monospace"]),
        head=_head(),
    )
    print(f"On Record is at http://{settings.host}:{settings.port}", flush=True)  # noqa: T201
    threading.Thread(target=library.warm, daemon=True).start()
    page.block_thread()


def _head() -> str:
    """Our style and script; as `css` Gradio would rewrite every selector."""
    here = files("rag.page")
    frame, reading, script = (
        here.joinpath(name).read_text(encoding="utf-8")
        for name in ("frame.css", "reading.css", "page.js")
    )
    icon = f'<link rel="icon" href="data:image/svg+xml,{quote(_ICON)}">'
    return f"{icon}<style>{frame}{reading}</style><script>{script}</script>"


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
