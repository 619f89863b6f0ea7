"""Learn when to leave a question unanswered, from labelled questions.

    python -m benchmarks.learn_abstention --archive DIR [--also FILE] [--develop FILE]

The archive holds the 1,008 articles of SaidQA (PolNeAR), which the labels point into. Three kinds
of questions have no answer: those of labels/unanswerable.jsonl and some of labels/questions.jsonl,
written to have none, and the answerable ones of the latter once more, with the articles that
answer them left out, where no other article does. `--also` names more labelled questions. The
threshold comes from the same questions, or from others that `--develop` names, which teach nothing
else. Writes rag/ranking/abstention.json, and prints what five-fold cross-validation gives. Run it
after `python -m benchmarks.training`: what is weighed here comes from that ranking.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fitting import (
    Example,
    Fitted,
    Sign,
    calibration_error,
    fit_logistic,
    in_folds,
    reliability,
    threshold_for,
)
from benchmarks.labelled import Question, evidence_of, read_questions
from index.archive import Archive
from rag.assembly import open_archive
from rag.ranking.model import ABSTENTION
from rag.settings import Settings

_LABELS = Path(__file__).parent / "labels"
_WEIGHTS = Path(__file__).parent.parent / "rag" / "ranking" / ABSTENTION

_L2 = 0.1

# A question whose article was left out may still be answered by an article nobody thought of.
_LEFT_OUT = 0.4
# People ask more questions that have an answer: so many for each that has none.
_ANSWERABLE = 3.0

# The share of answerable questions that may be left unanswered. The labels were written to be
# far from the articles' words: of others, about half as many are.
_MOST_FALSE = 0.10
_MOST_FALSE_OF_OTHERS = 0.06

_FOR = ("own_", "best_", "first_by_asked", "share_by_asked", "gap")
_AGAINST = ("lead_", "role_missing", "unknown", "nothing_", "asks_of_articles")
_EITHER = ("own_count",)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its evidence, and that without the articles that answer it."""

    answerable: bool
    evidence: dict[str, float]
    left_out: dict[str, float] | None

    def examples(self, names: Sequence[str]) -> list[Example]:
        """What can be learned from it."""
        found = [Example([self.evidence[name] for name in names], self.answerable)]
        if self.left_out:
            without = [self.left_out[name] for name in names]
            found.append(Example(without, answerable=False, weight=_LEFT_OUT))
        return found


def main() -> None:
    """Fit, write the weights, and print how they do on questions they did not see."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--also", type=Path)
    parser.add_argument("--develop", type=Path)
    given = parser.parse_args()
    questions = read_questions(_LABELS / "questions.jsonl")
    questions += read_questions(_LABELS / "unanswerable.jsonl")
    questions += read_questions(given.also) if given.also else []
    archive = open_archive(Settings(archive=given.archive))
    asked = [one for question in questions if (one := _asked(archive, question))]
    others = read_questions(given.develop) if given.develop else []
    developed = [one for question in others if (one := _asked(archive, question))]
    archive.close()
    names = tuple(asked[0].evidence)
    signs = [sign_of(name) for name in names]
    probabilities = [0.0] * len(asked)
    for train, held_out in in_folds(len(asked)):
        fitted = _fitted([asked[i] for i in train], names, signs)
        for i in held_out:
            probabilities[i] = fitted.probability(asked[i].examples(names)[0].features)
    answerable = [one.answerable for one in asked]
    threshold = threshold_for(probabilities, answerable, _MOST_FALSE)
    fitted = _fitted(asked, names, signs)
    if developed:
        said = [fitted.probability(one.examples(names)[0].features) for one in developed]
        threshold = threshold_for(
            said, [one.answerable for one in developed], _MOST_FALSE_OF_OTHERS
        )
    _report(probabilities, answerable, threshold)
    _write(fitted, names, threshold)


def sign_of(evidence: str) -> Sign:
    """What a piece of evidence may do: nearness never speaks against an answer."""
    if evidence.endswith("_missing") or evidence.startswith(_AGAINST):
        return -1
    return 1 if evidence.startswith(_FOR) and evidence not in _EITHER else 0


def _asked(archive: Archive, question: Question) -> Asked | None:
    gold = {article_id for article_id, _ in question.gold}
    if not gold or question.elsewhere:
        (evidence,) = evidence_of(archive, question, ())
        return Asked(bool(gold), evidence, None) if evidence else None
    evidence, left_out = evidence_of(archive, question, (), gold)
    return Asked(True, evidence, left_out) if evidence else None


def _fitted(asked: Sequence[Asked], names: Sequence[str], signs: Sequence[Sign]) -> Fitted:
    """Weights under which answerable questions count three times what the others do."""
    examples = [example for one in asked for example in one.examples(names)]
    with_answer = sum(e.weight for e in examples if e.answerable)
    without = sum(e.weight for e in examples if not e.answerable)
    factor = _ANSWERABLE * without / with_answer
    weighed = [
        Example(e.features, e.answerable, e.weight * (factor if e.answerable else 1.0))
        for e in examples
    ]
    return fit_logistic(weighed, signs, l2=_L2)


def _report(probabilities: list[float], answerable: list[bool], threshold: float) -> None:
    right = [p < threshold for p, a in zip(probabilities, answerable, strict=True) if not a]
    wrong = [p < threshold for p, a in zip(probabilities, answerable, strict=True) if a]
    print(f"abstention, {len(wrong)} answerable and {len(right)} unanswerable questions")
    print(f"  threshold {threshold:.2f}: left unanswered {sum(right) / len(right):.3f} of the")
    print(f"  unanswerable, {sum(wrong) / len(wrong):.3f} of the answerable")
    print(f"  expected calibration error {calibration_error(probabilities, answerable):.3f}")
    for low, count, mean, share in reliability(probabilities, answerable):
        print(f"  from {low:.1f}: {count:4d} questions, said {mean:.2f}, answerable {share:.2f}")


def _write(fitted: Fitted, names: Sequence[str], threshold: float) -> None:
    weights = zip(names, fitted.weights, strict=True)
    stored = {
        "bias": round(fitted.bias, 4),
        "threshold": round(threshold, 3),
        "weights": {name: round(weight, 4) for name, weight in weights},
    }
    _WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
