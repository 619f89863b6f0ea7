"""Fit and judge the coverage of written sentences on QAGS: `python -m benchmarks.groundedness DIR`.

DIR holds mturk_cnndm.jsonl and mturk_xsum.jsonl of QAGS (Wang, Cho and Lewis, ACL 2020):
summary sentences, each judged supported by its article or not by three people; the majority
counts. Prints AUC and balanced accuracy in ten-fold cross-validation over articles, with 95 %
bootstrap intervals over sentences; --write keeps the logistic fitted on all of CNN/DM.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import numpy as np
import nupunkt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from index.embedders.minilm import MiniLM
from index.types import Vector
from rag.checking.coverage import Embed, measure

WEIGHTS = Path(__file__).parent.parent / "rag" / "checking" / "coverage.json"


def read_features(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coverage (n, 6), whether people called it supported (n,), and the article (n,)."""
    embedder = MiniLM()
    features, supported, articles = [], [], []
    for number, line in enumerate(path.read_text().splitlines()):
        record = json.loads(line)
        units = [str(s) for s in nupunkt.sent_tokenize(record["article"]) if str(s).strip()]
        known = dict(zip(units, embedder.embed_queries(units), strict=True))
        for sentence in record["summary_sentences"]:
            known[sentence["sentence"]] = embedder.embed_queries([sentence["sentence"]])[0]
            coverage = measure(sentence["sentence"], units, _looked_up(known))
            features.append(astuple(coverage))
            votes = [answer["response"] == "yes" for answer in sentence["responses"]]
            supported.append(sum(votes) * 2 > len(votes))
            articles.append(number)
    return np.array(features), np.array(supported), np.array(articles)


def _looked_up(known: dict[str, Vector]) -> Embed:
    return lambda texts: [known[text] for text in texts]


def interval(
    metric: Callable[[np.ndarray, np.ndarray], float], truth: np.ndarray, found: np.ndarray
) -> str:
    """A metric with its 95 % bootstrap interval, as text."""
    rng = np.random.default_rng(0)
    values = []
    for _ in range(1000):
        rows = rng.integers(len(truth), size=len(truth))
        if 0 < truth[rows].sum() < len(rows):
            values.append(metric(truth[rows], found[rows]))
    low, high = np.percentile(values, [2.5, 97.5])
    return f"{metric(truth, found):.3f} [{low:.3f}, {high:.3f}]"


def main() -> None:
    """Print the table; write the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    for name in ("cnndm", "xsum"):
        features, supported, articles = read_features(arguments.folder / f"mturk_{name}.jsonl")
        model = LogisticRegression(C=1.0, max_iter=1000)
        found = cross_val_predict(
            model, features, supported, groups=articles, cv=GroupKFold(10), method="predict_proba"
        )[:, 1]
        balanced = interval(
            lambda t, p: float(balanced_accuracy_score(t, p >= 0.6)), supported, found
        )
        print(
            f"{name:6} {len(supported)} sentences, {supported.mean():.0%} supported: "
            f"AUC {interval(lambda t, p: float(roc_auc_score(t, p)), supported, found)}, "
            f"balanced accuracy at .6 {balanced}"
        )
        model.fit(features, supported)
        if name == "cnndm" and arguments.write:
            weights = {
                "of": [round(float(w), 3) for w in model.coef_[0]],
                "bias": round(float(model.intercept_[0]), 3),
            }
            WEIGHTS.write_text(json.dumps(weights) + "\n")


if __name__ == "__main__":
    main()
