"""An endpoint that answers as it is told: a real HTTP server on 127.0.0.1."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

# JSON that a client sent.
Request: TypeAlias = dict[str, Any]
Script: TypeAlias = "Callable[[Reply, Request], None]"


class Reply(BaseHTTPRequestHandler):
    """One request, with what a script needs to answer it."""

    def status(self, code: int = 200, kind: str = "text/event-stream") -> None:
        """Send the head of an answer."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def raw(self, sent: bytes) -> None:
        """Send bytes as they are."""
        self.wfile.write(sent)
        self.wfile.flush()

    def piece(self, text: str) -> None:
        """Send a piece of text as an event."""
        event = {"choices": [{"index": 0, "delta": {"content": text}}]}
        self.raw(f"data: {json.dumps(event)}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@dataclass
class Scripted:
    """Where it answers, and what it was asked."""

    base_url: str
    requests: list[Request] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@contextmanager
def scripted(script: Script) -> Iterator[Scripted]:
    """Serve a script until the end."""
    told = Scripted("")

    class Handler(Reply):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            told.requests.append({"path": self.path, **request})
            told.keys.append(self.headers["Authorization"])
            with suppress(BrokenPipeError, ConnectionResetError):
                script(self, request)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def writing(text: str, *, chars: int = 7, pause_s: float = 0.0) -> Script:
    """Write a text in small pieces."""

    def script(reply: Reply, request: Request) -> None:
        reply.status()
        for start in range(0, len(text), chars):
            reply.piece(text[start : start + chars])
            time.sleep(pause_s)
        reply.raw(b"data: [DONE]\n\n")

    return script
