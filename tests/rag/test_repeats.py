from dataclasses import replace

import pytest

from index.archive import Archive
from index.types import Article
from rag.conversation import answer_turn
from rag.repeats import Stories, with_other, wording
from rag.types import Extract
from rag.writers.extractive import also_in

LEAD = "The tunnel stays closed until October, Mayor Ilse Maren said on Saturday."


@pytest.fixture(scope="module")
def extract(archive: Archive) -> Extract:
    return answer_turn(archive, "what did Maren say about the fishermen?")[0].extracts[0]


def variant(extract: Extract, text: str, *, article_id: str = "b", story: int = 7) -> Extract:
    return replace(extract, text=text, article_id=article_id, story=story, also_in=())


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        (LEAD, True),
        (LEAD.replace("on Saturday", "Saturday"), True),
        (f"PORT CALLOW, May 3 (Northern Wire) - {LEAD}", True),
        (f"PORT CALLOW — {LEAD}", True),
        (f"Port Callow (Northern Wire) -- {LEAD}", True),
        (f"{LEAD} She gave no reason.", True),
        (LEAD.replace("October", "December"), False),
        (LEAD.replace("stays", "does not stay"), False),
        ("Mayor Ilse Maren said.", False),
        (f"{LEAD[:-1]}, but Lindqvist did not.", True),
    ],
)
def test_light_edits_of_a_story_are_repeats_and_other_facts_are_not(
    archive: Archive, extract: Extract, text: str, *, repeats: bool
) -> None:
    shown = variant(extract, LEAD, article_id="a")
    with archive.view() as snapshot:
        stories = Stories(snapshot, [])
        assert stories.is_repeat(shown, variant(extract, text)) is repeats
        assert stories.is_repeat(
            variant(extract, text, article_id="a"), variant(extract, LEAD)
        ) is (repeats)
        # In another story only the very words count, and in the same article nothing does.
        elsewhere = variant(extract, text, story=8)
        assert stories.is_repeat(shown, elsewhere) is (text == LEAD)
        assert not stories.is_repeat(shown, variant(extract, text, article_id="a"))


def test_a_dash_in_a_sentence_is_no_dateline(archive: Archive, extract: Extract) -> None:
    one = variant(extract, "Maren is wrong — the tunnel will leak again in May.", article_id="a")
    other = variant(extract, "Lindqvist is wrong — the tunnel will leak again in May.")
    with archive.view() as snapshot:
        assert not Stories(snapshot, []).is_repeat(one, other)


def test_wording_ignores_quotes_case_and_white_space() -> None:
    assert wording("“Don’t\nwait,”  she said") == wording('"DON\'T wait", She said')
    assert wording("") == "  "


def test_outlets_are_named_once_and_many_are_cut_short(extract: Extract) -> None:
    assert also_in(extract) == ""
    named = with_other(extract, Article("b", "x", "t"))
    assert also_in(named) == "also in 1 more article"
    for n, source in enumerate(["Wire", "Gazette", "Wire", "Herald", "Mirror", "Post", "Echo"]):
        named = with_other(named, Article(f"c{n}", "x", "t", source=source))
    assert with_other(named, Article("c1", "x", "t", source="Other")) == named
    assert also_in(named) == "also in 8 more articles (Wire, Gazette, Herald, Mirror and 2 more)"
