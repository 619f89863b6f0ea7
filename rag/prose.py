"""Prose over an answer: written by a model, each sentence shown only after its check."""

import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from index.errors import WriterError
from rag.checking import CheckedSentence, check_sentence
from rag.checking.coverage import Embed
from rag.types import Answer
from rag.writers.endpoint import Endpoint, stream
from rag.writers.prompt import build_prompt

_END = re.compile(r"(?<=[.!?])[\"”’')]*(?:\s*\[[\d,;\s–-]+\])*(?=\s+[\"“‘'(]?[A-Z0-9]|\s*\n)|\n+")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Jr|St|vs|No|[A-Z])|\b[A-Z]\.[A-Z])\.$")
_MOST_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Prose:
    """What a model wrote and what became of it.

    Attributes:
        sentences: in order, each with its verdict.
        model: who wrote it.
        local: whether no text left this machine.
        fault: why it broke off, in words; empty where it did not.
        first_s: seconds to the first checked sentence; None where there is none.
        total_s: seconds in all.
    """

    sentences: tuple[CheckedSentence, ...]
    model: str
    local: bool
    fault: str
    first_s: float | None
    total_s: float


def write_prose(answer: Answer, endpoint: Endpoint, embed: Embed) -> Iterator[Prose]:
    """The prose so far, after each checked sentence and at the end; nothing is raised.

    An answer without extracts gets no prose. The writer's question is the query as it was
    understood, and it sees nothing but the extracts.
    """
    started = time.perf_counter()
    sentences: list[CheckedSentence] = []
    first_s: float | None = None
    fault = ""
    messages, count = build_prompt(answer.query, answer.extracts, context_tokens=4096)
    extracts = answer.extracts[:count]
    if extracts:
        try:
            with closing(read_sentences(stream(endpoint, messages))) as written:
                for sentence in written:
                    sentences.append(check_sentence(sentence, extracts, embed))
                    first_s = first_s or time.perf_counter() - started
                    yield _prose(sentences, endpoint, "", first_s, started)
                    if len(sentences) == _MOST_SENTENCES:
                        break
        except WriterError as exc:
            fault = str(exc)
    yield _prose(sentences, endpoint, fault, first_s, started)


def read_sentences(pieces: Iterator[str]) -> Iterator[str]:
    """Whole sentences, each with the marks behind it, as soon as they are complete."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        start = 0
        for match in _END.finditer(waiting):
            sentence = waiting[start : match.end()].strip()
            if _ABBREVIATED.search(waiting[start : match.start()].rstrip("\"”’')")):
                continue
            if sentence:
                yield sentence
            start = match.end()
        waiting = waiting[start:]
    if waiting.strip():
        yield waiting.strip()


def _prose(
    sentences: list[CheckedSentence],
    endpoint: Endpoint,
    fault: str,
    first_s: float | None,
    started: float,
) -> Prose:
    return Prose(
        sentences=tuple(sentences),
        model=endpoint.model,
        local=endpoint.is_local,
        fault=fault,
        first_s=first_s,
        total_s=time.perf_counter() - started,
    )
