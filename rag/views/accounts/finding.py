"""Where accounts of one thing differ in numbers, or in that one denies what another says."""

from datetime import date

from index.archive import Archive, Filter, SentenceRow, Snapshot
from index.errors import QuestionError
from rag.quotes.naming import find_source
from rag.understanding.words import content_words, words_of
from rag.views.accounts.claims import Judge
from rag.views.accounts.corrections import find_corrections
from rag.views.accounts.dates import disputes_of_days
from rag.views.accounts.denials import find_denials
from rag.views.accounts.numbers import disputes_of_numbers
from rag.views.accounts.opposing import disputes_of
from rag.views.accounts.telling import Writing
from rag.views.accounts.types import Accounts
from rag.views.relevance import Topic

MOST_DISPUTES = 10

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
        writing = Writing(snapshot)
        judge = Judge(snapshot, {key: writing.article(key).published for key in keys})
        on_topic = {row.row for row in rows}
        wanted = sorted({row + n for row in on_topic for n in range(_AFTER + 1)})
        looked = [row for _, row in sorted(snapshot.sentences(wanted).items())] if about else rows
        found = [
            *find_denials(snapshot, judge, wanted if about else None, within),
            *find_corrections(snapshot, looked),
        ]
        denials = [
            denial
            for denial in found
            if on_topic.intersection((*denial.claim.sentences, *denial.denial.sentences))
        ]
        disputes = [
            *disputes_of_numbers(snapshot, rows, judge, writing),
            *disputes_of_days(snapshot, rows, judge, writing),
            *disputes_of(denials, writing),
        ]
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


def _note(about: str, found: int, articles: int, origins: int) -> str:
    of = f" about “{about}”" if about else ""
    compared = f"{articles:,} article{'' if articles == 1 else 's'}{of}, {origins:,} independent"
    if articles == 0:
        return f"Not in this collection: nothing{of} that could be compared."
    if found:
        return f"{found} {'matter' if found == 1 else 'matters'} in {compared}."
    if articles == 1 or origins == 1:
        return f"Only one source{of}: nothing to compare it with."
    return f"No accounts that differ were found in {compared}."
