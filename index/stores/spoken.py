"""Reading who said what: statements by filter or by article, and who made them."""

import json
import sqlite3
from collections import defaultdict
from datetime import date

from index.stores import Filter, SpeakerTally, StatementRow
from index.stores.filtering import DAY, IN_LIST, of_statements
from index.stores.rows import STATEMENT_COLUMNS, statement_from_row
from index.types import RowId

_WAS_SAID = "manner IN ('speech', 'noun') AND polarity = 'affirmed' AND modality = 'actual'"

_STATEMENTS = "statements JOIN articles ON articles.key = statements.article"

_STATEMENT_ROW = (
    f"SELECT statements.id AS row, article, {STATEMENT_COLUMNS}, (SELECT json_group_array(sentence)"
    f" FROM spoken WHERE statement = statements.id) AS sentences FROM {_STATEMENTS}"
)


def statements_where(
    connection: sqlite3.Connection,
    within: Filter,
    *,
    sentences: list[RowId] | None = None,
    most: int | None = None,
) -> list[StatementRow]:
    """The statements a filter leaves, newest first, undated ones last, ties by row."""
    conditions, values = of_statements(within)
    if sentences is not None:
        conditions += (
            f" AND statements.id IN (SELECT statement FROM spoken WHERE sentence {IN_LIST})"
        )
        values = (*values, json.dumps(sentences))
    rows = connection.execute(
        f"{_STATEMENT_ROW} WHERE NOT superseded {conditions}"
        f" ORDER BY {DAY} DESC NULLS LAST, statements.id LIMIT ?",
        (*values, -1 if most is None else most),
    )
    return [_statement(row) for row in rows]


def statements_in(connection: sqlite3.Connection, article_keys: list[RowId]) -> list[StatementRow]:
    """All statements of these articles, in order of their row ids."""
    rows = connection.execute(
        f"{_STATEMENT_ROW} WHERE article {IN_LIST} ORDER BY statements.id",
        (json.dumps(article_keys),),
    )
    return [_statement(row) for row in rows]


def count_statements(connection: sqlite3.Connection, within: Filter) -> int:
    """The number of statements that a filter leaves."""
    conditions, values = of_statements(within)
    (count,) = connection.execute(
        f"SELECT count(*) FROM {_STATEMENTS} WHERE NOT superseded {conditions}", values
    ).fetchone()
    return int(count)


def tally_speakers(
    connection: sqlite3.Connection, within: Filter, *, statements: list[RowId] | None = None
) -> list[SpeakerTally]:
    """Who made the statements that a filter leaves, or those of them with these ids."""
    conditions, values = of_statements(within)
    if statements is not None:
        conditions += f" AND statements.id {IN_LIST}"
        values = (*values, json.dumps(statements))
    rows = connection.execute(
        "SELECT speaker, speaker_kind, role, count(*) AS statements,"
        f" sum(kind != 'indirect') AS quoted, sum({_WAS_SAID}) AS said,"
        f" min({DAY}) AS first, max({DAY}) AS last,"
        " json_group_array(DISTINCT article) AS articles,"
        " json_group_array(DISTINCT source) AS sources"
        f" FROM {_STATEMENTS} WHERE NOT superseded AND speaker IS NOT NULL {conditions}"
        " GROUP BY speaker, speaker_kind, role ORDER BY speaker, speaker_kind, role",
        values,
    )
    return [_tally(row) for row in rows]


def speakers_in(connection: sqlite3.Connection, sentences: list[RowId]) -> dict[RowId, list[str]]:
    """The named speakers of the statements in each of these sentences, in their order."""
    found: dict[RowId, list[str]] = defaultdict(list)
    rows = connection.execute(
        "SELECT sentence, speaker FROM spoken JOIN statements ON statements.id = statement"
        f" WHERE speaker IS NOT NULL AND sentence {IN_LIST} ORDER BY statements.id",
        (json.dumps(sentences),),
    )
    for sentence, speaker in rows:
        found[sentence].append(speaker)
    return dict(found)


def topics_of(connection: sqlite3.Connection, speaker: str) -> dict[str, int]:
    """What a speaker of the registry spoke about, with the number of statements."""
    rows = connection.execute(
        "SELECT topic.value AS topic, count(*) AS statements"
        " FROM statements, json_each(topics) AS topic WHERE speaker = ? GROUP BY topic.value",
        (speaker,),
    )
    return {row["topic"]: row["statements"] for row in rows}


def _statement(row: sqlite3.Row) -> StatementRow:
    sentences = tuple(sorted(json.loads(row["sentences"])))
    return StatementRow(row["row"], row["article"], statement_from_row(row), sentences)


def _tally(row: sqlite3.Row) -> SpeakerTally:
    first, last = (date.fromisoformat(day) if day else None for day in (row["first"], row["last"]))
    sources = (source for source in json.loads(row["sources"]) if source)
    return SpeakerTally(
        speaker=row["speaker"],
        kind=row["speaker_kind"],
        role=row["role"],
        statements=row["statements"],
        quoted=row["quoted"],
        said=row["said"],
        first=first,
        last=last,
        articles=tuple(sorted(json.loads(row["articles"]))),
        sources=tuple(sorted(sources)),
    )
