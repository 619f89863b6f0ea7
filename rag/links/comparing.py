"""What became of an answer, and of its archive, since its address was made."""

from dataclasses import dataclass, replace

from index.archive import Archive, Snapshot
from index.segmentation import segment
from index.types import Article, RowId, Span
from rag.links.addresses import short_id
from rag.links.types import AnswerChanges, ArchiveChanges, Departure, ExtractKey, Gone, ViewState
from rag.quotes.statements import Quoting
from rag.repeats import wording
from rag.types import Answer, Extract


@dataclass(frozen=True, slots=True)
class _Then:
    """An extract of then as far as the archive still has it."""

    key: ExtractKey
    article: Article | None
    row: RowId | None
    is_current: bool

    @property
    def text(self) -> str:
        return self.key.span.of(self.article.text) if self.article else ""


def compare_answer(archive: Archive, state: ViewState, answer: Answer) -> AnswerChanges:
    """Set an answer of now against what an address tells of the answer of then."""
    keys = state.extracts or ()
    with archive.view() as snapshot:
        changes = _archive_changes(archive, snapshot, state)
        found = _found(archive, snapshot, keys)
        kept: dict[int, _Then] = {}
        gone: list[Gone] = []
        for then in found:
            number = _number_now(then, answer)
            if number is not None:
                kept[number] = then
            else:
                gone.append(_gone(snapshot, then))
    told = state.extracts is not None
    new = tuple(e.number for e in answer.extracts if e.number not in kept) if told else ()
    result = AnswerChanges(
        archive=changes,
        new=new,
        kept=tuple(sorted(kept)),
        gone=tuple(gone),
        was_reason=state.reason if told else answer.reason,
        is_reason=answer.reason,
        compared=told,
        note="",
    )
    return _with_note(result, len(keys))


def _archive_changes(archive: Archive, snapshot: Snapshot, state: ViewState) -> ArchiveChanges:
    since, now = state.generation, snapshot.generation
    here = archive.manifest.mark
    why = ""
    if since is None:
        why = "The address does not tell which state of the archive it was made from."
    elif state.archive and here and state.archive != here:
        why = "The address was made from another archive: what is shown is of this one."
    elif since > now:
        why = "The address was made from a later state of this archive than this one."
    changes = None if why or since is None else snapshot.changes_since(since)
    if changes is None:
        why = why or "What was added and removed since then was not noted in this archive."
        return ArchiveChanges(since, now, 0, 0, 0, known=False, note=why)
    told = _told_of_archive(changes.added, changes.removed, changes.changed)
    if not told and since != now:
        told = "Since then no article was added, removed or changed."
    return ArchiveChanges(
        since, now, changes.added, changes.removed, changes.changed, known=True, note=told
    )


def _told_of_archive(added: int, removed: int, changed: int) -> str:
    counts = [(added, "added"), (removed, "removed"), (changed, "changed")]
    told = [(count, done) for count, done in counts if count]
    if not told:
        return ""
    (count, done), *rest = told
    first = f"{count:,} {'article was' if count == 1 else 'articles were'} {done}"
    others = [f"{count:,} {done}" for count, done in rest]
    head = ", ".join([first, *others[:-1]])
    return f"Since then {' and '.join([head, *others[-1:]])}."


def _found(archive: Archive, snapshot: Snapshot, keys: tuple[ExtractKey, ...]) -> list[_Then]:
    """Each extract of then with its article; by the version where the id is another now."""
    standings = snapshot.standings() if keys else {}
    wanted = {key.article for key in keys}
    by_id = {short: i for i in standings if (short := short_id(i)) in wanted}
    by_version = {standing.version[:12]: i for i, standing in standings.items()} if keys else {}
    found = []
    for key in keys:
        article_id = by_id.get(key.article) or by_version.get(key.version)
        if article_id is None:
            found.append(_Then(key, None, None, is_current=False))
            continue
        standing = standings[article_id]
        if standing.version.startswith(key.version):
            article: Article | None = snapshot.article(standing.key)
            found.append(_Then(key, _holding(article, key.span), standing.key, is_current=True))
            continue
        versions = (a for a in archive.history(article_id) if a.version.startswith(key.version))
        article = next(versions, None)
        found.append(_Then(key, _holding(article, key.span), standing.key, is_current=False))
    return found


def _holding(article: Article | None, span: Span) -> Article | None:
    """The article, where its text reaches as far as the address says."""
    return article if article and span.end <= len(article.text) else None


def _number_now(then: _Then, answer: Answer) -> int | None:
    """Which extract of now it is: of the same article, at the same place or in the same words."""
    if then.article is None:
        return None
    words = wording(then.text)
    for extract in answer.extracts:
        same_story = extract.article_id == then.article.id or then.article.id in extract.also_in
        if not same_story:
            continue
        same_place = (
            then.is_current
            and extract.article_id == then.article.id
            and extract.span.overlaps(then.key.span)
        )
        if same_place or words in wording(extract.text) or wording(extract.text) in words:
            return extract.number
    return None


def _gone(snapshot: Snapshot, then: _Then) -> Gone:
    if then.row is None:
        return Gone(then.key, "removed", None)
    why: Departure = "outranked" if then.is_current else "changed"
    if then.article is None or not _has_an_extracts_bounds(snapshot, then, then.article):
        return Gone(then.key, why, None)
    return Gone(then.key, why, _extract(snapshot, then, then.article))


def _has_an_extracts_bounds(snapshot: Snapshot, then: _Then, article: Article) -> bool:
    """Whether a place begins and ends as extracts do.

    Anybody can write an address, and half a sentence may say the opposite of the whole.
    """
    spans = list(segment(article).sentences)
    if then.is_current and then.row is not None:
        spans += [row.statement.extent for row in snapshot.statements_in([then.row])]
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    return then.key.span.start in starts and then.key.span.end in ends


def _extract(snapshot: Snapshot, then: _Then, article: Article) -> Extract:
    """The extract of then; its speaker only where its version is still the one that answers."""
    quote = None
    if then.is_current and then.row is not None:
        own = [
            row
            for row in snapshot.statements_in([then.row])
            if row.statement.extent.overlaps(then.key.span)
        ]
        quote = Quoting(snapshot).quote(own[0]) if own else None
    span = then.key.span
    return Extract(
        number=0,
        article_id=article.id,
        version=article.version,
        title=article.title,
        title_derived=article.title_derived,
        source=article.source,
        authors=article.authors,
        published=article.published,
        url=article.url,
        superseded=not then.is_current,
        span=span,
        text=span.of(article.text),
        marks=tuple(
            Span(max(m.start, span.start), min(m.end, span.end))
            for m in (quote.marks if quote else ())
            if m.overlaps(span)
        ),
        role="related",
        context="",
        speaker=quote.speaker if quote else None,
        speaker_mention=quote.mention if quote else None,
        kind=quote.kind if quote else "narration",
        said_on=quote.said_on if quote and quote.said_on_basis != "published" else None,
        said_on_basis=quote.said_on_basis if quote else None,
        confidence=quote.confidence if quote else 0.0,
        score=0.0,
        story=then.row or 0,
    )


_WHY: dict[Departure, str] = {
    "removed": "its article was removed",
    "changed": "its article was changed",
    "outranked": "others answer better now",
}


def _with_note(changes: AnswerChanges, then: int) -> AnswerChanges:
    """The changes with all of them told for people."""
    told = [changes.archive.note, _told(changes, then)]
    return replace(changes, note=" ".join(filter(None, told)))


def _told(changes: AnswerChanges, then: int) -> str:
    if not changes.compared:
        return "The address does not tell what the answer was."
    if not changes.changed:
        return "The answer is what it was."
    if changes.was_reason and not changes.is_reason:
        return "There was no answer then; there is one now."
    if changes.is_reason and not changes.was_reason:
        lost = _told_of_gone(changes)
        return f"There was an answer then; there is none now. {lost}".strip()
    kept = len(changes.kept)
    stand = "is" if kept == 1 else "are"
    parts = [f"Of the {then} extracts shown then, {kept or 'none'} {stand} in the answer still."]
    parts += [_told_of_gone(changes)] if changes.gone else []
    if changes.new:
        parts.append(f"{len(changes.new)} {'is' if len(changes.new) == 1 else 'are'} new.")
    return " ".join(parts)


def _told_of_gone(changes: AnswerChanges) -> str:
    counts = {why: sum(gone.why == why for gone in changes.gone) for why in _WHY}
    parts = [f"{count} because {_WHY[why]}" for why, count in counts.items() if count]
    return f"Gone: {', '.join(parts)}." if parts else ""
