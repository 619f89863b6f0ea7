"""Small charts as the text of an SVG: lines over one shared kind of x axis, each from zero."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 300, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 34, 34
_COLUMNS = 3
_COLOURS = ("#0b5fa5", "#c2571a")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """One or two lines by their names; a name may be empty where there is one."""

    title: str
    lines: Mapping[str, Sequence[Point]]


def draw(charts: Sequence[Chart]) -> str:
    """The charts side by side, on white, readable by a screen reader through their titles."""
    rows = math.ceil(len(charts) / _COLUMNS)
    width, height = _COLUMNS * _WIDTH, rows * _HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11" role="img">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, chart in enumerate(charts):
        row, column = divmod(number, _COLUMNS)
        parts.append(f'<g transform="translate({column * _WIDTH} {row * _HEIGHT})">')
        parts += _chart(chart)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>"]) + "\n"


def nice_step(most: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that reaches `most` within five steps."""
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most / 5))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power * 5 >= most)


def _chart(chart: Chart) -> list[str]:
    points = [point for line in chart.lines.values() for point in line]
    x_step = nice_step(max((x for x, _ in points), default=0))
    y_step = nice_step(max((y for _, y in points), default=0))

    def place(x: float, y: float) -> Point:
        across, up = x / (5 * x_step), y / (5 * y_step)
        inner_width, inner_height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
        return round(_LEFT + across * inner_width, 1), round(_TOP + (1 - up) * inner_height, 1)

    drawn = [f'<text x="{_LEFT}" y="16" font-weight="bold">{escape(chart.title)}</text>']
    for step in range(6):
        x, y = place(step * x_step, step * y_step)
        left, low = place(0, 0)
        right, _ = place(5 * x_step, 0)
        drawn.append(f'<path d="M{left} {y}H{right}" stroke="#ddd"/>')
        label = f"{step * y_step:g}"
        drawn.append(f'<text x="{left - 5}" y="{y + 4}" text-anchor="end">{label}</text>')
        label = f"{step * x_step:,g}"
        drawn.append(f'<text x="{x}" y="{low + 15}" text-anchor="middle">{label}</text>')
    for number, (name, line) in enumerate(chart.lines.items()):
        drawn += _line(name, [place(x, y) for x, y in line], number)
    return drawn


def _line(name: str, places: Sequence[Point], number: int) -> list[str]:
    colour = _COLOURS[number]
    path = "L".join(f"{x} {y}" for x, y in places)
    drawn = [f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'] if path else []
    drawn += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
    if name:
        at = _LEFT + 100 * number
        drawn.append(f'<text x="{at}" y="29" fill="{colour}">{escape(name)}</text>')
    return drawn
