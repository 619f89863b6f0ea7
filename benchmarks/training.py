"""Learn the weights of the ranker from labelled questions.

    python -m benchmarks.training --archive DIR [--attributions FILE]

The archive holds the 1,008 articles of SaidQA (PolNeAR), which the labels point into by id and
offsets. With its annotations (attributions_train.jsonl) the ranker also learns from questions
that are made from them. Writes rag/ranking/ranker.json, and prints what five-fold
cross-validation over the questions gives. Run it again whenever statements are extracted in
another way, and then `python -m benchmarks.learn_abstention`, which builds on it.
"""

import argparse
import json
from pathlib import Path

from benchmarks.fitting import (
    Fitted,
    Sign,
    cross_validated,
    fit_listwise,
)
from benchmarks.generating import generate_questions
from benchmarks.labelled import Labelled, measure_questions, read_questions
from rag.assembly import open_archive
from rag.ranking.features import FEATURES
from rag.ranking.model import RANKER
from rag.settings import Settings

_FOLDER = Path(__file__).parent.parent / "rag" / "ranking"
_RANKER_L2 = 3.0
_GENERATED = 150

_FOR = (
    "question_",
    "topic_",
    "words_",
    "rarest_",
    "asked_",
    "bm25_",
    "by_asked",
    "said_by_asked",
)
_AGAINST = ("by_other", "other_goes_on", "unknown", "nothing_shared")
# A neighbour that is near may be the better answer; a question mark is no nearness.
_EITHER = ("question_before", "question_after", "topic_around", "question_mark", "named_speaker")


def main() -> None:
    """Fit, write the weights, and print how they do on questions they did not see."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--archive", type=Path, required=True)
    labels = Path(__file__).parent / "labels" / "questions.jsonl"
    parser.add_argument("--questions", type=Path, default=labels)
    parser.add_argument("--attributions", type=Path)
    given = parser.parse_args()
    questions = read_questions(given.questions)
    archive = open_archive(Settings(archive=given.archive))
    labelled = measure_questions(archive, questions)
    made: list[Labelled] = []
    if given.attributions:
        generated = generate_questions(archive, given.attributions, count=_GENERATED)
        made = measure_questions(archive, generated)
    _fit_ranker(labelled, made)
    archive.close()


def sign_of(feature: str) -> Sign:
    """What a feature may do: nearness and shared words never speak against an answer."""
    if feature.endswith("_elsewhere") or feature in _AGAINST:
        return -1
    if feature.removeprefix("own_").startswith(_FOR):
        return 0 if feature in _EITHER else 1
    return 0


def _fit_ranker(labelled: list[Labelled], made: list[Labelled]) -> None:
    """Learn from both, and tell how well the written questions are answered unseen."""
    lists = [one for one in labelled if one.answers.any()]
    more = [one for one in made if one.answers.any()]
    # With bounds on the signs, as abstention has them, Hit@1 is 2 to 3 points lower unseen.
    signs: list[Sign] = [0] * len(FEATURES)
    scored = cross_validated(lists, lambda some: fit_listwise([*some, *more], signs, l2=_RANKER_L2))
    ranks = [
        1 + int((scores > scores[one.answers].max()).sum())
        for one, scores in zip(lists, scored, strict=True)
    ]
    n = sum(one.answerable for one in labelled)
    print(f"ranker, {n} answerable questions, {len(lists)} with an answer among what is found")
    for k in (1, 5):
        print(f"  Hit@{k} {sum(rank <= k for rank in ranks) / n:.3f}")
    print(f"  MRR   {sum(1 / rank for rank in ranks) / n:.3f}")
    print(f"  learned also from {len(more)} of {len(made)} questions that were made")
    _write(RANKER, fit_listwise([*lists, *more], signs, l2=_RANKER_L2), FEATURES, threshold=0.0)


def _write(name: str, fitted: Fitted, features: tuple[str, ...], *, threshold: float) -> None:
    stored = {
        "bias": round(fitted.bias, 4),
        "threshold": round(threshold, 3),
        "weights": {
            feature: round(weight, 4)
            for feature, weight in zip(features, fitted.weights, strict=True)
        },
    }
    (_FOLDER / name).write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
