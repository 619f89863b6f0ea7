"""One page from the network: only http and https, only public addresses, with limits.

Proxies of the environment are not used: behind one, nobody could see which address is
connected to in the end.
"""

import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import httpcore
import httpx

from index.errors import ReadError
from index.readers.compressed import unpack
from index.readers.documents import MEGABYTE, document_of
from index.types import Refusal

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_ADDRESSES_TRIED = 3


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take; `timeout_s` is for all of it, redirects included."""

    timeout_s: float = 30.0
    most_bytes: int = 50 * MEGABYTE
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: the address after redirects, and the media type, lower case."""

    address: str
    media_type: str
    content: bytes


def fetch(address: str, *, allow_private: bool, limits: FetchLimits | None = None) -> Fetched:
    """Get one address; blocks, on the network.

    Unless `allow_private`, addresses of this machine and of private networks are refused:
    the address that counts is the one that is connected to, whatever the name.

    Raises:
        ReadError: It is refused, not there, too slow or too large.
    """
    chosen = limits or FetchLimits()
    deadline = _Deadline(chosen.timeout_s)
    url = _parse_address(address)
    backend = _GuardedBackend(allow_private, deadline)
    try:
        with httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=backend
        ) as pool:
            for _ in range(chosen.redirects + 1):
                found = _get(pool, url, chosen)
                if isinstance(found, Fetched):
                    return found
                url = found
    except (httpcore.TimeoutException, TimeoutError) as exc:
        raise deadline.passed() from exc
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as exc:
        reason = f" ({exc})" if str(exc) else ""
        raise ReadError(f"cannot be reached{reason}: check the address and try later") from exc
    raise ReadError(f"redirects more than {chosen.redirects} times: name the page it leads to")


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet, also the one inside another."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _parse_address(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, TypeError) as exc:
        raise ReadError(f"is no web address ({exc}): check it") from exc
    if url.scheme not in ("http", "https") or not url.host:
        raise ReadError("is no http or https address: name one that is")
    if url.userinfo:
        raise ReadError("holds a user name or password: save the page and name the file")
    return url


def _get(pool: httpcore.ConnectionPool, url: httpx.URL, limits: FetchLimits) -> Fetched | httpx.URL:
    """The page, or where its server sends us."""
    target = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    headers = (
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", f"onrecord/{version('onrecord')}"),
        ("Accept", "text/html, application/xml;q=0.9, */*;q=0.8"),
        ("Accept-Encoding", "gzip"),
    )
    # The deadline cuts these short; they bound a single wait.
    waits = dict.fromkeys(("connect", "read", "write", "pool"), limits.timeout_s)
    with pool.stream("GET", target, headers=headers, extensions={"timeout": waits}) as response:
        told = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        if response.status in _REDIRECTS and "location" in told:
            try:
                joined = str(url.join(told["location"]))
            except (httpx.InvalidURL, ValueError) as exc:
                raise ReadError("redirects to no web address: check the address") from exc
            return _parse_address(joined)
        if response.status != 200:
            raise ReadError(f"answers with status {response.status}: check the address")
        content = _body(response.iter_stream(), limits.most_bytes)
    encoding = told.get("content-encoding", "identity").strip().lower()
    return Fetched(
        address=str(url),
        media_type=told.get("content-type", "").split(";")[0].strip().lower(),
        content=_decoded(content, encoding, limits),
    )


def _body(pieces: Iterable[bytes], most_bytes: int) -> bytes:
    found: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most_bytes:
            raise ReadError(f"is larger than {most_bytes // MEGABYTE} MB: save it, name the file")
        found.append(piece)
    return b"".join(found)


def _decoded(content: bytes, encoding: str, limits: FetchLimits) -> bytes:
    if encoding in ("", "identity"):
        return content
    if encoding not in ("gzip", "x-gzip"):
        raise ReadError(f"comes packed as '{encoding[:20]}', unasked: save it and name the file")
    return unpack_gzip(content, limits.most_bytes)


def unpack_gzip(content: bytes, most_bytes: int) -> bytes:
    """What is packed in the bytes.

    Raises:
        ReadError: It is damaged or too large.
    """
    inner = next(unpack(document_of(content, name="page.gz", suffix=".gz", origin="")))
    if isinstance(inner, Refusal):
        raise ReadError(inner.reason)
    return inner.content(most_bytes)


class _Deadline:
    """The moment at which a fetch has taken long enough."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._at = time.monotonic() + timeout_s

    def left_s(self) -> float:
        """Seconds that are left.

        Raises:
            ReadError: None are.
        """
        left = self._at - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> ReadError:
        """The error for being too slow."""
        return ReadError(f"takes longer than {self._timeout_s:.0f} s to answer: try later")


class _GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, looks at every address, and connects to what it looked at."""

    def __init__(self, allow_private: bool, deadline: _Deadline) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,  # httpcore's own type, not exported
    ) -> httpcore.NetworkStream:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self._allow_private and not is_public(address):
                raise ReadError(
                    f"leads to {address}, an address of this machine or a private network: "
                    "use --allow-private if you trust it"
                )
        failure: Exception = OSError("it has no address")
        for address in addresses[:_MOST_ADDRESSES_TRIED]:
            try:
                stream = self._network.connect_tcp(
                    address,
                    port,
                    timeout=self._deadline.left_s(),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.NetworkError, httpcore.TimeoutException) as exc:
                failure = exc
            else:
                return _TimedStream(stream, self._deadline)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline, however slowly bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.left_s())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._deadline.left_s())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,  # as in httpcore
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(
            ssl_context, server_hostname=server_hostname, timeout=self._deadline.left_s()
        )
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # as in httpcore
        return self._stream.get_extra_info(info)
