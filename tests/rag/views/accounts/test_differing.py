"""Denials, corrections and days that differ, each found in one or two small articles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.embedders.minilm import MiniLM
from index.types import Article, Span, Statement
from rag.views.accounts.finding import find_accounts
from rag.views.accounts.types import Dispute
from tests.rag.quotes.conftest import put, said

Find = Callable[..., tuple[Dispute, ...]]
Told = tuple[str, tuple[Statement, ...], str, int]


@contextmanager
def opened(folder: Path, told: tuple[Told, ...], embedder: MiniLM) -> Iterator[Archive]:
    articles = [
        (
            Article(f"a{n}", text, f"Title {n}", source=source, published=date(2031, 5, day)),
            statements,
        )
        for n, (text, statements, source, day) in enumerate(told)
    ]
    put(folder, articles, embedder)
    archive = open_archive(folder, embedder)
    yield archive
    archive.close()


@pytest.fixture
def find(tmp_path: Path, embedder: MiniLM) -> Find:
    def found(*told: Told) -> tuple[Dispute, ...]:
        with opened(tmp_path / "archive", told, embedder) as archive:
            return find_accounts(archive).disputes

    return found


def spoken(text: str, words: str, name: str, cue: str, *, kind: str = "indirect") -> Statement:
    sentence = next(s for s in text.split("\n\n") if words in s)
    start = text.index(cue, text.index(sentence))
    at = Span(start, start + len(cue))
    return said(text, sentence, (words,), name.rsplit(maxsplit=1)[-1], name, kind=kind, cue=at)


def sides(dispute: Dispute) -> list[tuple[str | None, str]]:
    """Who gives each value, and the words that give it."""
    found = []
    for version in dispute.versions:
        for account in version.accounts:
            offset = account.span.start
            mark = account.text[account.mark.start - offset : account.mark.end - offset]
            found.append((account.speaker, mark))
    return found


def test_reporter_who_says_falsely_stands_beside_the_claim(find: Find) -> None:
    text = "Mayor Ilse Maren falsely claimed that the ferry was sold last year."
    claim = spoken(text, "that the ferry was sold last year", "Ilse Maren", "claimed")
    (dispute,) = find((text, (claim,), "Callow Post", 6))
    assert sides(dispute) == [
        ("Ilse Maren", "that the ferry was sold last year"),
        (None, "falsely"),
    ]
    assert [version.value for version in dispute.versions] == ["says so", "says it is not so"]
    assert dispute.note == "Callow Post says that what Ilse Maren said is not so."


def test_copies_of_a_correction_are_one_dispute(find: Find) -> None:
    text = "Mayor Ilse Maren falsely claimed that the ferry was sold last year. Snow fell."
    claim = spoken(text, "that the ferry was sold last year", "Ilse Maren", "claimed")
    (dispute,) = find((text, (claim,), "Callow Post", 6), (text, (claim,), "Brask Times", 7))
    assert [version.origins for version in dispute.versions] == [1, 1]
    assert dispute.versions[1].accounts[0].also_sources == ("Brask Times",)


def test_accusation_inside_its_denial_has_its_own_speaker(find: Find) -> None:
    text = "Mayor Ilse Maren rejected Vera Quill's accusation that the ferry was sold too cheaply."
    words = "Vera Quill's accusation that the ferry was sold too cheaply"
    denial = spoken(text, words, "Ilse Maren", "rejected")
    (dispute,) = find((text, (denial,), "Callow Post", 6))
    assert sides(dispute) == [
        ("Vera Quill", "that the ferry was sold too cheaply"),
        ("Ilse Maren", words),
    ]
    assert dispute.note == "Ilse Maren denied what Vera Quill said."


@pytest.mark.parametrize(
    ("clause", "who", "value"),
    [
        ("a claim that harbour officials dispute", "harbour officials", "denies it"),
        ("which she has denied", None, "tells that it is denied"),
    ],
)
def test_clause_that_denies_stands_beside_the_rest(
    clause: str, who: str | None, value: str, find: Find
) -> None:
    text = f"Some allege that the ferry was sold too cheaply, {clause}."
    (dispute,) = find((text, (), "Callow Post", 6))
    assert sides(dispute) == [
        (None, "Some allege that the ferry was sold too cheaply"),
        (who, clause),
    ]
    assert dispute.versions[1].value == value


def test_debunked_claim_is_set_right_by_the_article(find: Find) -> None:
    text = "The hall was full of talk, among it the debunked claim that the ferry had sunk."
    (dispute,) = find((text, (), "Callow Post", 6))
    assert sides(dispute) == [(None, "that the ferry had sunk"), (None, "debunked claim")]


def test_next_sentence_sets_right_what_was_said(find: Find) -> None:
    text = "“The ferry has sunk,” Vera Quill said.\n\nThat is not true."
    claim = spoken(text, "The ferry has sunk,", "Vera Quill", "said", kind="direct")
    (dispute,) = find((text, (claim,), "Callow Post", 6))
    assert sides(dispute) == [("Vera Quill", "The ferry has sunk,"), (None, "That is not true")]


def test_what_was_refused_to_somebody_is_no_denial(find: Find) -> None:
    text = "Critics said the vote was unfair.\n\nThe council denied her party the victory."
    denial = spoken(text, "her party the victory", "Callow council", "denied")
    assert find((text, (denial,), "Callow Post", 6)) == ()


BRIDGE = (
    "The new Callow harbour bridge will open to traffic on Friday. Snow is forecast. "
    "Bakers hope for visitors from the islands."
)


def test_event_on_two_days_is_told_side_by_side(find: Find) -> None:
    other = (
        "Officials said the new Callow harbour bridge will open to traffic on Saturday. Eels rot."
    )
    (dispute,) = find((BRIDGE, (), "Callow Post", 6), (other, (), "Port Gazette", 7))
    assert dispute.kind == "date"
    assert {v.value for v in dispute.versions} == {"9 May 2031", "10 May 2031"}
    assert dispute.note == "Accounts differ: 9 May 2031 or 10 May 2031."
    assert (dispute.origins, sides(dispute)[0][1]) == (2, "Friday")


@pytest.mark.parametrize(
    ("other", "source", "day"),
    [
        ("The new Callow harbour bridge opened to traffic on Saturday.", "Port Gazette", 11),
        ("The new Callow harbour bridge will open to traffic on Friday.", "Port Gazette", 7),
        ("The new Callow harbour bridge will open to traffic on Saturday.", "Callow Post", 7),
        ("The new Callow harbour bridge will open to traffic on Saturday.", "Port Gazette", 15),
        ("The old Brask town hall will open to visitors on Saturday.", "Port Gazette", 7),
        ("On Saturday, Maren said the new Callow harbour bridge was safe.", "Port Gazette", 11),
    ],
    ids=["another tense", "same day", "one outlet", "a week later", "another event", "of saying"],
)
def test_days_that_may_both_be_right_are_no_dispute(
    other: str, source: str, day: int, find: Find
) -> None:
    assert find((BRIDGE, (), "Callow Post", 6), (other, (), source, day)) == ()


def test_what_two_speakers_count_is_told_side_by_side(find: Find) -> None:
    text = (
        "Police said 500 people marched across the Callow harbour bridge on Monday.\n\n"
        "Organisers said 2,000 people marched across the Callow harbour bridge."
    )
    police = spoken(text, "500 people marched across the Callow harbour bridge", "Police", "said")
    words = "2,000 people marched across the Callow harbour bridge"
    other = spoken(text, words, "Organisers", "said")
    (dispute,) = find((text, (police, other), "Callow Post", 6))
    assert sides(dispute) == [("Organisers", "2,000 people"), ("Police", "500 people")]
