"""Prose from an OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM or a hosted one."""

import ipaddress
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from index.errors import SettingsError, WriterError

if TYPE_CHECKING:
    from rag.writers.prompt import Message

_MOST_TOKENS = 300
_MOST_BYTES = 1_000_000
_TRANSIENT = frozenset([429, 500, 502, 503, 504])
_PAUSES_S = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked, and within which time.

    Attributes:
        base_url: up to and with "/v1".
        model: the name the endpoint knows it by.
        key: sent as a bearer token; empty where none is needed.
        silence_s: how long it may say nothing.
        total_s: how long it may take in all.
    """

    base_url: str
    model: str
    key: str = ""
    silence_s: float = 15.0
    total_s: float = 60.0

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine, so that no text leaves it."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


def check_endpoint(endpoint: Endpoint) -> None:
    """Refuse what is no address of an endpoint.

    Raises:
        SettingsError: It is not http or https, or names no host or model.
    """
    address = urlsplit(endpoint.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise SettingsError(
            f"the writer '{endpoint.base_url}' is no address: give one as "
            "http://127.0.0.1:8080/v1"
        )
    if not endpoint.model:
        raise SettingsError("the writer has no model: name one with --model")


def stream(endpoint: Endpoint, messages: "list[Message]") -> Iterator[str]:
    """The pieces of text in the order in which the model writes them.

    Closing the iterator cancels the request. Faults that pass are tried again, before the
    first piece only.

    Raises:
        WriterError: It cannot be reached, refuses, stalls, or sends what is no answer.
    """
    import httpx

    ends = time.monotonic() + endpoint.total_s
    timeout = httpx.Timeout(endpoint.silence_s, connect=5.0)
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    body = {
        "model": endpoint.model,
        "messages": messages,
        "stream": True,
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
    }
    url = endpoint.base_url.rstrip("/") + "/chat/completions"
    with httpx.Client(timeout=timeout, headers=headers, trust_env=False) as client:
        for pause_s in (*_PAUSES_S, None):
            try:
                with client.stream("POST", url, json=body) as response:
                    if response.status_code in _TRANSIENT and pause_s is not None:
                        time.sleep(pause_s)
                        continue
                    if response.status_code != httpx.codes.OK:
                        raise WriterError(
                            f"the writer answered with status {response.status_code}: check its "
                            "address, model and key"
                        )
                    yield from _pieces(response, ends)
                    return
            except httpx.ConnectError as exc:
                if pause_s is None:
                    raise WriterError(
                        f"the writer at {endpoint.base_url} cannot be reached: start it, or ask "
                        "with --no-writer"
                    ) from exc
                time.sleep(pause_s)
            except httpx.TimeoutException as exc:
                raise WriterError(
                    f"the writer said nothing for {endpoint.silence_s:g} s and was given up"
                ) from exc
            except httpx.HTTPError as exc:
                raise WriterError(f"the writer broke off ({type(exc).__name__})") from exc


def _pieces(response: "httpx.Response", ends: float) -> Iterator[str]:  # type: ignore[name-defined]  # noqa: F821
    """The text of server-sent events, within the limits of time and size."""
    taken = 0
    for line in response.iter_lines():
        taken += len(line)
        if taken > _MOST_BYTES:
            raise WriterError("the writer sent more than a million characters and was stopped")
        if time.monotonic() > ends:
            raise WriterError("the writer took too long and was stopped")
        if not line.startswith("data:"):
            continue
        event = line.removeprefix("data:").strip()
        if event == "[DONE]":
            return
        yield from _text_of(event)


def _text_of(event: str) -> Iterator[Literal[""] | str]:
    try:
        choices = json.loads(event)["choices"]
        text = choices[0]["delta"].get("content") if choices else None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as exc:
        raise WriterError("the writer sent what is no answer of an OpenAI-compatible one") from exc
    if isinstance(text, str) and text:
        yield text
