"""Articles that a visitor drops: kept aside under their own names, indexed, deleted."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path, PurePosixPath, PureWindowsPath
from queue import SimpleQueue
from typing import TypeAlias

from index.build import Report
from index.errors import OnRecordError
from index.types import Refusal
from rag.page.wording import format_count

Tell: TypeAlias = Callable[[float, str], None]
"""Told how far indexing is, in [0, 1], and the id of the article it has reached."""

Job: TypeAlias = Callable[[Tell], Report]
"""Indexes something and tells how far it is."""


def run_with_progress(job: Job, what: str) -> Iterator[str]:
    """Run a job beside the caller: its progress as HTML, at the end what came of it."""
    steps: SimpleQueue[tuple[float, str] | None] = SimpleQueue()
    yield _progress(None, f"Reading {what}")
    with ThreadPoolExecutor(max_workers=1) as worker:
        future = worker.submit(job, lambda done, article_id: steps.put((done, article_id)))
        future.add_done_callback(lambda _: steps.put(None))
        while step := steps.get():
            yield _progress(step[0], step[1])
        try:
            yield render_report(future.result())
        except OnRecordError as exc:
            yield _problem(str(exc))
        except Exception:
            yield _problem("indexing stopped at a fault in the program; its terminal says more")
            raise


@contextmanager
def kept_aside(uploads: Sequence[str], names: Sequence[object]) -> Iterator[list[Path]]:
    """The uploaded files, each under the name it had on the visitor's machine.

    They are deleted at the end, and so are the uploads themselves.
    """
    with tempfile.TemporaryDirectory(prefix="on-record-") as folder:
        kept: list[Path] = []
        for number, (upload, name) in enumerate(zip(map(Path, uploads), names, strict=True)):
            place = Path(folder) / str(number)
            place.mkdir()
            kept.append(upload.replace(place / _own_name(str(name), upload)))
            # Gradio makes one folder for each upload; another may still be in it.
            with suppress(OSError):
                upload.parent.rmdir()
        yield kept


def _own_name(name: str, upload: Path) -> str:
    """The last part of a name that the browser sent, or the upload's where it is unfit."""
    last = PureWindowsPath(PurePosixPath(name).name).name.replace("\0", "")
    fits = last not in ("", ".", "..") and len(last.encode()) <= 255
    return last if fits else upload.name


def _problem(words: str) -> str:
    return f'<p class="problem" role="alert">{escape(words)}</p>'


def _progress(done: float | None, words: str) -> str:
    value = "" if done is None else f' value="{done:.3f}"'
    share = "" if done is None else f"{done:.0%} · "
    return (
        f'<div class="indexing"><progress max="1"{value} aria-label="Indexing"></progress>'
        f"<p>{share}{escape(words)}</p></div>"
    )


def render_report(report: Report) -> str:
    """What became of everything that was offered."""
    counts = (
        ("added", report.added),
        ("changed", report.changed),
        ("unchanged", report.unchanged),
        ("moved", report.moved),
        ("refused", report.refused),
    )
    facts = "".join(
        f'<li data-count="{len(found)}"><b>{len(found):,}</b> {name}</li>'
        for name, found in counts
        if found or name == "added"
    )
    return f'<div class="report" role="status"><ul>{facts}</ul>{_refusals(report.refused)}</div>'


def _refusals(refused: Sequence[Refusal]) -> str:
    if not refused:
        return ""
    items = "".join(
        f"<li><b>{escape(Path(refusal.what).name)}</b> {escape(refusal.reason)}</li>"
        for refusal in refused
    )
    return f'<ul class="refusals">{items}</ul>'


def name_of(files: int) -> str:
    """`1 file`, `3 files`."""
    return format_count(files, "file")
