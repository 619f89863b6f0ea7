from datetime import date

import pytest

from rag.page.wording import (
    format_count,
    format_day,
    format_iso_day,
    format_link,
    format_names,
    format_seconds,
)


def test_dates_are_written_day_month_year() -> None:
    assert format_day(date(2025, 2, 28)) == "28 Feb 2025"
    assert format_day(date(2031, 5, 4)) == "4 May 2031"
    assert format_iso_day("2025-02-28") == "28 Feb 2025"
    assert format_iso_day("2026-11-22T09:12:33+00:00") == "22 Nov 2026"
    assert format_iso_day(None) == ""


def test_counts_are_grouped_and_agree() -> None:
    assert format_count(1, "article") == "1 article"
    assert format_count(1009, "article") == "1,009 articles"


def test_names_are_listed_as_people_do() -> None:
    assert format_names(()) == ""
    assert format_names(("Ilse Maren",)) == "Ilse Maren"
    assert format_names(("Ilse Maren", "Bo Lind", "Tom Ode")) == "Ilse Maren, Bo Lind and Tom Ode"


def test_seconds_are_milliseconds_below_one() -> None:
    assert format_seconds(0.0314) == "31 ms"
    assert format_seconds(1.25) == "1.2 s"


def test_web_addresses_are_linked() -> None:
    link = format_link("https://news.example/a?b=1&c=2", "Pier & port")
    assert link == (
        '<a href="https://news.example/a?b=1&amp;c=2" target="_blank" '
        'rel="noopener noreferrer">Pier &amp; port</a>'
    )


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)//http://a.example",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//a.example/b",
        "https:",
        "http://[",
    ],
)
def test_other_addresses_are_not_linked(address: str | None) -> None:
    assert format_link(address, "<b>Pier</b>") == ""
