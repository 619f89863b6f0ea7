"""What a long benchmark has measured so far, as JSON lines that outlive a kill."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

Record: TypeAlias = Mapping[str, object]


class Journal:
    """Records in the order in which they came; each is in the file once it was added."""

    def __init__(self, file: Path) -> None:
        """Read what is there; a last line that was cut off is dropped."""
        self._file = file
        self.records: list[Record] = []
        if file.is_file():
            whole, end, _ = file.read_bytes().rpartition(b"\n")
            file.write_bytes(whole + end)
            self.records = [json.loads(line) for line in whole.split(b"\n") if line]

    def add(self, record: Record) -> None:
        """Keep a record."""
        self.records.append(record)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")


def number(record: Record, key: str) -> float:
    """A value of a record that is a number."""
    value = record[key]
    assert isinstance(value, int | float), f"'{key}' is a number"
    return value
