"""Speakers are found by the words of their names, saved or in memory."""

import sqlite3
import threading
from pathlib import Path

import pytest

from index.stores.speaker_names import CountedNames, SavedNames, SpeakerNames, write_names

SPEAKERS = {
    "Ilse Maren": 5,
    "Maren": 2,
    "Mayor Ilse Maren’s office": 1,
    "Zoë O'Leary-Łuk": 3,
    "the harbour\nmaster": 1,
    "Maren Maren": 1,
}


@pytest.fixture(params=["counted", "saved"])
def names(request: pytest.FixtureRequest, tmp_path: Path) -> SpeakerNames:
    if request.param == "counted":
        return CountedNames(SPEAKERS)
    write_names(tmp_path / "speakers.sqlite", SPEAKERS)
    return SavedNames(tmp_path / "speakers.sqlite")


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        (
            "maren",
            {"Ilse Maren": 5, "Maren": 2, "Maren Maren": 1, "Mayor Ilse Maren’s office": 1},
        ),
        ("oleary", {"Zoë O'Leary-Łuk": 3}),
        ("luk", {"Zoë O'Leary-Łuk": 3}),
        ("zoe", {"Zoë O'Leary-Łuk": 3}),
        ("master", {"the harbour\nmaster": 1}),
        ("Maren", {}),
        ("mar", {}),
        ("", {}),
    ],
)
def test_names_are_found_by_a_word(names: SpeakerNames, word: str, wanted: dict[str, int]) -> None:
    assert list(names.holding(word).items()) == list(wanted.items())


def test_words_are_found_by_their_beginning(names: SpeakerNames) -> None:
    assert sorted(names.words_from("ma")) == ["maren", "master", "mayor"]
    assert names.words_from("mb") == []


def test_saved_speakers_are_read_whole_and_by_several_threads(tmp_path: Path) -> None:
    write_names(tmp_path / "speakers.sqlite", SPEAKERS)
    names = SavedNames(tmp_path / "speakers.sqlite")
    assert names.counts() == SPEAKERS
    found: list[dict[str, int]] = []
    threads = [
        threading.Thread(target=lambda: found.append(names.holding("maren"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [CountedNames(SPEAKERS).holding("maren")] * 8


def test_no_file_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        SavedNames(tmp_path / "speakers.sqlite")
    assert not (tmp_path / "speakers.sqlite").exists()
