"""Prose from an OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM or a hosted one."""

import ipaddress
import json
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import SettingsError, WriterError

if TYPE_CHECKING:
    import httpx

    from rag.writers.prompt import Message

_MOST_TOKENS = 200
_MOST_BYTES = 1_000_000
_TRANSIENT = frozenset([429, 500, 502, 503, 504])
_PAUSES_S = (0.5, 2.0)
_CONNECT_S = 5.0
_NO_ANSWER = "the writer sent what is no answer of an OpenAI-compatible endpoint: check its address"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked, and within which time.

    Attributes:
        base_url: up to and with "/v1".
        model: the name the endpoint knows it by.
        key: sent as a bearer token; empty where none is needed.
        silence_s: how long it may say nothing.
        total_s: how long it may take in all.
        context_tokens: how much text of prompt and answer the model takes.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    silence_s: float = 15.0
    total_s: float = 60.0
    context_tokens: int = 2048

    @property
    def host(self) -> str:
        """The name of the machine."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine, so that no text leaves it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def check_endpoint(endpoint: Endpoint) -> None:
    """Refuse what is no address of an endpoint.

    Raises:
        SettingsError: It is not http or https, names no host or no model, or holds a password.
    """
    wanted = "give one as http://127.0.0.1:8080/v1"
    try:
        address = urlsplit(endpoint.base_url)
        is_address = address.scheme in ("http", "https") and bool(address.hostname)
        holds_password = bool(address.username or address.password)
        is_address = is_address and (address.port is None or address.port > 0)
    except ValueError:
        is_address = holds_password = False
    if not is_address:
        raise SettingsError(f"the writer '{endpoint.base_url}' is no address: {wanted}")
    if holds_password:
        raise SettingsError(
            "the writer's address holds a user or password: give the key as ONRECORD_WRITER_KEY"
        )
    if not endpoint.model:
        raise SettingsError("the writer has no model: name one with --model")
    if not endpoint.key.isascii() or not endpoint.key.isprintable():
        raise SettingsError("ONRECORD_WRITER_KEY holds characters that no key has: set it again")


def stream(endpoint: Endpoint, messages: "list[Message]") -> Generator[str, None, None]:
    """The pieces of text in the order in which the model writes them.

    Closing the generator cancels the request. Faults that pass are tried again, before the
    first piece only.

    Raises:
        WriterError: It cannot be reached, refuses, stalls, or sends what is no answer.
    """
    import httpx

    ends = time.monotonic() + endpoint.total_s
    # No compression: what is sent may not unfold into more than the limit on the wire.
    headers = {"Accept": "text/event-stream", "Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    body = {
        "model": endpoint.model,
        "messages": messages,
        "stream": True,
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
    }
    url = endpoint.base_url.rstrip("/") + "/chat/completions"
    timeout = httpx.Timeout(endpoint.silence_s, connect=min(_CONNECT_S, endpoint.silence_s))
    with httpx.Client(timeout=timeout, headers=headers, trust_env=False) as client:
        for pause_s in (*_PAUSES_S, None):
            try:
                with client.stream("POST", url, json=body) as response:
                    passes = response.status_code in _TRANSIENT and pause_s is not None
                    if not passes:
                        yield from _answer(response, ends)
                        return
            except httpx.ConnectError as exc:
                if pause_s is None:
                    raise WriterError(
                        f"the writer at {endpoint.base_url} cannot be reached: start it, or ask "
                        "with --no-writer"
                    ) from exc
            except httpx.TimeoutException as exc:
                raise WriterError(
                    f"the writer said nothing for {endpoint.silence_s:g} s and was given up"
                ) from exc
            except (httpx.HTTPError, httpx.InvalidURL) as exc:
                raise WriterError(
                    f"the writer broke off ({type(exc).__name__}): ask again"
                ) from exc
            time.sleep(pause_s or 0)


def _answer(response: "httpx.Response", ends: float) -> Iterator[str]:
    if response.status_code != 200:
        raise WriterError(
            f"the writer answered with status {response.status_code}: check its address, its "
            "model and ONRECORD_WRITER_KEY"
        )
    for line in _lines(response, ends):
        # An endpoint that does not stream sends one object, without "data:".
        event = line.removeprefix("data:").strip()
        if event == "[DONE]":
            return
        if line.startswith("data:") or event.startswith("{"):
            yield from _text_of(event)
        elif event and not line.startswith((":", "event:", "id:", "retry:")):
            raise WriterError(_NO_ANSWER)


def _lines(response: "httpx.Response", ends: float) -> Iterator[str]:
    """The lines that are sent, within the limits of time and size."""
    taken = 0
    waiting = b""
    for piece in response.iter_raw():
        taken += len(piece)
        if taken > _MOST_BYTES:
            raise WriterError("the writer sent more than a million bytes and was stopped")
        if time.monotonic() > ends:
            raise WriterError("the writer took too long and was stopped")
        *lines, waiting = (waiting + piece).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", errors="replace").rstrip("\r")
    yield waiting.decode("utf-8", errors="replace")


def _text_of(event: str) -> Iterator[str]:
    try:
        read = json.loads(event)
        choices = read["choices"]
        choice = choices[0] if choices else {"delta": {}}
        text = (choice.get("delta") or choice.get("message") or {}).get("content")
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as exc:
        raise WriterError(_NO_ANSWER) from exc
    if isinstance(text, str) and text:
        yield text
