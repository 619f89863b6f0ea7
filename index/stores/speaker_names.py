"""Speakers by the words of their names, looked up without reading all of them."""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from index.stems import fold

# Of all names at once, an owner's "'s" first; each is one pass over the text.
_ALIKE = (
    *(("’", "'"), ("'s ", " "), ("'s\n", "\n"), ("'", ""), ("ł", "l"), ("ø", "o"), ("đ", "d")),
    *((mark, " ") for mark in '.,-_&/()"“”:;'),
)


@runtime_checkable
class SpeakerNames(Protocol):
    """The names of an archive's speakers; threads may share them."""

    def holding(self, word: str) -> dict[str, int]:
        """The names that hold a word, in order, with the number of their bearer's statements.

        Words are folded, without marks and an owner's "'s": `words_in` takes names apart.
        """
        ...

    def words_from(self, beginning: str) -> list[str]:
        """The words of all names that begin so."""
        ...


class CountedNames:
    """Names that were told or counted, all in memory."""

    def __init__(self, statements_by_speaker: Mapping[str, int]) -> None:
        """Take every speaker with the number of their statements."""
        self._counts = statements_by_speaker
        self._names = sorted(statements_by_speaker)
        self._by_word = _by_word(self._names)

    def holding(self, word: str) -> dict[str, int]:
        """See `SpeakerNames`."""
        names = (self._names[number] for number in self._by_word.get(word, ()))
        return {name: self._counts[name] for name in names}

    def words_from(self, beginning: str) -> list[str]:
        """See `SpeakerNames`."""
        return [word for word in self._by_word if word.startswith(beginning)]


class SavedNames:
    """Names in a file of their own: 200,000 take a third of a second to read, one word none."""

    def __init__(self, file: Path) -> None:
        """Open what `write_names` wrote.

        Raises:
            sqlite3.Error: There is no such file.
        """
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        self._connection.execute("SELECT 1 FROM speakers LIMIT 1")

    def __del__(self) -> None:
        """Close; by itself a connection waits for the garbage collector."""
        with suppress(AttributeError):
            self._connection.close()

    def holding(self, word: str) -> dict[str, int]:
        """See `SpeakerNames`."""
        return dict(
            self._rows(
                "SELECT name, statements FROM words, json_each(numbers) AS place"
                " JOIN speakers ON speakers.number = place.value WHERE word = ? ORDER BY number",
                word,
            )
        )

    def words_from(self, beginning: str) -> list[str]:
        """See `SpeakerNames`."""
        last = beginning + chr(0x10FFFF)
        rows = self._rows("SELECT word FROM words WHERE word BETWEEN ? AND ?", beginning, last)
        return [word for (word,) in rows]

    def counts(self) -> dict[str, int]:
        """Every speaker with the number of their statements."""
        return dict(self._rows("SELECT name, statements FROM speakers ORDER BY number"))

    def _rows(self, query: str, *values: str) -> list[Any]:  # tuples of what is selected
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def write_names(file: Path, statements_by_speaker: Mapping[str, int]) -> None:
    """Write every speaker, with the number of their statements, into a new file."""
    names = sorted(statements_by_speaker)
    numbers = ((word, f"[{','.join(map(str, held))}]") for word, held in _by_word(names).items())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute(
            "CREATE TABLE speakers (number INTEGER PRIMARY KEY, name TEXT, statements INTEGER)"
        )
        connection.execute("CREATE TABLE words (word TEXT PRIMARY KEY, numbers TEXT) WITHOUT ROWID")
        connection.executemany(
            "INSERT INTO speakers VALUES (?, ?, ?)",
            ((number, name, statements_by_speaker[name]) for number, name in enumerate(names)),
        )
        connection.executemany("INSERT INTO words VALUES (?, ?)", sorted(numbers))


def _by_word(names: list[str]) -> dict[str, dict[int, None]]:
    """The places of the names that hold a word, in order, by that word."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for number, words in enumerate(words_in(names)):
        for word in words:
            found[word][number] = None
    return found


def words_in(names: Iterable[str]) -> list[list[str]]:
    """The words of each name as they are looked up."""
    lines = (name if name.isascii() else fold(name) for name in names)
    text = "".join(line.replace("\n", " ") + "\n" for line in lines).lower()
    for written, alike in _ALIKE:
        text = text.replace(written, alike)
    return [line.split() for line in text.split("\n")[:-1]]
