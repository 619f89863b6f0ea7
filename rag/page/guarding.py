"""The door of the page: which requests reach it, and what the browser may do with it."""

import asyncio
import base64
import binascii
import ipaddress
import socket
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.page.admission import Admission, is_loopback, same
from rag.settings import Settings

# Whatever an article may hold, the browser is told to load from this address only.
# Gradio compiles its templates in the browser, hence 'unsafe-eval'.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_UPLOAD = "/gradio_api/upload"

# What programs post articles to; the first is also read.
_PROGRAMS_UPLOADS = ("/api/articles", "/api/files")

# Who calls these reads errors as JSON.
_FOR_PROGRAMS = ("/api", "/mcp")

# A conversation of many turns is sent along with a question.
_MOST_BYTES = 4_000_000

_WRONG_S = 0.7


class _TooLarge(Exception):
    """More was sent than is taken."""


class Guard:
    """Lets through what comes from the page itself, under a name that is its own.

    The `Host` is checked so that a foreign name that was made to point here (DNS rebinding)
    reaches nothing, the origin so that a page of somebody else's cannot post.
    """

    def __init__(self, app: ASGIApp, settings: Settings, admission: Admission) -> None:
        self._app = app
        self._admission = admission
        self._password = settings.page_password
        self._hosts = _own_names(settings)
        self._takes_any_number = not is_loopback(settings.host)
        self._most_upload_bytes = settings.max_upload_mb * 1_000_000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request: refuse it, or let the page answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        refusal = await self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        most = self._most_upload_bytes if _is_upload(scope) else _MOST_BYTES
        await _with_body_limited(self._app, scope, receive, _with_headers(send), most)

    async def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request that is not let through; None for one that is."""
        host = headers.get("host", "")
        if not self._is_own(host):
            return _refused(
                scope,
                "On Record does not go by this name. Where it should, set ONRECORD_PAGE_HOSTS.",
                403,
            )
        if _is_foreign(scope["method"], headers, host):
            return _refused(scope, "Refused: sent by the page of another site.", 403)
        if self._password and not _has_password(headers, self._password):
            if "authorization" in headers:
                await asyncio.sleep(_WRONG_S)
            challenge = {"WWW-Authenticate": 'Basic realm="On Record", charset="UTF-8"'}
            return _refused(scope, "On Record asks for its password.", 401, headers=challenge)
        if _is_upload(scope) and not self._admission.may_change(_cookies(headers)):
            return _refused(scope, "Adding articles is off for this visitor.", 403)
        most = self._most_upload_bytes if _is_upload(scope) else _MOST_BYTES
        length = headers.get("content-length", "0")
        return _too_large(scope, most) if not length.isdecimal() or int(length) > most else None

    def _is_own(self, host: str) -> bool:
        name = _name_of(host)
        if name in self._hosts:
            return True
        # A name can be made to point here by whoever owns it, a number cannot.
        return self._takes_any_number and _is_number(name)


def _own_names(settings: Settings) -> frozenset[str]:
    named = {name.strip().lower() for name in settings.page_hosts.split(",") if name.strip()}
    names = named | {settings.host.lower(), "127.0.0.1", "localhost", "::1"}
    if not is_loopback(settings.host):
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return frozenset(names)


def _name_of(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_foreign(method: str, headers: Headers, host: str) -> bool:
    """Whether a browser says that another site's page is behind a request.

    A link from elsewhere may open the page; nothing else may come from there.
    """
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return True
    site = headers.get("sec-fetch-site", "none")
    if site in ("same-origin", "none"):
        return False
    opens_page = method == "GET" and headers.get("sec-fetch-mode") == "navigate"
    return not opens_page


def _has_password(headers: Headers, password: str) -> bool:
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return False
    try:
        _, _, given = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return False
    return same(given, password)


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {k: v.value for k, v in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _is_upload(scope: Scope) -> bool:
    path = str(scope["path"]).rstrip("/")
    return path == _UPLOAD or (scope["method"] == "POST" and path in _PROGRAMS_UPLOADS)


def _refused(
    scope: Scope, sentence: str, status: int, *, headers: dict[str, str] | None = None
) -> Response:
    """A refusal in the form that whoever asked reads."""
    if str(scope["path"]).startswith(_FOR_PROGRAMS):
        return JSONResponse({"error": sentence}, status, headers=headers)
    return PlainTextResponse(sentence, status, headers=headers)


def _too_large(scope: Scope, most: int) -> Response:
    sentence = f"Too large: at most {most // 1_000_000} MB are taken at once."
    return _refused(scope, sentence, 413)


async def _with_body_limited(
    app: ASGIApp, scope: Scope, receive: Receive, send: Send, most: int
) -> None:
    """Let the page answer, or say that too much was sent: not all say so beforehand."""
    taken, started = 0, False

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _TooLarge
        return message

    async def sending(message: Message) -> None:
        nonlocal started
        # What the page would say of a body that was cut short is of no use.
        if taken <= most or started:
            started = True
            await send(message)

    with suppress(_TooLarge):
        await app(scope, counting, sending)
    if taken > most and not started:
        await _too_large(scope, most)(scope, receive, send)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sending
