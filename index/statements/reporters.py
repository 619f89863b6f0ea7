"""Whose words report a statement, where one speaker quotes another."""

from collections.abc import Callable
from dataclasses import replace

from index.types import Span, Statement

_FIRST_PERSON = frozenset(["i", "me", "my", "myself"])

# "I" in somebody's words is hardly less sure than who speaks them.
_SURE = 0.95


def with_reporters(statements: list[Statement], words_at: Callable[[Span], str]) -> list[Statement]:
    """The statements, each with the speaker in whose words its cue stands.

    Of several around it the nearest counts; somebody who tells what they themselves said
    or think is not named twice, and "I" in quoted words is who speaks them. `words_at` gives
    the article's words at a span.
    """
    return [_with_reporter(statement, statements, words_at) for statement in statements]


def _with_reporter(
    statement: Statement, statements: list[Statement], words_at: Callable[[Span], str]
) -> Statement:
    around = [
        other
        for other in statements
        if other is not statement and other.was_said and _holds(other, statement)
    ]
    if not around:
        return statement
    nearest = min(around, key=lambda other: sum(map(len, other.words)))
    if nearest.speaker == statement.speaker:
        return statement
    if nearest.kind != "indirect" and _is_first_person(statement, words_at):
        return replace(
            statement,
            speaker=nearest.speaker,
            confidence=round(_SURE * nearest.confidence, 2),
            basis="pronoun",
            speaker_kind=nearest.speaker_kind,
            role=nearest.role,
        )
    return replace(statement, reported_by=nearest.speaker)


def _is_first_person(statement: Statement, words_at: Callable[[Span], str]) -> bool:
    mention = statement.mention
    return (
        statement.speaker is None
        and mention is not None
        and words_at(mention).lower() in _FIRST_PERSON
    )


def _holds(outer: Statement, inner: Statement) -> bool:
    place = inner.cue or inner.words[0]
    return any(words.contains(place) for words in outer.words)
