"""The page in Gradio: one component that is ours, two that carry what comes back.

Gradio is the frame, the queue and the API. Each handler only checks what came in, calls one
typed function and passes on what it gives; a visitor's words are kept in their browser.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import gradio as gr

from index.errors import OnRecordError
from rag.page.adding import Offer, kept_aside, render_problem, run_each
from rag.page.admission import Admission
from rag.page.calls import CALLS, Desk
from rag.page.library import Library
from rag.page.payloads import Asked, Json, ToWrite, Uploaded, parse_payload
from rag.page.views.calls import VIEW_CALLS

# Asking waits for the processor only; indexing runs one at a time and beside it.
_ASKING_LIMIT = 4
# Writing waits for another program, and never keeps a question waiting.
_WRITING_LIMIT = 4

_FAULT = (
    "this question could not be answered because of a fault in the program; its terminal says "
    "more: ask another way, or again"
)

_FAULT_IN_WRITING = "the summary broke off because of a fault in the program"

Payload: TypeAlias = Any
"""JSON from the browser, of any shape until `parse_payload` has seen it."""


def build_layout(library: Library, admission: Admission, uploads: Path) -> gr.Blocks:
    """Put the page together over a library."""
    desk = Desk(library, admission)
    page = gr.Blocks(title="On Record", analytics_enabled=False, fill_width=True)
    with page:
        shell = gr.HTML(
            files("rag.page").joinpath("shell.html").read_text(encoding="utf-8"),
            elem_id="shell",
            js_on_load="onRecord.start(element, trigger, server, upload)",
            apply_default_css=False,
            server_functions=[
                _server_function(name, desk, call) for name, call in (CALLS | VIEW_CALLS).items()
            ],
        )
        reply = _carrier("reply")
        progress = _carrier("progress")
        prose = _carrier("prose")
        shell.submit(
            _asking(desk),
            None,
            reply,
            show_progress="hidden",
            trigger_mode="multiple",
            concurrency_limit=_ASKING_LIMIT,
            concurrency_id="asking",
            api_visibility="private",
        )
        shell.apply(
            _writing(desk),
            None,
            prose,
            show_progress="hidden",
            trigger_mode="multiple",
            concurrency_limit=_WRITING_LIMIT,
            concurrency_id="writing",
            api_visibility="private",
        )
        shell.upload(
            _adding(desk, uploads),
            None,
            progress,
            show_progress="hidden",
            trigger_mode="multiple",
            concurrency_limit=1,
            concurrency_id="adding",
            api_visibility="private",
        )
    return page


def _carrier(name: str) -> gr.HTML:
    """A component that shows nothing and hands its value to our script."""
    return gr.HTML(
        None,
        html_template="",
        elem_id=name,
        js_on_load=f"onRecord.listen('{name}', props, watch)",
        apply_default_css=False,
    )


def _asking(desk: Desk) -> Callable[..., Iterator[Json]]:
    def ask(event: gr.EventData) -> Iterator[Json]:
        ticket: Json = None
        try:
            asked = parse_payload(Asked, event._data)
            ticket = asked.ticket
            yield asdict(desk.ask(asked))
        except OnRecordError as exc:
            yield {"ticket": ticket, "problem": str(exc)}
        except Exception:
            # A fault of ours: the person keeps the question, the terminal the traceback.
            yield {"ticket": ticket, "problem": _FAULT}
            raise

    return ask


def _writing(desk: Desk) -> Callable[..., AsyncIterator[Json]]:
    async def write(event: gr.EventData) -> AsyncIterator[Json]:
        ticket: Json = None
        try:
            wanted = parse_payload(ToWrite, event._data)
            ticket = wanted.ticket
            async for passed in desk.write(wanted):
                yield asdict(passed)
        except OnRecordError as exc:
            yield {"ticket": ticket, "problem": str(exc)}
        except Exception:
            yield {"ticket": ticket, "problem": _FAULT_IN_WRITING}
            raise

    return write


def _adding(desk: Desk, uploads: Path) -> Callable[..., Iterator[Json]]:
    def add(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        payload: Mapping[str, Payload] = event._data or {}
        try:
            desk.admission.check(request.cookies)
            if "files" in payload:
                sent = parse_payload(tuple[Uploaded, ...], payload["files"])
                with kept_aside(sent, uploads) as paths:
                    yield from _told(run_each(desk.offer_files(paths)))
            else:
                yield from _told(run_each(_other_offers(desk, payload)))
        except OnRecordError as exc:
            yield {"html": render_problem(str(exc)), "over": True}

    return add


def _other_offers(desk: Desk, payload: Mapping[str, Payload]) -> list[Offer]:
    if "address" in payload:
        return [desk.offer_address(parse_payload(str, payload["address"]))]
    return [desk.offer_sample()]


def _told(steps: Iterator[str]) -> Iterator[Json]:
    for html in steps:
        yield {"html": html, "over": 'data-over="yes"' in html}


def _server_function(
    name: str, desk: Desk, call: Callable[[Desk, Payload, Mapping[str, str]], Json]
) -> Callable[..., Json]:
    """What the page's script calls by name: a problem comes back as its sentence."""

    def answer(payload: Payload, request: gr.Request) -> Json:
        try:
            return call(desk, payload, request.cookies)
        except OnRecordError as exc:
            return {"problem": str(exc)}

    answer.__name__ = name
    return answer
