from itertools import pairwise

import pytest

from index.readers.layout import find_layout
from index.types import ZoneKind

STORY = "The mayor said on Monday that the bridge was closed."


def zones(text: str) -> list[tuple[str, str]]:
    return [(zone.kind.value, zone.span.of(text)) for zone in find_layout(text).zones]


@pytest.mark.parametrize(
    ("dateline", "source"),
    [
        ("PORT CALLOW, Feb 27 (Reuters) - ", "Reuters"),
        ("PORT CALLOW/LONDON, Feb 27 (Reuters) – ", "Reuters"),
        ("PORT CALLOW (AP) — ", "AP"),
        ("PORT CALLOW, Maren (AP) -- ", "AP"),
        ("Port Callow (AFP) - ", "AFP"),
        ("ST. CALLOW, N.Y., Dec. 14 (UPI) — ", "UPI"),
        ("(CNN) -", "CNN"),
        ("Port Callow, Feb 27, 2031 (AFP) - ", "AFP"),
        ("PORT CALLOW — ", None),
        ("PORT CALLOW, Maren — ", None),
        ("PORT CALLOW, Feb. 27 - ", None),
    ],
)
def test_datelines_are_marked(dateline: str, source: str | None) -> None:
    text = dateline + STORY
    assert zones(text) == [("dateline", dateline)]
    assert find_layout(text).source == source


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The mayor - who is new - said so.",
        "Mayor Maren (Independent) — said so on Monday.",
        "The US - a large country - said so.",
        "By the time the bridge closed, nobody was left.",
        "According to a Reuters/Harbour poll, the two are in a dead heat.",
        "Reporting by the newspaper led to this. The mayor resigned.\nShe said so.",
        "He told them to sign up here and now, she said, and they did.",
        "On May 4, 2031, the bridge fell.",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    assert zones(text) == []


def test_date_in_a_dateline_counts_only_with_its_year() -> None:
    dated = find_layout(f"Port Callow, Feb 27, 2031 (AFP) - {STORY}").dated
    assert (str(dated.day), dated.basis) == ("2031-02-27", "dateline")
    assert find_layout(f"PORT CALLOW, Feb 27 (Reuters) - {STORY}").dated.day is None


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("February 27, 2031, 5:03 PM EST", "2031-02-27", "None"),
        ("Published: Feb. 27, 2031", "2031-02-27", "None"),
        ("Published 27 February 2031 | Updated 28 February 2031", "2031-02-27", "2031-02-28"),
        ("February 27, 2031 1:03 AM GMT · Updated 2 hours ago", "2031-02-27", "None"),
        ("Last updated on Thu 27 Feb 2031 at 09:15 GMT", "None", "2031-02-27"),
    ],
)
def test_header_lines_tell_dates(line: str, published: str, updated: str) -> None:
    text = f"Bridge closed\n\n{line}\n\n{STORY}"
    layout = find_layout(text)
    assert zones(text) == [("header", line)]
    assert (str(layout.dated.day), str(layout.updated.day)) == (published, updated)


def test_time_in_a_header_line_is_kept_as_utc() -> None:
    layout = find_layout(f"February 27, 2031, 5:03 PM EST\n\n{STORY}")
    assert str(layout.dated.at) == "2031-02-27 22:03:00+00:00"


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("By Vera Quill and Sam Otter", ("Vera Quill", "Sam Otter"), None),
        ("By VERA QUILL, Associated Press", ("VERA QUILL",), "AP"),
        ("By Vera Quill, Sam Otter, and Tom Ode", ("Vera Quill", "Sam Otter", "Tom Ode"), None),
        ("By Vera J. Quill | Reuters", ("Vera J. Quill",), "Reuters"),
    ],
)
def test_bylines_name_people_and_agencies(
    line: str, authors: tuple[str, ...], source: str | None
) -> None:
    layout = find_layout(f"{line}\n\n{STORY}")
    assert [zone.kind for zone in layout.zones] == [ZoneKind.BYLINE]
    assert (layout.authors, layout.source) == (authors, source)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Reporting by Vera Quill; editing by Sam Otter", "credit"),
        ("(Additional reporting by Tom Ode in London; Editing by Sam Otter.)", "credit"),
        ("Associated Press writers Tom Ode and Sam Otter contributed to this report.", "credit"),
        ("vq-so/to", "credit"),
        ("Sign up here.", "notice"),
        (
            "The Harbour Briefing has all the news you need to start your day. Sign up here.",
            "notice",
        ),
        ("Our Standards: The Harbour Trust Principles.", "notice"),
        ("Copyright 2031 The Harbour Wire. All rights reserved.", "notice"),
        ("© 2031 AFP", "notice"),
        ("___", "notice"),
    ],
)
def test_lines_below_the_story_are_marked(line: str, kind: str) -> None:
    assert zones(f"{STORY}\n\n{STORY}\n\n{line}\n") == [(kind, line)]


def test_notice_in_the_middle_of_a_long_story_is_marked() -> None:
    story = "\n\n".join([STORY] * 300)
    line = "Get the harbour news every day. Sign up here."
    assert zones(f"{story}\n\n{line}\r\n\n{story}") == [("notice", line)]


def test_captions_of_three_agencies_are_marked() -> None:
    for credit, source in (
        ("REUTERS/Tom Ode", "Reuters"),
        ("(AP Photo/Tom Ode, File)", "AP"),
        ("AFP/Tom ODE", "AFP"),
    ):
        text = f"The bridge on Monday. {credit}\n\n{STORY}"
        assert [kind for kind, _ in zones(text)] == ["caption"]
        assert find_layout(text).source == source


def test_zones_lie_apart_and_in_order() -> None:
    text = (
        "date 2031-05-04 The bridge. REUTERS/Tom Ode\n\nBy Vera Quill\n\n"
        f"PORT CALLOW, May 4 (Reuters) - {STORY}\n\n{STORY}\n\nReporting by Vera Quill\n"
    )
    found = find_layout(text).zones
    assert [zone.kind.value for zone in found] == [
        "header", "caption", "byline", "dateline", "credit",
    ]  # fmt: skip
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
