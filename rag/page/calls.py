"""What the page's script can ask for by name, each a thin call of one typed function."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import anyio

from index.archive import Order
from index.errors import NoArchive, OnRecordError, ReadError
from rag.assembly import make_writer
from rag.feedback import Feedback, append_feedback
from rag.page.adding import Offer
from rag.page.admission import Admission
from rag.page.articles import PAGE_OF, render_facts, render_health, render_listing
from rag.page.asking import (
    Reply,
    answer_asked,
    credit_of,
    restore,
    restore_without_archive,
    show_sources,
)
from rag.page.editing import find_speakers
from rag.page.exporting import to_csv, to_markdown, to_text
from rag.page.filters import render_filters
from rag.page.library import Library
from rag.page.opening import read_opening
from rag.page.payloads import Asked, Json, Kept, PayloadError, Shown, ToWrite, parse_payload
from rag.page.prose import offer_words
from rag.page.sources import render_article
from rag.page.writing import Passed, Stop, write_asked
from rag.understanding.people import People

_MOST_SPEAKERS = 12
_MOST_WRITING = 16

Payload: TypeAlias = Any
"""JSON from the browser, of any shape until `parse_payload` has seen it."""

Cookies: TypeAlias = Mapping[str, str]


class Desk:
    """The archive, who may change it and what may write; holds nothing of any visitor."""

    def __init__(self, library: Library, admission: Admission) -> None:
        self.library = library
        self.admission = admission
        self.endpoint = make_writer(library.settings)
        # A writer that was let go of may hold its thread until its next piece.
        self._limiter = anyio.CapacityLimiter(_MOST_WRITING)
        self._stops: dict[str, Stop] = {}

    async def write(self, wanted: ToWrite) -> AsyncIterator[Passed]:
        """Have the model write of an answer, until `hush` is called with the same key.

        Raises:
            PayloadError: None is set.
        """
        if self.endpoint is None:
            raise PayloadError("no writer is set here: the extracts are the answer")
        archive = self.library.archive()
        stop = self._stops[wanted.key] = Stop()
        try:
            async for passed in write_asked(
                archive, self.endpoint, wanted, stop=stop, limiter=self._limiter
            ):
                yield passed
        finally:
            self._stops.pop(wanted.key, None)

    def hush(self, key: str) -> bool:
        """Stop a writing; whether there was one."""
        stop = self._stops.get(key)
        if stop is not None:
            stop.now()
        return stop is not None

    def ask(self, asked: Asked) -> Reply:
        """Answer a question."""
        settings = self.library.settings
        return answer_asked(
            self.library.archive(),
            asked,
            max_chars=settings.max_question_chars,
            as_of=settings.as_of,
            min_evidence=settings.min_evidence,
            endpoint=self.endpoint,
        )

    def offer_files(self, paths: Sequence[Path]) -> list[Offer]:
        """Uploaded files, each to be added by itself."""
        return [self._offer(path, path.name) for path in paths]

    def offer_address(self, address: str) -> Offer:
        """The article or feed at a web address; nothing else may be named."""
        address = address.strip()
        if not address.lower().startswith(("http://", "https://")):
            raise ReadError(f"'{address}' is no web address: it begins with http:// or https://")
        return self._offer(address, address)

    def _offer(self, path: Path | str, name: str) -> Offer:
        return Offer(name, lambda tell: self.library.add([path], tell))

    def offer_sample(self) -> Offer:
        """The article that comes with the program."""
        return Offer("the sample", self.library.add_sample)


def opening(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """What the page begins with."""
    may_change = desk.admission.may_change(cookies)
    begun = read_opening(desk.library, may_change=may_change)
    return {
        "holdings": begun.holdings,
        "start": begun.start,
        "is_empty": begun.is_empty,
        "filters": render_filters(begun.extent),
        "may_change": may_change,
        "can_be_asked": desk.admission.can_be_asked,
        "writer": offer_words(credit_of(desk.endpoint)) if desk.endpoint else "",
    }


def restored(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """A conversation that the browser kept, as HTML."""
    kept = parse_payload(Kept, payload)
    try:
        return {"html": restore(desk.library.archive(), kept)}
    except OnRecordError:
        return {"html": restore_without_archive(kept)}


def source(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """The panel of a turn."""
    return {"html": show_sources(desk.library.archive(), parse_payload(Shown, payload))}


def speakers(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """Speakers whose name holds what was typed, with their number of statements."""
    typed = parse_payload(str, payload)[:100]
    with desk.library.archive().view() as snapshot:
        known = snapshot.speakers()
        people = snapshot.derived(People, lambda: People(snapshot.speaker_names()))
    found = find_speakers(typed, known, people, most=_MOST_SPEAKERS)
    return [[name, count] for name, count in found]


def articles(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """A page of the archive's table."""
    words = parse_payload(str, payload.get("words", ""))[:200]
    order: Order = parse_payload(Order, payload.get("order", "newest"))  # type: ignore[arg-type]  # a Literal is no class
    offset = max(parse_payload(int, payload.get("offset", 0)), 0)
    try:
        archive = desk.library.archive()
    except NoArchive:
        return {"html": '<p class="nothing">Nothing is on record yet.</p>', "facts": ""}
    listing = archive.list_articles(words, order=order, limit=PAGE_OF, offset=offset)
    may_change = desk.admission.may_change(cookies)
    html = render_listing(listing, order=order, offset=offset, may_change=may_change)
    return {"html": html, "facts": render_facts(archive)}


def article(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """One article, whole."""
    found = desk.library.archive().find(parse_payload(str, payload))
    if found is None:
        raise PayloadError("this article has been removed from the collection")
    return {"html": render_article(found)}


def remove(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """Take an article out of the archive."""
    desk.admission.check(cookies)
    return {"removed": desk.library.remove(parse_payload(str, payload))}


def health(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """What a check of the whole archive finds."""
    return {"html": render_health(desk.library.archive().health())}


def admit(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """A ticket for whoever has the admin password."""
    return {"ticket": desk.admission.admit(parse_payload(str, payload))}


def judge(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """Keep what a reader says of an extract."""
    append_feedback(desk.library.settings.archive, parse_payload(Feedback, payload))
    return {"kept": True}


def export(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """A conversation as Markdown, as a table, or as text to paste."""
    kept = parse_payload(Kept, payload.get("kept"))
    form = payload.get("form")
    if form == "markdown":
        return {"text": to_markdown(kept.turns, kept.name)}
    if form == "csv":
        return {"text": to_csv(kept.turns)}
    if form == "text" and kept.turns:
        return {"text": to_text(kept.turns[0], only=parse_payload(int, payload.get("only", 0)))}
    raise PayloadError(f"'{form}' is no form of export")


def hush(desk: Desk, payload: Payload, cookies: Cookies) -> Json:
    """Stop what is being written."""
    return {"stopped": desk.hush(parse_payload(str, payload))}


CALLS: dict[str, Callable[[Desk, Payload, Cookies], Json]] = {
    call.__name__: call
    for call in (
        opening,
        restored,
        source,
        speakers,
        articles,
        article,
        remove,
        health,
        admit,
        judge,
        export,
        hush,
    )
}
