"""Where accounts of one thing differ in numbers, or in that one denies what another says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from index.archive import Archive, Filter, SentenceRow, Snapshot
from index.errors import QuestionError
from index.types import Article, RowId, Span, Vector
from rag.quotes.naming import find_source
from rag.quotes.statements import Quoting
from rag.quotes.types import Quote
from rag.understanding.words import content_words, stem, words_of
from rag.views.accounts.claims import Claim, Judge, claims_in
from rag.views.accounts.denials import Denial, find_denials
from rag.views.accounts.quantities import agree
from rag.views.accounts.types import Account, Accounts, Dispute, Version
from rag.views.relevance import Topic

MOST_DISPUTES = 10

# A thing of which there are more numbers than these is counted again and again.
_MOST_VERSIONS = 3

# What a sentence must have of a topic to be compared.
_NEAR = 0.45
_SHARE = 0.7

# "She denied it" stands after what is on the topic.
_AFTER = 2


def find_accounts(
    archive: Archive,
    about: str = "",
    *,
    since: date | None = None,
    until: date | None = None,
    sources: tuple[str, ...] = (),
    most: int = MOST_DISPUTES,
) -> Accounts:
    """Where accounts of a topic differ, the surest first; without a topic, everywhere.

    `since` and `until` are days of publication, both included.

    Raises:
        UnknownName: The archive has no such outlet.
        QuestionError: The topic holds no words, or the days are in the wrong order.
    """
    if about and not words_of(about):
        raise QuestionError(f"the topic '{about}' holds no words: name one")
    if since and until and since > until:
        raise QuestionError(f"{since} is after {until}: swap the two days")
    with archive.view() as snapshot:
        known = snapshot.outlets()
        named = tuple(find_source(source, known) for source in sources)
        within = Filter(since=since, until=until, sources=named)
        rows = _compared(archive, snapshot, about, within)
        keys = sorted({row.article_key for row in rows})
        writing = _Writing(snapshot)
        judge = Judge(snapshot, {key: writing.article(key).published for key in keys})
        on_topic = {row.row for row in rows}
        wanted = sorted({row + n for row in on_topic for n in range(_AFTER + 1)})
        denials = [
            denial
            for denial in find_denials(snapshot, judge, wanted if about else None, within)
            if on_topic.intersection((*denial.claim.sentences, *denial.denial.sentences))
        ]
        disputes = [*_of_numbers(snapshot, rows, judge, writing), *_of_denials(denials, writing)]
        disputes = sorted(disputes, key=lambda d: (-d.score, d.subject))
        origins = len(set(snapshot.stories(keys).values()))
        generation = snapshot.generation
    return Accounts(
        about=about,
        disputes=tuple(disputes[:most]),
        total=len(disputes),
        articles=len(keys),
        origins=origins,
        generation=generation,
        note=_note(about, len(disputes), len(keys), origins),
    )


def _compared(
    archive: Archive, snapshot: Snapshot, about: str, within: Filter
) -> list[SentenceRow]:
    """The sentences whose accounts are compared, in order of their rows."""
    if not about:
        keys = sorted(standing.key for standing in snapshot.standings().values())
        passages = [row for rows in snapshot.passages_of(keys).values() for row in rows]
        every = {row.row: row for row in snapshot.sentences_in(passages)}
        return [every[row] for row in snapshot.sentences_within(sorted(every), within)]
    (vector,) = archive.embed([about])
    topic = Topic(snapshot, content_words(about), vector, within)
    rows = [r for r, f in topic.found.items() if f.near >= _NEAR or f.share >= _SHARE]
    return [row for _, row in sorted(snapshot.sentences(rows).items())]


class _Writing:
    """Makes accounts; reads each article and its statements once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.quoting = Quoting(snapshot)

    def article(self, key: RowId) -> Article:
        """An article, read once."""
        return self.quoting.article(key)

    def account(self, sentence: SentenceRow, mark: Span) -> Account:
        """A sentence as an account, with the speaker whose words the mark lies in."""
        article = self.quoting.article(sentence.article_key)
        rows = [
            row
            for row in self._snapshot.statements_where(Filter(), sentences=[sentence.row])
            if row.statement.was_said and any(w.contains(mark) for w in row.statement.words)
        ]
        quote = self.quoting.quote(rows[0]) if rows else None
        return Account(
            article_id=article.id,
            version=article.version,
            title=article.title,
            title_derived=article.title_derived,
            source=article.source,
            authors=article.authors,
            published=article.published,
            url=article.url,
            span=sentence.span,
            text=sentence.span.of(article.text),
            mark=mark,
            speaker=quote.speaker if quote else None,
            probably=quote.probably if quote else False,
            said_on=quote.said_on if quote else article.published,
            said_on_basis=quote.said_on_basis if quote else "published",
            story=self.quoting.story_of(sentence.article_key),
        )


def _of_numbers(
    snapshot: Snapshot, rows: Sequence[SentenceRow], judge: Judge, writing: _Writing
) -> Iterable[Dispute]:
    """Groups of claims of one thing, of several stories, whose numbers cannot all be right."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    texts = snapshot.texts(sorted({row.article_key for row in rows}))
    for row in rows:
        for claim in claims_in(row, row.span.of(texts[row.article_key].text)):
            claims[claim.quantity.unit].append(claim)
    for own in claims.values():
        if len(own) < 2:
            continue
        vectors = snapshot.vectors("sentence", [claim.sentence.row for claim in own])
        pairs = _pairs(own, list(vectors), judge, writing)
        yield from _grouped(own, pairs, judge, writing)


def _pairs(
    claims: list[Claim], vectors: list[Vector], judge: Judge, writing: _Writing
) -> dict[tuple[int, int], float]:
    """Which claims, of different stories, are of one thing."""
    found: dict[tuple[int, int], float] = {}
    for i, one in enumerate(claims):
        for j in range(i + 1, len(claims)):
            other = claims[j]
            score = judge.score(one, other, (vectors[i], vectors[j]))
            if score is not None:
                found[i, j] = score
    return found


def _grouped(
    claims: list[Claim],
    pairs: dict[tuple[int, int], float],
    judge: Judge,
    writing: _Writing,
) -> Iterable[Dispute]:
    """A dispute for each pair that differs, with all others that are of the same thing."""
    taken: set[int] = set()
    differing = [
        (i, j)
        for i, j in sorted(pairs, key=lambda pair: (-pairs[pair], pair))
        if judge.differ(claims[i], claims[j]) and _are_apart(claims[i], claims[j], writing)
    ]
    for i, j in differing:
        if i in taken or j in taken:
            continue
        same = [
            k
            for k in range(len(claims))
            if k not in (i, j)
            and (min(i, k), max(i, k)) in pairs
            and (min(j, k), max(j, k)) in pairs
        ]
        group = [claims[k] for k in (i, j, *same)]
        taken.update((i, j, *same))
        versions = _versions(group, writing)
        if 2 <= len(versions) <= _MOST_VERSIONS:
            yield _dispute(group, versions, pairs[i, j])


def _are_apart(one: Claim, other: Claim, writing: _Writing) -> bool:
    """Whether two outlets or speakers tell of it, in two stories, within a day of each other.

    One outlet's captions, prices and counts of later days differ without a dispute.
    """
    first, second = (writing.account(claim.sentence, claim.mark) for claim in (one, other))
    if first.story == second.story or not (first.published and second.published):
        return False
    if abs((first.published - second.published).days) > 1:
        return False
    speakers = {first.speaker, second.speaker} - {None}
    return first.source != second.source or len(speakers) > 1


def _versions(claims: list[Claim], writing: _Writing) -> list[Version]:
    groups: list[list[Claim]] = []
    for claim in claims:
        fitting = [g for g in groups if all(agree(claim.quantity, c.quantity) for c in g)]
        if fitting:
            fitting[0].append(claim)
        else:
            groups.append([claim])
    versions = []
    for group in groups:
        accounts = [writing.account(claim.sentence, claim.mark) for claim in group]
        versions.append(_version(" ".join(group[0].quantity.written.split()), accounts))
    return sorted(versions, key=lambda version: (-version.origins, version.value))


def _version(value: str, accounts: Iterable[Account]) -> Version:
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
    return Version(value, tuple(kept.values()), _origins(kept.values()))


def _origins(accounts: Iterable[Account]) -> int:
    """Independent ones: a speaker's words count once wherever they are printed."""
    return len({account.speaker or account.story for account in accounts})


def _dispute(claims: list[Claim], versions: list[Version], score: float) -> Dispute:
    unit = claims[0].quantity.unit
    accounts = [account for version in versions for account in version.accounts]
    values = " or ".join(version.value for version in versions)
    return Dispute(
        kind="number",
        subject=_subject(claims),
        unit=unit,
        versions=tuple(versions),
        origins=_origins(accounts),
        score=score,
        note=f"Accounts differ: {values}.",
    )


def _subject(claims: list[Claim]) -> str:
    """The words that the first two claims share, as the first one writes them."""
    shared = claims[0].words & claims[1].words
    text = claims[0].text
    return " ".join(w for w in words_of(text) if set(_stemmed(w)) & shared)


def _stemmed(word: str) -> list[str]:
    return [stem(part) for part in content_words(word)]


def _of_denials(denials: Iterable[Denial], writing: _Writing) -> Iterable[Dispute]:
    """A dispute for each denial, with all statements that it denies."""
    by_denial: dict[RowId, list[Denial]] = defaultdict(list)
    for denial in denials:
        by_denial[denial.denial.row].append(denial)
    for own in by_denial.values():
        best = max(own, key=lambda denial: denial.score)
        denied = best.denial
        no = writing.quoting.quote(denied)
        said = [writing.quoting.quote(denial.claim) for denial in own]
        versions = (
            _version("says so", [_account_of(quote) for quote in said]),
            _version("denies it", [_account_of(no)]),
        )
        accounts = [account for version in versions for account in version.accounts]
        yield Dispute(
            kind="polarity",
            subject=" ".join(no.words),
            unit="",
            versions=versions,
            origins=_origins(accounts),
            score=best.score,
            note=f"{no.speaker} denied what {said[0].speaker} said.",
        )


def _account_of(quote: Quote) -> Account:
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
        speaker=quote.speaker,
        probably=quote.probably,
        said_on=quote.said_on,
        said_on_basis=quote.said_on_basis,
        story=quote.story,
    )


def _note(about: str, found: int, articles: int, origins: int) -> str:
    of = f" about “{about}”" if about else ""
    compared = f"{articles:,} article{'' if articles == 1 else 's'}{of}, {origins:,} independent"
    if articles == 0:
        return f"Not in this collection: nothing{of} that could be compared."
    if articles == 1 or origins == 1:
        return f"Only one source{of}: nothing to compare it with."
    if not found:
        return f"No accounts that differ were found in {compared}."
    return f"{found} {'matter' if found == 1 else 'matters'} in {compared}."
