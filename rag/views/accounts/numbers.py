"""Disputes in which accounts of one thing give numbers that cannot all be right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from index.archive import SentenceRow, Snapshot
from index.stems import stem
from index.types import Vector
from rag.understanding.words import content_words, words_of
from rag.views.accounts.claims import Claim, Judge, claims_in
from rag.views.accounts.quantities import agree
from rag.views.accounts.telling import Writing, count_origins, told_in, version_of
from rag.views.accounts.types import Dispute, Version

# Numbers of one thing are compared that were published within so many days, or that two
# speakers give within so many sentences.
_DAYS = 3
_REACH = 6

# A thing of which there are more numbers than these is counted again and again.
_MOST_VERSIONS = 3


def disputes_of_numbers(
    snapshot: Snapshot, rows: Sequence[SentenceRow], judge: Judge, writing: Writing
) -> Iterator[Dispute]:
    """Groups of claims of one thing, of several stories, whose numbers cannot all be right."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    texts = snapshot.texts(sorted({row.article_key for row in rows}))
    for row in rows:
        for claim in claims_in(row, row.span.of(texts[row.article_key].text)):
            claims[claim.quantity.unit].append(claim)
    for own in claims.values():
        if len(own) < 2:
            continue
        dated = sorted(own, key=lambda claim: (_day(claim, writing), claim.sentence.row))
        vectors = list(snapshot.vectors("sentence", [claim.sentence.row for claim in dated]))
        pairs = _pairs(dated, vectors, judge, [_day(claim, writing) for claim in dated])
        yield from _grouped(dated, pairs, judge, writing)
        yield from _of_speakers(dated, vectors, judge, writing)


def _pairs(
    claims: list[Claim], vectors: list[Vector], judge: Judge, days: list[date]
) -> dict[tuple[int, int], float]:
    """Which claims, published within a few days, are of one thing; `claims` in order of days."""
    found: dict[tuple[int, int], float] = {}
    for i, one in enumerate(claims):
        for j in range(i + 1, len(claims)):
            if (days[j] - days[i]).days > _DAYS:
                break
            score = judge.score(one, claims[j], (vectors[i], vectors[j]))
            if score is not None:
                found[i, j] = score
    return found


def _day(claim: Claim, writing: Writing) -> date:
    return writing.article(claim.sentence.article_key).published or date.max


def _of_speakers(
    claims: list[Claim], vectors: list[Vector], judge: Judge, writing: Writing
) -> Iterator[Dispute]:
    """What two speakers, or one and the article, count differently in sentences near together."""
    for i, one in enumerate(claims):
        for j in range(i + 1, len(claims)):
            other = claims[j]
            if other.sentence.row - one.sentence.row > _REACH:
                break
            if other.sentence.article_key != one.sentence.article_key:
                continue
            score = judge.score_beside(one, other, (vectors[i], vectors[j]))
            if score is None:
                continue
            versions = _versions([one, other], writing)
            if len({version.accounts[0].speaker for version in versions}) > 1:
                yield _dispute([one, other], versions, score)


def _grouped(
    claims: list[Claim],
    pairs: dict[tuple[int, int], float],
    judge: Judge,
    writing: Writing,
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


def _are_apart(one: Claim, other: Claim, writing: Writing) -> bool:
    """Whether two outlets or speakers tell of it, in two stories, within a day of each other.

    One outlet's captions, prices and counts of later days differ without a dispute.
    """
    first, second = (writing.account(told_in(claim.sentence, claim.mark)) for claim in (one, other))
    if first.story == second.story or not (first.published and second.published):
        return False
    if abs((first.published - second.published).days) > 1:
        return False
    speakers = {first.speaker, second.speaker} - {None}
    return first.source != second.source or len(speakers) > 1


def _versions(claims: list[Claim], writing: Writing) -> list[Version]:
    groups: list[list[Claim]] = []
    for claim in claims:
        fitting = [g for g in groups if all(agree(claim.quantity, c.quantity) for c in g)]
        if fitting:
            fitting[0].append(claim)
        else:
            groups.append([claim])
    versions = []
    for group in groups:
        accounts = [writing.account(told_in(claim.sentence, claim.mark)) for claim in group]
        versions.append(version_of(" ".join(group[0].quantity.written.split()), accounts))
    return sorted(versions, key=lambda version: (-version.origins, version.value))


def _dispute(claims: list[Claim], versions: list[Version], score: float) -> Dispute:
    unit = claims[0].quantity.unit
    accounts = [account for version in versions for account in version.accounts]
    values = " or ".join(version.value for version in versions)
    return Dispute(
        kind="number",
        subject=_subject(claims),
        unit=unit,
        versions=tuple(versions),
        origins=count_origins(accounts),
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
