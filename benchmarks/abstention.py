"""How wrong the answers are by how many questions are answered: the risk-coverage curve.

    python -m benchmarks.abstention QUESTIONS.jsonl --archive DIR [--svg FILE]

Asks every question with abstention off and walks the threshold over the probabilities. Prints,
for each, precision and recall of abstaining and the share of answered questions that have no
answer; `--svg` draws that share against the share of questions that are answered.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fitting import calibration_error, reliability
from rag.assembly import open_archive
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.evaluation.files import read_labelled
from rag.ranking.model import load_weights
from rag.settings import Settings

_WIDTH, _HEIGHT, _MARGIN = 480, 300, 44


def main() -> None:
    """Measure, print the table and draw the curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--svg", type=Path)
    given = parser.parse_args()
    archive = open_archive(Settings(archive=given.archive))
    judged: list[tuple[float, bool]] = []
    for question in read_labelled(given.questions):
        conversation = NEW_CONVERSATION
        for turn in question.turns:
            answer, conversation = answer_turn(archive, turn, conversation)
        # A speaker who is not here is left unanswered whatever the threshold.
        judged.append((answer.probability, bool(question.gold)))
    archive.close()
    print("threshold  answered  risk   precision  recall  falsely left unanswered")
    for step in range(0, 100, 5):
        print(_line(judged, step / 100))
    fitted = load_weights("abstention.json").threshold
    print(f"fitted:\n{_line(judged, fitted)}")
    error = calibration_error([p for p, _ in judged], [a for _, a in judged])
    print(f"expected calibration error {error:.3f}, {len(judged)} questions")
    for low, count, mean, share in reliability([p for p, _ in judged], [a for _, a in judged]):
        print(f"  from {low:.1f}: {count:4d} questions, said {mean:.2f}, answerable {share:.2f}")
    if given.svg:
        given.svg.write_text(_drawn(risk_and_coverage(judged)), encoding="utf-8")


def risk_and_coverage(judged: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """The share answered and, of these, the share without an answer, surest questions first."""
    points, wrong = [], 0
    for count, (_, answerable) in enumerate(sorted(judged, reverse=True), 1):
        wrong += not answerable
        points.append((count / len(judged), wrong / count))
    return points


def _line(judged: Sequence[tuple[float, bool]], threshold: float) -> str:
    left = [answerable for p, answerable in judged if p < threshold]
    answered = [answerable for p, answerable in judged if p >= threshold]
    none = sum(not answerable for _, answerable in judged)
    right = sum(not answerable for answerable in left)
    return (
        f"{threshold:9.2f}  {_share(len(answered), len(judged))}"
        f"  {_share(sum(not a for a in answered), len(answered))}"
        f"  {_share(right, len(left)):>9}  {_share(right, none)}"
        f"  {_share(sum(left), len(judged) - none)}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:6.3f}" if whole else "     -"


def _drawn(points: Sequence[tuple[float, float]]) -> str:
    wide, high = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    path = " ".join(
        f"{_MARGIN + coverage * wide:.1f},{_HEIGHT - _MARGIN - risk * high:.1f}"
        for coverage, risk in points
    )
    left, bottom = _MARGIN, _HEIGHT - _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        ' font-family="sans-serif" font-size="12">\n'
        f'<path d="M{left},{_MARGIN} V{bottom} H{_WIDTH - _MARGIN}" fill="none" stroke="#888"/>\n'
        f'<polyline points="{path}" fill="none" stroke="#0b57d0" stroke-width="2"/>\n'
        f'<text x="{left}" y="{_HEIGHT - 14}">share of questions answered, 0 to 1</text>\n'
        f'<text x="{left}" y="{_MARGIN - 14}">share of these without an answer, 0 to 1</text>\n'
        "</svg>\n"
    )


if __name__ == "__main__":
    main()
