"""Disputes in which one account denies, or sets right, what another affirms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.stems import stems
from index.types import RowId, Span
from rag.understanding.words import content_words
from rag.views.accounts.telling import Told, Writing, count_origins, version_of
from rag.views.accounts.types import Account, Dispute

# Claims of one article are one where they share so many stems, and this part of the shorter.
_LEAST_SAME = 2
_SAME = 0.5

# A claim of more characters is no heading.
_LONGEST = 140


# Somebody whom the sentence does not name denies: "which she has denied".
_DENIED = re.compile(r"\b(?:den(?:y|ie[sd])|disput|reject|refut)", re.I)


@dataclass(frozen=True, slots=True)
class Denial:
    """What somebody affirms, what denies it, and how sure it is, in [0, 1], that it does."""

    claim: Told
    denial: Told
    score: float


@dataclass(slots=True)
class _Opposed:
    """Both sides of one claim: the surest denial first, and those of copies of its story."""

    best: Denial
    stems: frozenset[str]
    said: list[Account]
    denied: list[Account]


def disputes_of(denials: Iterable[Denial], writing: Writing) -> Iterator[Dispute]:
    """A dispute for each claim that something denies, with all who make it."""
    by_denial: dict[tuple[RowId, Span], list[Denial]] = defaultdict(list)
    for denial in denials:
        by_denial[denial.denial.article_key, denial.denial.mark].append(denial)
    ranked = sorted(by_denial.values(), key=lambda own: -max(denial.score for denial in own))
    found: dict[RowId, list[_Opposed]] = defaultdict(list)
    for own in ranked:
        best = max(own, key=lambda denial: denial.score)
        no, yes = writing.account(best.denial), writing.account(best.claim)
        claims = {(d.claim.article_key, d.claim.mark): writing.account(d.claim) for d in own}
        said = [a for a in claims.values() if a.speaker != no.speaker or not no.speaker]
        if yes not in said:
            continue
        said.remove(yes)
        words = _stems(best.claim, writing)
        again = [one for one in found[no.story] if _is_again(words, one.stems)]
        if again:
            again[0].said.append(yes)
            again[0].denied.append(no)
        else:
            found[no.story].append(_Opposed(best, words, [yes, *said], [no]))
    for opposed in (one for story in found.values() for one in story):
        yield _dispute(opposed, writing)


def _dispute(opposed: _Opposed, writing: Writing) -> Dispute:
    value, note = _told(opposed.said[0], opposed.denied[0])
    versions = (version_of("says so", opposed.said), version_of(value, opposed.denied))
    return Dispute(
        kind="polarity",
        subject=_subject(opposed.best.claim, writing),
        unit="",
        versions=versions,
        origins=count_origins(account for version in versions for account in version.accounts),
        score=opposed.best.score,
        note=note,
    )


def _subject(claim: Told, writing: Writing) -> str:
    """What was claimed, in its own words; of many the first ones."""
    words = " ".join(_words(claim, writing).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def _stems(told: Told, writing: Writing) -> frozenset[str]:
    return stems(content_words(_words(told, writing)))


def _is_again(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a headline and the sentence under it, or two sentences, tell the same claim."""
    return len(one & other) >= max(_LEAST_SAME, _SAME * min(len(one), len(other)))


def _words(told: Told, writing: Writing) -> str:
    text = writing.article(told.article_key).text
    if told.row:
        return " ".join(span.of(text) for span in told.row.statement.words)
    return told.mark.of(text)


def _told(yes: Account, no: Account) -> tuple[str, str]:
    """What the denying side is called, and what tells the two sides apart."""
    told = no.source or "The article"
    said = f"what {yes.speaker} said" if yes.speaker else "it"
    mark = no.text[no.mark.start - no.span.start : no.mark.end - no.span.start]
    if no.speaker:
        return "denies it", f"{no.speaker} denied {said}."
    if _DENIED.search(mark):
        return "tells that it is denied", f"{told} tells that {said} is denied."
    return "says it is not so", f"{told} says that {said} is not so."
