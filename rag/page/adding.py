"""Articles that a visitor adds, one offer after another, told as it goes."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath, PureWindowsPath
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

from index.build import Report
from index.errors import OnRecordError
from index.types import Refusal
from rag.page.payloads import PayloadError, Uploaded

Tell: TypeAlias = Callable[[float, str], None]
"""Told how far indexing is, in [0, 1], and the id of the article it has reached."""

Job: TypeAlias = Callable[[Tell], Report]
"""Indexes something and tells how far it is."""

_MOST_REFUSALS = 50
_LEFT_BEHIND_S = 3600.0


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to add, under the name its visitor knows it by."""

    name: str
    job: Job


@dataclass(slots=True)
class _Step:
    """How far one offer is."""

    name: str
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    share: float = 0.0
    words: str = ""
    report: Report = field(default_factory=Report)


def run_each(offers: Sequence[Offer]) -> Iterator[str]:
    """Run the offers in order beside the caller; gives the progress of all as HTML."""
    steps = [_Step(offer.name) for offer in offers]
    with ThreadPoolExecutor(max_workers=1) as worker:
        for step, offer in zip(steps, offers, strict=True):
            step.state = "running"
            told: SimpleQueue[tuple[float, str]] = SimpleQueue()
            yield _render(steps)
            future = worker.submit(offer.job, _teller(told))
            while not future.done():
                with suppress(Empty):
                    step.share, step.words = told.get(timeout=0.2)
                    while not told.empty():
                        step.share, step.words = told.get()
                yield _render(steps)
            try:
                step.report = future.result()
                step.state = "done"
            except OnRecordError as exc:
                step.state, step.words = "failed", str(exc)
            except Exception:
                step.state = "failed"
                step.words = "indexing stopped at a fault in the program; its terminal says more"
                yield _render(steps)
                raise
    yield _render(steps)


def _teller(told: "SimpleQueue[tuple[float, str]]") -> Tell:
    return lambda done, name: told.put((done, name))


@contextmanager
def kept_aside(uploads: Sequence[Uploaded], folder: Path) -> Iterator[list[Path]]:
    """The uploaded files, each under the name it had on the visitor's machine.

    They are deleted at the end, and so are the uploads themselves.

    Raises:
        PayloadError: One of them does not lie in the folder of uploads.
    """
    _sweep(folder)
    paths = [_own_upload(upload.path, folder) for upload in uploads]
    with TemporaryDirectory(prefix="on-record-") as aside:
        kept: list[Path] = []
        for number, (path, upload) in enumerate(zip(paths, uploads, strict=True)):
            place = Path(aside) / str(number)
            place.mkdir()
            kept.append(path.replace(place / _own_name(upload.name, path)))
            # Gradio makes one folder for each upload; another may still be in it.
            with suppress(OSError):
                path.parent.rmdir()
        yield kept


def _own_upload(path: str, folder: Path) -> Path:
    """A path that the browser sent, where it is that of an upload; it may be any file's."""
    try:
        real = Path(path).resolve(strict=True)
    except (OSError, ValueError) as exc:
        raise PayloadError("an upload is gone: drop the file again") from exc
    if not real.is_relative_to(folder.resolve()) or not real.is_file():
        raise PayloadError("this is no upload: drop the file again")
    return real


def _sweep(folder: Path) -> None:
    """Delete what was uploaded and never added."""
    for path in folder.glob("*/*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _LEFT_BEHIND_S:
                shutil.rmtree(path.parent, ignore_errors=True)


def _own_name(name: str, upload: Path) -> str:
    """The last part of a name that the browser sent, or the upload's where it is unfit."""
    last = PureWindowsPath(PurePosixPath(name).name).name.replace("\0", "")
    fits = last not in ("", ".", "..") and len(last.encode()) <= 255
    return last if fits else upload.name


def render_problem(words: str) -> str:
    """One sentence about what went wrong."""
    return f'<p class="problem" role="alert">{escape(words)}</p>'


def _render(steps: Sequence[_Step]) -> str:
    reports = [step.report for step in steps]
    is_over = all(step.state in ("done", "failed") for step in steps)
    items = "".join(map(_step, steps))
    total = _counts(reports) if is_over else ""
    return (
        f'<div class="report" data-over="{"yes" if is_over else "no"}">'
        f'{total}<ul class="offers">{items}</ul></div>'
    )


def _step(step: _Step) -> str:
    reason = _only_reason(step)
    words = {
        "waiting": "waiting",
        "running": f"{step.share:.0%} {escape(step.words)}".strip() if step.share else "reading",
        "done": "refused: " + escape(reason) if reason else _summary(step.report),
        "failed": escape(step.words),
    }[step.state]
    value = f' value="{step.share:.3f}"' if step.share else ""
    bar = (
        f'<progress max="1"{value} aria-label="Indexing"></progress>'
        if step.state == "running"
        else ""
    )
    return (
        f'<li class="offer {step.state}"><b dir="auto">{escape(step.name)}</b> '
        f"<span>{words}</span>{bar}{'' if reason else _refusals(step.report.refused)}</li>"
    )


def _only_reason(step: _Step) -> str:
    """Why an offer was refused as a whole; empty where there is more to say."""
    report = step.report
    taken = report.added or report.changed or report.unchanged or report.moved
    if taken or len(report.refused) != 1:
        return ""
    (refusal,) = report.refused
    return refusal.reason if Path(refusal.what).name == step.name else ""


def _summary(report: Report) -> str:
    counts = _numbers([report])
    return ", ".join(f"{count:,} {name}" for name, count in counts if count) or "nothing in it"


def _counts(reports: Sequence[Report]) -> str:
    """What became of everything that was offered."""
    facts = "".join(
        f"<li><b>{count:,}</b> {name}</li>"
        for name, count in _numbers(reports)
        if count or name == "added"
    )
    return f'<ul class="counts" role="status">{facts}</ul>'


def _numbers(reports: Sequence[Report]) -> list[tuple[str, int]]:
    return [
        ("added", sum(len(r.added) for r in reports)),
        ("changed", sum(len(r.changed) for r in reports)),
        ("unchanged", sum(len(r.unchanged) for r in reports)),
        ("moved", sum(len(r.moved) for r in reports)),
        ("refused", sum(len(r.refused) for r in reports)),
    ]


def _refusals(refused: Sequence[Refusal]) -> str:
    if not refused:
        return ""
    items = "".join(
        f'<li><b dir="auto">{escape(Path(one.what).name)}</b> {escape(one.reason)}</li>'
        for one in refused[:_MOST_REFUSALS]
    )
    more = len(refused) - _MOST_REFUSALS
    rest = f"<li>and {more:,} more</li>" if more > 0 else ""
    return f'<ul class="refusals">{items}{rest}</ul>'
