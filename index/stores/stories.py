"""Which articles tell the same story, kept in step with the articles themselves.

Two articles are neighbours where their signatures say so; a story is everything that is
linked through neighbours, and is named by the row id of its first article. That does not
depend on the order in which articles came: one that comes joins the stories of all its
neighbours into one, and when one leaves, what stays of its story is grouped anew.
"""

import json
import sqlite3
from collections.abc import Iterator

from index.duplicates import BANDS, bands_of, group, is_same_story
from index.stores.filtering import IN_LIST
from index.types import RowId

# Each band's number and its hash, from one JSON list.
_IN_BANDS = (
    "json_each(?) AS wanted CROSS JOIN story_bands ON band = wanted.key AND hash = wanted.value"
)


def join_story(connection: sqlite3.Connection, key: RowId, signature: bytes) -> None:
    """Enter an article that came, and make one story of those that it belongs to."""
    bands = bands_of(signature)
    near = connection.execute(
        "SELECT article, story, signature FROM stories WHERE article IN"
        f" (SELECT article FROM {_IN_BANDS})",
        (json.dumps(bands),),
    ).fetchall()
    joined = {row["story"] for row in near if is_same_story(row["signature"], signature)}
    story = min({key, *joined})
    connection.executemany(
        "UPDATE stories SET story = ? WHERE story = ?",
        [(story, other) for other in sorted(joined - {story})],
    )
    connection.execute("INSERT INTO stories VALUES (?, ?, ?)", (key, story, signature))
    connection.executemany(
        "INSERT INTO story_bands VALUES (?, ?, ?)",
        [(band, value, key) for band, value in enumerate(bands)],
    )


def leave_story(connection: sqlite3.Connection, key: RowId) -> None:
    """Forget an article that leaves; what it alone held together falls apart."""
    row = connection.execute(
        "SELECT story, signature FROM stories WHERE article = ?", (key,)
    ).fetchone()
    if row is None:
        return
    connection.executemany(
        "DELETE FROM story_bands WHERE band = ? AND hash = ? AND article = ?",
        [(band, value, key) for band, value in enumerate(bands_of(row["signature"]))],
    )
    connection.execute("DELETE FROM stories WHERE article = ?", (key,))
    rest = connection.execute(
        "SELECT article, signature FROM stories WHERE story = ?", (row["story"],)
    )
    connection.executemany(
        "UPDATE stories SET story = ? WHERE article = ?",
        [
            (members[0], member)
            for members in group({r["article"]: r["signature"] for r in rest})
            for member in members
        ],
    )


def signature_of(connection: sqlite3.Connection, key: RowId) -> bytes:
    """The stored signature of an article that answers."""
    row = connection.execute("SELECT signature FROM stories WHERE article = ?", (key,)).fetchone()
    return bytes(row["signature"])


def find_story_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the stories, a sentence each."""
    missing = connection.execute(
        "SELECT id FROM articles WHERE NOT superseded AND key NOT IN (SELECT article FROM stories)"
    )
    yield from (f"'{row['id']}' belongs to no story" for row in missing)
    stale = connection.execute(
        "SELECT id FROM stories JOIN articles ON key = article WHERE superseded"
    )
    yield from (f"an old version of '{row['id']}' still belongs to a story" for row in stale)
    headless = connection.execute(
        "SELECT story FROM stories GROUP BY story HAVING min(article) != story"
    )
    yield from (f"story {row['story']} is not named by its first article" for row in headless)
    expected = 0
    for row in connection.execute("SELECT article, signature FROM stories ORDER BY article"):
        bands = bands_of(row["signature"])
        expected += len(bands)
        (entered,) = connection.execute(
            f"SELECT count(*) FROM {_IN_BANDS} WHERE article = ?",
            (json.dumps(bands), row["article"]),
        ).fetchone()
        if entered != len(bands):
            yield f"article {row['article']} is found by {entered} of its {BANDS} bands"
    (stored,) = connection.execute("SELECT count(*) FROM story_bands").fetchone()
    if stored != expected:
        yield f"{stored} bands of stories are stored, not {expected}"


def stories_of(connection: sqlite3.Connection, article_keys: list[RowId]) -> dict[RowId, RowId]:
    """The story that each of these articles tells: the row id of its first article."""
    rows = connection.execute(
        f"SELECT article, story FROM stories WHERE article {IN_LIST}", (json.dumps(article_keys),)
    )
    return {row["article"]: row["story"] for row in rows}


def copies_of(connection: sqlite3.Connection, article_key: RowId) -> list[RowId]:
    """The other articles that tell an article's story, in order of their row ids."""
    rows = connection.execute(
        "SELECT article FROM stories WHERE article != ?1 AND story ="
        " (SELECT story FROM stories WHERE article = ?1) ORDER BY article",
        (article_key,),
    )
    return [row for (row,) in rows]


def count_repeated(connection: sqlite3.Connection) -> int:
    """The number of stories that several articles tell."""
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM stories GROUP BY story HAVING count(*) > 1)"
    ).fetchone()
    return int(count)
