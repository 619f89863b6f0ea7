"""What speaks for an answer: how near the candidates are, and how much of the question they hold.

Where one speaker is asked for, only that speaker's own statements count as evidence: what others
say of the same matter speaks against an answer, the nearer it is the more.
"""

import math
import re
from collections.abc import Iterable, Mapping

from index.archive import Snapshot
from index.stems import fold, stem, stems
from rag.extracts import Candidate
from rag.types import Query
from rag.understanding.words import content_words, words_of

Evidence = Mapping[str, float]
"""What speaks for an answer to one question, by name."""

_LOOKED_AT = 5

# What a question that sets articles side by side is about: no one extract answers it.
_ARTICLES = re.compile(
    r"\b(?:articles?|reports?|pieces?|stor(?:y|ies)|reviews?|interviews?|columns?|coverage)\b", re.I
)

# A sentence is read with about a sentence on either side.
_AROUND_CHARS = 220

_MOST_WORDS = 24
# Counted in words that no article holds.
_MOST_MISSING = 6.0

_NEARNESS = (
    "question_sentence",
    "topic_sentence",
    "question_window",
    "topic_window",
    "question_passage",
    "topic_article",
    "words_around",
    "words_passage",
    "words_article",
)
# How much nearer the words of others are.
_COMPARED = ("question_sentence", "topic_sentence", "topic_window")


def gather_evidence(
    snapshot: Snapshot, query: Query, candidates: list[Candidate]
) -> dict[str, float]:
    """What speaks for an answer, from candidates best first; empty where there are none."""
    if not candidates:
        return {}
    best = candidates[:_LOOKED_AT]
    is_named = query.kind == "said" and bool(query.names)
    spoken = [c for c in candidates if c.by_asked]
    own = spoken[:_LOOKED_AT] if is_named else best
    near = {f"own_{name}": _most(name, own) for name in _NEARNESS}
    held = _Held(snapshot, query, [*best, *own])
    terms = held.measured("own", held.terms, own)
    asked = content_words(" ".join(query.speakers)) if query.kind == "said" else ()
    return {
        **near,
        **{f"lead_{n}": _most(n, candidates) - near[f"own_{n}"] for n in _COMPARED},
        "best_question_sentence": _most("question_sentence", best),
        "best_question_window": _most("question_window", best),
        **terms,
        **held.measured("own_named", held.named, own),
        "role_missing": 0.0 if is_named else min(held.missing(asked, best), _MOST_MISSING),
        "unknown": min(len(held.unknown), 3) / 3,
        "asks_of_articles": min(len(_ARTICLES.findall(query.text)), 2) / 2,
        "unknown_share": len(held.unknown) / max(len(held.terms), 1),
        "unknown_all": float(bool(held.terms) and len(held.unknown) == len(held.terms)),
        "nothing_held": float(bool(held.terms) and terms["own_held"] <= 0),
        "nothing_own": float(not own),
        "own_count": min(len(spoken), 10) / 10,
        "first_by_asked": float(best[0].by_asked),
        "share_by_asked": sum(c.by_asked for c in best) / len(best),
        "gap": _gap(candidates),
        "kind_said": float(is_named),
        "kind_role": float(query.kind == "said" and not is_named),
        "kind_who": float(query.kind == "who"),
    }


def unknown_names(snapshot: Snapshot, query: Query) -> tuple[str, ...]:
    """The names in a question that stand nowhere in the collection, as they were typed."""
    return tuple(
        dict.fromkeys(
            word
            for word in words_of(query.text)[1:]
            if word[:1].isupper() and content_words(word) and not snapshot.holds(fold(word))
        )
    )


def _gap(candidates: list[Candidate]) -> float:
    """How far the best is above the last of the first few, copies of a sentence counted once."""
    alike: dict[tuple[float, int], float] = {}
    for candidate in candidates:
        near = candidate.features["question_sentence"]
        alike.setdefault((round(near, 4), len(candidate.hit.span)), candidate.score)
        if len(alike) == _LOOKED_AT:
            break
    scores = list(alike.values())
    return scores[0] - scores[-1]


def _most(name: str, candidates: Iterable[Candidate]) -> float:
    return max((c.features[name] for c in candidates), default=0.0)


class _Held:
    """Which words of a question stand around the candidates; the rarer, the heavier."""

    def __init__(self, snapshot: Snapshot, query: Query, candidates: list[Candidate]) -> None:
        words = content_words(query.text)[:_MOST_WORDS]
        asked = {fold(word) for name in query.speakers for word in words_of(name)}
        written = {fold(word) for word in words_of(query.text)[1:] if not word[:1].islower()}
        self.terms = [term for term in query.terms[:_MOST_WORDS] if term not in asked]
        self.named = [word for word in words if word in written and word not in asked]
        passages = snapshot.size().passages
        asked |= set(content_words(" ".join(query.speakers)))
        frequency = {word: snapshot.frequency(word) for word in {*words, *self.terms, *asked}}
        self.unknown = [term for term in self.terms if not frequency[term]]
        most = math.log(1 + passages)
        self._weight = {w: math.log(1 + passages / (1 + n)) / most for w, n in frequency.items()}
        texts = snapshot.texts(sorted({c.hit.article_key for c in candidates}))
        self._stems = {
            c.hit.sentence: _stems_around(texts[c.hit.article_key].text, c) for c in candidates
        }

    def measured(
        self, name: str, words: list[str], candidates: list[Candidate]
    ) -> dict[str, float]:
        """The share of the words' weight that the best candidate holds, and what is missing."""
        total = sum(self._weight[word] for word in words)
        missing = self.missing(words, candidates)
        share = 1 - missing / total if total else 1.0
        return {f"{name}_held": share, f"{name}_missing": min(missing, _MOST_MISSING)}

    def missing(self, words: Iterable[str], candidates: list[Candidate]) -> float:
        """The weight of the words that the best candidate does not hold."""
        wanted = {word: stem(word) for word in words}
        return min(
            (
                sum(self._weight[w] for w, root in wanted.items() if root not in stems)
                for stems in (self._stems[c.hit.sentence] for c in candidates)
            ),
            default=sum(self._weight[word] for word in wanted),
        )


def _stems_around(text: str, candidate: Candidate) -> frozenset[str]:
    span = candidate.hit.span
    around = text[max(span.start - _AROUND_CHARS, 0) : span.end + _AROUND_CHARS]
    return stems(words_of(around))
