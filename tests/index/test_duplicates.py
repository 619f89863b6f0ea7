"""Which articles tell one story, on fictional wire copy."""

import random
from datetime import date

import pytest

from index.duplicates import (
    BANDS,
    SAME_STORY,
    bands_of,
    group,
    is_same_story,
    resemblance,
    sign,
)
from index.types import Article, Span, Zone, ZoneKind

WIRE = """\
The harbour tunnel of Port Callow will stay closed until October, Mayor Ilse Maren said on \
Saturday, after inspectors found salt water in three of its seven pumping stations.

"We owe the fishermen an apology," Maren told reporters at the town hall. "They waited long \
enough, and they were promised a tunnel that works in any weather."

Engineer Bo Lindqvist warned last winter that the pumps had never been tested under load. His \
report was filed with the budget office, which took no decision before the spring election.

The tunnel cost 410 million crowns and was to replace the ferry, whose last crossing drew a \
crowd of several thousand people to the old pier in June.

Opposition leader Vera Quill asked for an inquiry into the contract, which went to a single \
bidder. The company declined to comment and referred questions to the port authority.
"""

EDITED = """\
PORT CALLOW, May 3 (Northern Wire) - The harbour tunnel of Port Callow will stay closed until \
October, Mayor Ilse Maren said on Saturday, after inspectors found salt water in three of its \
seven pumping stations.

"We owe the fishermen an apology," Maren told reporters at the town hall. "They waited long \
enough, and they were promised a tunnel that works in any weather."

Engineer Bo Lindqvist warned last winter that the pumps had never been tested under load. His \
report was filed with the budget office, which took no decision before the spring election.

Opposition leader Vera Quill asked for an inquiry into the contract, which went to a single \
bidder. The company declined to comment and referred questions to the port authority.
"""

SAME_EVENT = """\
Salt water has put the new tunnel under the bay out of service, and commuters in Port Callow are \
back on the bus. Mayor Ilse Maren blamed pumps that nobody had tried out.

"We owe the fishermen an apology," Maren told reporters at the town hall.

For Tom Ode, who sold his boat when the tunnel opened, the apology comes late. He spends two \
hours a day on the road around the bay and says that neighbours have begun to move away.

The ferry company would bring back one of its ships within a week if the port authority paid for \
the crew, its director said. A decision is expected on Tuesday.
"""


def article(text: str, **changes: object) -> Article:
    return Article("a", text, "A title", **changes)  # type: ignore[arg-type]  # a test's shorthand


def runs(text: str) -> set[tuple[str, str, str]]:
    words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    return set(zip(words, words[1:], words[2:], strict=False))


def test_edited_wire_copy_is_the_same_story() -> None:
    assert is_same_story(sign(article(WIRE)), sign(article(EDITED)))


def test_another_story_on_the_same_event_is_not() -> None:
    assert not is_same_story(sign(article(WIRE)), sign(article(SAME_EVENT)))
    assert resemblance(sign(article(WIRE)), sign(article(SAME_EVENT))) < SAME_STORY / 2


@pytest.mark.parametrize("other", [WIRE, EDITED, SAME_EVENT])
def test_resemblance_is_near_the_counted_share_of_common_runs(other: str) -> None:
    one, two = runs(WIRE), runs(other)
    counted = len(one & two) / len(one | two)
    # Three standard errors of 128 values.
    assert resemblance(sign(article(WIRE)), sign(article(other))) == pytest.approx(
        counted, abs=0.13
    )


def test_quotes_case_and_white_space_do_not_matter() -> None:
    changed = WIRE.replace('"', "”").replace(" ", "\n").upper()
    assert sign(article(changed)) == sign(article(WIRE))


def test_only_the_body_counts() -> None:
    header = "By Sam Otter for a newspaper of another town\n\n"
    zones = (Zone(ZoneKind.BYLINE, Span(0, len(header))),)
    assert sign(article(header + WIRE, zones=zones)) == sign(article(WIRE))


def test_signature_is_the_same_in_every_run() -> None:
    # Signatures are stored: a change of these bytes needs every archive rebuilt.
    signature = sign(article("Snow fell on the harbour."))
    assert signature.hex()[:32] == "b6fe242573cc16119e254d6f9b12a91d"
    # No day, no outlet, five words, and "title" without "a".
    assert signature[512:524].hex() == "000000000000000005000000"
    assert len(signature) == 528


# A page of pictures: what stands around them outweighs the story.
LISTING = " ".join(f"Picture {n} of {n + 7} shows the harbour." for n in range(100))


def page(story: str, title: str, *, day: int = 1, source: str | None = "Callow Post") -> bytes:
    published = date(2031, 5, day)
    return sign(Article("a", story, title, source=source, published=published))


def test_pages_of_one_outlet_that_share_a_frame_are_two_stories() -> None:
    one = page(f"The pumps were switched on. {LISTING}", "Pumps run at last")
    other = page(f"A choir sang on the pier. {LISTING}", "Fishermen sing for the mayor")
    assert resemblance(one, other) > 0.9
    # All but the same, so long a text is one story whatever it is called.
    assert is_same_story(one, other)
    frame = LISTING[:1200]
    assert not is_same_story(
        page(frame, "Pumps run at last"), page(frame, "Fishermen sing for the mayor")
    )
    assert not is_same_story(page(frame, "Pumps run at last"), page(frame, ""))
    longer = f"{WIRE} {LISTING[:2600]}"
    twin = f"{SAME_EVENT} {LISTING[:2600]}"
    assert 0.5 <= resemblance(page(longer, "A"), page(twin, "A")) < 0.85
    assert is_same_story(page(longer, "Pumps run at last"), page(twin, "Pumps do run"))
    assert not is_same_story(page(longer, "Pumps run at last"), page(twin, "A choir"))


def test_newsletters_of_other_days_are_two_stories() -> None:
    one, other = f"{WIRE} {LISTING[:2600]}", f"{SAME_EVENT} {LISTING[:2600]}"
    today = page(one, "Five things to know on Monday")
    assert resemblance(today, page(other, "")) < 0.7
    assert is_same_story(today, page(other, "Five things to know on Tuesday", day=2))
    assert not is_same_story(today, page(other, "Five things to know on Friday", day=5))


def test_copy_in_another_outlet_may_have_another_title_and_day() -> None:
    one = page(WIRE, "Tunnel stays shut until October", source="Northern Wire")
    assert is_same_story(one, page(EDITED, "Salt water in the pumps", day=9))
    assert is_same_story(one, page(EDITED, "Salt water in the pumps", day=9, source=None))


def test_signature_without_day_outlet_and_title_still_compares() -> None:
    assert is_same_story(page(WIRE, "Tunnel stays shut")[:512], page(EDITED, "Salt water", day=9))


def test_article_without_words_resembles_nothing() -> None:
    empty = sign(article(" … \n"))
    assert (empty, bands_of(empty), resemblance(empty, empty)) == (b"", [], 0.0)
    assert not is_same_story(empty, empty)


def test_bands_of_equal_signatures_are_equal_and_fit_sqlite() -> None:
    bands = bands_of(sign(article(WIRE)))
    assert bands == bands_of(sign(article(WIRE)))
    assert len(bands) == BANDS
    assert all(-(2**63) <= value < 2**63 for value in bands)


def test_groups_are_linked_through_neighbours_in_any_order() -> None:
    paragraphs = WIRE.split("\n\n")
    chain = ["\n\n".join(paragraphs[:3]), WIRE, "\n\n".join(paragraphs[2:]), SAME_EVENT]
    signatures = {key: sign(article(text)) for key, text in enumerate(chain)}
    assert not is_same_story(signatures[0], signatures[2])
    for seed in range(5):
        keys = list(signatures)
        random.Random(seed).shuffle(keys)
        assert group({key: signatures[key] for key in keys}) == [[0, 1, 2], [3]]
