"""Prose over an answer: written by a model, each sentence shown only after its check."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace

from index.errors import WriterError
from rag.checking import addresses_writer, check_sentence
from rag.checking.coverage import Embed
from rag.checking.facts import holds_day
from rag.types import Answer, Extract, Query
from rag.writers.endpoint import Endpoint, stream
from rag.writers.prompt import build_prompt
from rag.writers.sentences import read_sentences
from rag.written import CheckedSentence, Prose

_MOST_SENTENCES = 8


def _never() -> bool:
    return False


def write_prose(
    answer: Answer,
    endpoint: Endpoint,
    embed: Embed,
    *,
    is_cancelled: Callable[[], bool] = _never,
) -> Generator[Prose, None, None]:
    """The prose so far, after each checked sentence and once at the end.

    What the endpoint does wrong is the prose's fault and is not raised. An answer without
    extracts gets no prose, and nothing is sent. The model sees the query as it was
    understood and the extracts, but none that holds instructions for it. Closing it, or
    `is_cancelled`, which is asked at each piece that comes, ends the request.
    """
    started = time.perf_counter()
    fit = [extract for extract in answer.extracts if not addresses_writer(extract.text)]
    messages, count = build_prompt(answer.query, fit, context_tokens=endpoint.context_tokens)
    shown = fit[:count]
    numbers = {extract.number for extract in shown}
    withheld = tuple(e.number for e in answer.extracts if e.number not in numbers)
    sentences: list[CheckedSentence] = []
    first_s: float | None = None

    def so_far(fault: str = "") -> Prose:
        return Prose(
            sentences=tuple(sentences),
            model=endpoint.model,
            host=endpoint.host,
            local=endpoint.is_local,
            fault=fault,
            withheld=withheld,
            first_s=first_s,
            total_s=time.perf_counter() - started,
        )

    if not shown:
        yield so_far()
        return
    fault = ""
    try:
        with (
            closing(stream(endpoint, messages)) as pieces,
            closing(read_sentences(_until(is_cancelled, pieces))) as written,
        ):
            before, seen = "", set[str]()
            for sentence in written:
                # A model that repeats itself goes round in a circle until it is stopped.
                if sentence in seen:
                    break
                seen.add(sentence)
                checked = check_sentence(sentence, shown, embed, before=before)
                sentences.append(_dated(checked, answer.query, shown))
                before = sentence
                first_s = first_s or time.perf_counter() - started
                yield so_far()
                if len(sentences) == _MOST_SENTENCES:
                    break
    except WriterError as exc:
        fault = str(exc)
    yield so_far(fault)


def _dated(checked: CheckedSentence, query: Query, shown: list[Extract]) -> CheckedSentence:
    """A sentence of what changed over time, weak where it does not say when."""
    has_day = any(e.said_on or e.published for e in shown if e.number in checked.citations)
    is_dated = query.form != "changed" or holds_day(checked.text)
    if checked.verdict != "supported" or is_dated or not has_day:
        return checked
    return replace(checked, verdict="weak", reason="it does not say on which day")


def _until(is_cancelled: Callable[[], bool], pieces: Iterator[str]) -> Iterator[str]:
    for piece in pieces:
        if is_cancelled():
            return
        yield piece


def finish(proses: Iterator[Prose]) -> Prose:
    """The last of the proses of `write_prose`, which is the whole."""
    *_, last = proses
    return last
