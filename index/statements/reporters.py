"""Whose words report a statement, where one speaker quotes another."""

from dataclasses import replace

from index.types import Statement


def with_reporters(statements: list[Statement]) -> list[Statement]:
    """The statements, each with the speaker in whose words its cue stands.

    Of several around it the nearest counts; somebody who tells what they themselves said
    or think is not named twice.
    """
    return [_with_reporter(statement, statements) for statement in statements]


def _with_reporter(statement: Statement, statements: list[Statement]) -> Statement:
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
    return replace(statement, reported_by=nearest.speaker)


def _holds(outer: Statement, inner: Statement) -> bool:
    place = inner.cue or inner.words[0]
    return any(words.contains(place) for words in outer.words)
