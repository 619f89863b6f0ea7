from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.drawing import Chart, draw, nice_step
from benchmarks.growth import Growth, charts, portions

SIZE = {
    "size": 300,
    "passages": 1800,
    "index_s": 120.0,
    "added": 3,
    "added_s": 9.0,
    "indexing_mb": 900.0,
    "disk_mb": 30.0,
    "warm_ms": 40.0,
    "warm_p95_ms": 70.0,
    "asking_mb": 200.0,
}


def portion(to: int, written: int, seconds: float, memory: float = 0.0) -> dict[str, float]:
    return {
        "to": to,
        "written": written,
        "seconds": seconds,
        "peak_mb": memory,
    }


def test_the_last_hundredth_is_a_portion_by_itself() -> None:
    assert list(portions(0, 4800)) == [(0, 2000), (2000, 4000), (4000, 4752), (4752, 4800)]
    assert list(portions(4752, 4800)) == [(4752, 4800)]
    assert list(portions(300, 310)) == [(300, 306), (306, 310)]
    assert list(portions(300, 300)) == []


def test_portions_count_at_the_rate_of_what_they_wrote(tmp_path: Path) -> None:
    growth = Growth(tmp_path / "rows.jsonl")
    growth.add(portion(500, 500, 100.0, 800.0))
    # It went on from 400 articles of a run that was killed.
    growth.add(portion(1000, 100, 20.0, 600.0))
    growth.add(portion(1500, 500, 999.0, 900.0))
    assert growth.index_s(1000) == pytest.approx(200.0)
    assert growth.most("peak_mb", 1000) == 800.0
    assert Growth(tmp_path / "rows.jsonl").reached == 1500


def test_a_line_that_was_cut_off_is_none(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    Growth(file).add(SIZE)
    with file.open("a") as out:
        out.write('{"size": 3')
    assert [record["size"] for record in Growth(file).sizes] == [300]


def test_steps_are_round() -> None:
    assert [nice_step(most) for most in (0, 3, 5, 26_585, 0.4)] == [1, 1, 1, 10_000, 0.1]


def test_charts_stand_side_by_side_with_every_point() -> None:
    drawn = draw(charts([SIZE, SIZE | {"size": 1000, "index_s": 400.0}]))
    root = ElementTree.fromstring(drawn)
    circles = [node for node in root.iter() if node.tag.endswith("circle")]
    # Five charts, of which two have two lines.
    assert len(circles) == 14
    assert "Indexing everything, minutes" in drawn


def test_a_chart_places_its_points() -> None:
    drawn = draw([Chart("Cost & more", {"": [(0, 0), (5, 10)]})])
    assert 'd="M52 166L286 34"' in drawn.replace(".0", "")
    assert "Cost &amp; more" in drawn
