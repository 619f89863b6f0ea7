from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import UNDATED, Dated, date_in_name, find_date, first_date

DAY = date(2031, 2, 27)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2031-02-27", None),
        ("20310227", None),
        ("2031-02-27T23:30:00-05:00", datetime(2031, 2, 28, 4, 30, tzinfo=UTC)),
        ("2031-02-27T10:00:00Z", datetime(2031, 2, 27, 10, tzinfo=UTC)),
        ("2031-02-27 10:00:00 UTC", datetime(2031, 2, 27, 10, tzinfo=UTC)),
        ("2031-02-27T10:00:00", None),
        ("Thu, 27 Feb 2031 10:00:00 +0100", datetime(2031, 2, 27, 9, tzinfo=UTC)),
        ("Thursday, February 27, 2031, 5:03 PM EST", datetime(2031, 2, 27, 22, 3, tzinfo=UTC)),
        ("Feb. 27th, 2031", None),
        ("27 February 2031", None),
        ("Feb 27, 2031 at 12:05 a.m. BST", datetime(2031, 2, 26, 23, 5, tzinfo=UTC)),
        ("February 27, 2031 3:04 p.m. ET", None),
        ("2031/02/27", None),
        ("27.02.2031", None),
        ("02/27/2031", None),
        ("1929952800", datetime(2031, 2, 27, 10, tzinfo=UTC)),
        (1929952800, datetime(2031, 2, 27, 10, tzinfo=UTC)),
        (1929952800000, datetime(2031, 2, 27, 10, tzinfo=UTC)),
        (DAY, None),
        (datetime(2031, 2, 27, 10, tzinfo=UTC), datetime(2031, 2, 27, 10, tzinfo=UTC)),
    ],
)
def test_dates_are_read(written: object, at: datetime | None) -> None:
    assert find_date(written, "record") == Dated(DAY, at, "record")


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "02/03/2031", "2031", "2031-13-45", "February 2031", "31 June 2031", True,
     7, -5, float("nan"), float("inf"), None, [], "9" * 500, "0001-01-01T00:00:00+14:00"],
)  # fmt: skip
def test_what_is_no_single_day_tells_nothing(written: object) -> None:
    assert find_date(written, "record") == UNDATED


@given(written=st.one_of(st.text(), st.floats(), st.integers(), st.datetimes(), st.dates()))
def test_anything_is_a_date_or_none(written: object) -> None:
    found = find_date(written, "record")
    assert found == UNDATED or found.day is not None


def test_first_of_several_that_tells_a_date_counts() -> None:
    assert first_date([("", "a"), ("soon", "b"), ("2031-02-27", "c"), ("2030-01-01", "d")]) == (
        Dated(DAY, None, "c")
    )


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2031/02/27/story.txt", DAY),
        ("wire_2031-02-27_bridge.txt", DAY),
        ("20310227.txt", DAY),
        ("000_16cc01856572d9be.txt", None),
        ("2031-99-27.txt", None),
        ("120310227.txt", None),
    ],
)
def test_dates_in_names(name: str, day: date | None) -> None:
    assert date_in_name(name).day == day
