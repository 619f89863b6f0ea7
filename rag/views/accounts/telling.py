"""Accounts as they are shown, and what becomes of several that give one value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from index.archive import Filter, SentenceRow, Snapshot, StatementRow
from index.stems import fold
from index.types import Article, RowId, Span
from rag.quotes.statements import Quoting
from rag.quotes.types import Quote
from rag.understanding.words import STOP_WORDS
from rag.views.accounts.types import Account, Version


@dataclass(frozen=True, slots=True)
class Told:
    """A place that tells something.

    Attributes:
        span: whole sentences, in the article's offsets; `sentences` are their rows.
        mark: the words in them that matter.
        row: the statement that they are, where they are one.
        speaker: who tells it as the text names them, where no statement does.
        is_narrated: whether the article tells it, though the mark lies in what is taken for
            somebody's words.
    """

    article_key: RowId
    sentences: tuple[RowId, ...]
    span: Span
    mark: Span
    row: StatementRow | None = None
    speaker: str | None = None
    is_narrated: bool = False


def told_in(sentence: SentenceRow, mark: Span, *, speaker: str | None = None) -> Told:
    """A place in one sentence; whose words they are is told by where the mark stands."""
    return Told(sentence.article_key, (sentence.row,), sentence.span, mark, speaker=speaker)


def told_by(row: StatementRow) -> Told:
    """A statement as a place that tells something."""
    statement = row.statement
    return Told(row.article_key, row.sentences, statement.extent, statement.words[0], row)


class Writing:
    """Makes accounts; reads each article and its statements once."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the archive's view that all rows come from."""
        self._snapshot = snapshot
        self._quoting = Quoting(snapshot)

    def article(self, key: RowId) -> Article:
        """An article, read once."""
        return self._quoting.article(key)

    def account(self, told: Told) -> Account:
        """A place as an account, with the speaker whose words the mark lies in."""
        row = told.row or (None if told.is_narrated else self._around(told))
        quote = self._quoting.quote(row) if row else None
        article = self._quoting.article(told.article_key)
        if told.row and quote:
            return _of_quote(quote)
        return Account(
            article_id=article.id,
            version=article.version,
            title=article.title,
            title_derived=article.title_derived,
            source=article.source,
            authors=article.authors,
            published=article.published,
            url=article.url,
            span=told.span,
            text=told.span.of(article.text),
            mark=told.mark,
            speaker=told.speaker or (quote.speaker if quote else None),
            probably=quote.probably if quote else False,
            said_on=quote.said_on if quote else article.published,
            said_on_basis=quote.said_on_basis if quote else "published",
            story=self._quoting.story_of(told.article_key),
        )

    def _around(self, told: Told) -> StatementRow | None:
        """The statement whose words hold the mark; None where the article itself tells it."""
        for row in self._snapshot.statements_where(Filter(), sentences=list(told.sentences)):
            held = any(words.contains(told.mark) for words in row.statement.words)
            if held and row.statement.was_said:
                return row
        return None


def version_of(value: str, accounts: Iterable[Account]) -> Version:
    """A value with who gives it: copies of one story under the earliest of them."""
    kept: dict[RowId, Account] = {}
    for account in sorted(accounts, key=lambda a: (a.published or date.max, a.article_id, a.span)):
        first = kept.get(account.story)
        if first is None:
            kept[account.story] = account
        elif account.article_id not in (first.article_id, *first.also_in):
            sources = dict.fromkeys((*first.also_sources, account.source or ""))
            kept[account.story] = replace(
                first,
                also_in=(*first.also_in, account.article_id),
                also_sources=tuple(filter(None, sources)),
            )
    return Version(value, tuple(kept.values()), count_origins(kept.values()))


def count_origins(accounts: Iterable[Account]) -> int:
    """Independent ones: a speaker's words count once wherever they are printed."""
    return len({account.speaker or account.story for account in accounts})


def _unnamed(mention: str | None) -> str | None:
    """What the text calls somebody whom it does not name: "critics", but not "they"."""
    return None if mention is None or fold(mention) in STOP_WORDS else mention


def _of_quote(quote: Quote) -> Account:
    return Account(
        article_id=quote.article_id,
        version=quote.version,
        title=quote.title,
        title_derived=quote.title_derived,
        source=quote.source,
        authors=quote.authors,
        published=quote.published,
        url=quote.url,
        span=quote.span,
        text=quote.text,
        mark=quote.marks[0],
        speaker=quote.speaker or _unnamed(quote.mention),
        probably=quote.probably,
        said_on=quote.said_on,
        said_on_basis=quote.said_on_basis,
        story=quote.story,
    )
