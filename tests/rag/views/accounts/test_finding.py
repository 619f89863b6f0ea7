"""Where accounts of one thing differ."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.embedders.minilm import MiniLM
from index.errors import QuestionError, UnknownName
from index.types import Article, Span, Statement
from rag.exporting_views import accounts_to_json
from rag.views.accounts.finding import find_accounts
from tests.rag.quotes.conftest import put, said

POST = "The fire at the Callow harbour destroyed 41 fishing boats on Monday. Nobody was hurt."
GAZETTE = "On Monday the fire at the Callow harbour destroyed 28 fishing boats, sailors say."
COPY = "CALLOW (Wire) - " + GAZETTE + " It rained later."
HERALD = "The fire at the Callow harbour on Monday destroyed 28 fishing boats. Snow fell."
OTHER = "The town of Brask bought 12 fishing boats in spring."
BRIBES = (
    "Clerk Vera Quill accused Mayor Ilse Maren of taking money from the ferry company.\n\n"
    "Maren has denied the accusation."
)


def article(name: str, text: str, source: str, day: int = 6) -> Article:
    return Article(name, text, name.title(), source=source, published=date(2031, 5, day))


def bribes() -> tuple[Statement, ...]:
    first, second = BRIBES.split("\n\n")
    accused = said(
        BRIBES, first, ("Mayor Ilse Maren of taking money from the ferry company",),
        "Clerk Vera Quill", "Vera Quill", kind="indirect", cue=cue("accused"),
    )  # fmt: skip
    denied = said(
        BRIBES, second, ("the accusation",), "Maren", "Ilse Maren", kind="indirect",
        cue=cue("denied"),
    )  # fmt: skip
    return accused, denied


def cue(word: str) -> Span:
    return Span(BRIBES.index(word), BRIBES.index(word) + len(word))


@pytest.fixture(scope="module")
def fires(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("fires") / "archive"
    put(
        folder,
        [
            (article("post", POST, "Callow Post"), ()),
            (article("gazette", GAZETTE, "Port Gazette"), ()),
            (article("copy", COPY, "Brask Times", 7), ()),
            (article("herald", HERALD, "Herald", 7), ()),
            (article("other", OTHER, "Brask Times"), ()),
            (article("bribes", BRIBES, "Callow Post"), bribes()),
        ],
        embedder,
    )
    opened = open_archive(folder, embedder)
    yield opened
    opened.close()


def test_numbers_that_differ_stand_side_by_side(fires: Archive) -> None:
    (dispute,) = find_accounts(fires, "fire at the harbour").disputes
    values = {version.value: version for version in dispute.versions}
    assert set(values) == {"41 fishing boats", "28 fishing boats"}
    assert (dispute.kind, dispute.unit) == ("number", "boat")
    assert values["41 fishing boats"].only_one_source
    assert not values["28 fishing boats"].only_one_source
    for version in dispute.versions:
        for account in version.accounts:
            found = fires.find(account.article_id)
            assert found is not None
            assert account.span.of(found.text) == account.text
            assert account.mark.of(found.text) == version.value


def test_copies_of_one_story_are_one_origin(fires: Archive) -> None:
    (dispute,) = find_accounts(fires, "fire at the harbour").disputes
    told = next(v for v in dispute.versions if v.value.startswith("28"))
    origins = {account.article_id: account.also_in for account in told.accounts}
    assert origins == {"gazette": ("copy",), "herald": ()}
    assert (told.origins, dispute.origins) == (2, 3)


@pytest.mark.parametrize(("source", "day"), [("Callow Post", 6), ("Port Gazette", 9)])
def test_one_outlets_numbers_and_those_of_later_days_are_no_dispute(
    source: str, day: int, tmp_path: Path, embedder: MiniLM
) -> None:
    folder = tmp_path / "archive"
    told = [article("post", POST, "Callow Post"), article("gazette", GAZETTE, source, day)]
    put(folder, [(one, ()) for one in told], embedder)
    archive = open_archive(folder, embedder)
    assert find_accounts(archive, "fire at the harbour").disputes == ()
    archive.close()


def test_denial_stands_beside_what_it_denies(fires: Archive) -> None:
    (dispute,) = [d for d in find_accounts(fires).disputes if d.kind == "polarity"]
    claims, denials = dispute.versions
    assert [a.speaker for a in claims.accounts] == ["Vera Quill"]
    assert [a.speaker for a in denials.accounts] == ["Ilse Maren"]
    assert dispute.note == "Ilse Maren denied what Vera Quill said."
    assert accounts_to_json(find_accounts(fires))["total"] == 2


def test_topic_without_a_difference_says_so(fires: Archive) -> None:
    found = find_accounts(fires, "town of Brask")
    assert found.disputes == ()
    assert found.note.startswith("No accounts that differ") or "one source" in found.note
    assert find_accounts(fires, "volcano insurance").note == (
        "Not in this collection: nothing about “volcano insurance” that could be compared."
    )


def test_impossible_requests_are_refused(fires: Archive) -> None:
    with pytest.raises(QuestionError, match="holds no words"):
        find_accounts(fires, "?!")
    with pytest.raises(UnknownName, match="Herald"):
        find_accounts(fires, sources=("Herold",))
