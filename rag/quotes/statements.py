"""Statements of the archive as they are listed, repeats of the same words shown once."""

import re
from collections.abc import Iterable
from dataclasses import replace

from index.archive import Snapshot, StatementRow
from index.days import on_one_day
from index.types import Article, RowId, Statement
from rag.quotes.types import Heading, Quote, Standing
from rag.repeats import wording

# An attribution that is less sure, or made by inference, is shown as "probably".
_SURE = 0.6
_INFERRED = ("pronoun", "inherited")

# Fewer words are said by the same person twice; elsewhere they are no repeat.
_LEAST_WORDS = 5


# Cues of what the speaker says is not so.
_REJECTS = re.compile(r"(?:den(?:y|ies|ied|ying|ials?)|refut\w+|disavow\w*)\b", re.I)


def standing_of(statement: Statement, text: str) -> Standing:
    """Whether it was said, and what became of it where it was not; `text` is the article's."""
    if statement.polarity == "negated":
        return "denied"
    if statement.modality != "actual":
        return "planned" if statement.modality == "planned" else "possible"
    if statement.manner == "stance":
        return "thought"
    cue = statement.cue.of(text) if statement.cue else ""
    return "rejected" if statement.kind != "direct" and _REJECTS.search(cue) else "said"


class Quoting:
    """Makes listed statements; reads each article once."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the archive's view that all rows come from."""
        self._snapshot = snapshot
        self._articles: dict[RowId, Article] = {}
        self._stories: dict[RowId, RowId] = {}

    def article(self, key: RowId) -> Article:
        """An article, read once."""
        if key not in self._articles:
            self._articles[key] = self._snapshot.article(key)
        return self._articles[key]

    def story_of(self, key: RowId) -> RowId:
        """The story that an article tells."""
        if key not in self._stories:
            self._stories |= self._snapshot.stories([key])
        return self._stories.get(key, key)

    def quote(self, row: StatementRow, *, score: float = 0.0) -> Quote:
        """A statement with its words, its speaker and its place."""
        article, statement = self.article(row.article_key), row.statement
        said_on = on_one_day(statement.said_on, article.text)
        basis = said_on.basis if said_on else "published" if article.published else None
        inferred = statement.basis in _INFERRED or statement.confidence < _SURE
        return Quote(
            article_id=article.id,
            version=article.version,
            title=article.title,
            title_derived=article.title_derived,
            source=article.source,
            authors=article.authors,
            published=article.published,
            url=article.url,
            span=statement.extent,
            text=statement.extent.of(article.text),
            marks=statement.words,
            words=tuple(span.of(article.text) for span in statement.words),
            speaker=statement.speaker,
            probably=statement.speaker is not None and inferred,
            mention=statement.mention.of(article.text) if statement.mention else None,
            role=statement.role,
            speaker_kind=statement.speaker_kind,
            basis=statement.basis,
            confidence=statement.confidence,
            reported_by=statement.reported_by,
            kind=statement.kind,
            standing=standing_of(statement, article.text),
            said_on=said_on.day if said_on else article.published,
            said_on_basis=basis,
            score=round(score, 5),
            story=self.story_of(row.article_key),
        )


def without_repeats(quotes: Iterable[Quote], heading: Heading) -> list[Quote]:
    """Each statement once, at the place of its first repeat; the earliest report is shown.

    Repeats are the same words of the same speaker: five words or more anywhere, fewer in
    copies of one story. The other articles are named in `also_in`.
    """
    kept: dict[tuple[object, ...], list[Quote]] = {}
    for quote in quotes:
        said = wording(" ".join(quote.words))
        speaker = heading(quote.speaker, quote.speaker_kind) if quote.speaker else quote.mention
        everywhere = len(said.split()) >= _LEAST_WORDS
        key = (said, speaker, quote.standing, None if everywhere else quote.story)
        kept.setdefault(key, []).append(quote)
    return [_merged(repeats) for repeats in kept.values()]


def _merged(repeats: list[Quote]) -> Quote:
    first = min(
        repeats, key=lambda q: (q.published is None, q.published or 0, q.article_id, q.span)
    )
    others = {q.article_id: q.source for q in repeats if q.article_id != first.article_id}
    return replace(
        first,
        score=max(quote.score for quote in repeats),
        also_in=tuple(others),
        also_sources=tuple(dict.fromkeys(source for source in others.values() if source)),
    )
