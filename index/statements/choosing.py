"""Of all that could be an attribution in a paragraph, what is one."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.statements.candidates import Candidate, candidates
from index.statements.judging import THRESHOLD, features_of, is_plain, probability
from index.statements.quoting import quote_candidates, with_neighbours
from index.statements.sentences import text_of
from index.statements.wording import Wording, word
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


_TITLING = frozenset(["title", "entitle"])
_NAMING = frozenset(["call", "name", "dub"])


@dataclass(frozen=True, slots=True)
class Chosen:
    """An attribution with its words and the probability in [0, 1] that it is one."""

    candidate: Candidate
    wording: Wording
    probability: float


def choose(doc: "Doc", quoted: list[Span]) -> list[Chosen]:
    """The attributions of a paragraph, whose quotations are `quoted`, in order of their cues."""
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in propose(doc, quoted):
        likely = probability(features_of(candidate, quoted), "cue")
        if is_plain(candidate):
            likely = max(likely, 0.5)
        if likely > max(THRESHOLD, best.get(candidate.cue.i, (0.0,))[0]):
            best[candidate.cue.i] = (likely, candidate)
    found = [Chosen(c, word(c, quoted), p) for p, c in best.values()]
    found = [chosen for chosen in found if not _names_a_work(chosen)]
    found = _each_quotation_once(found)
    return sorted(_with_continuations(found, quoted), key=lambda c: c.candidate.cue.i)


def propose(doc: "Doc", quoted: list[Span]) -> list[Candidate]:
    """Everything that could be an attribution."""
    return [*candidates(doc), *quote_candidates(doc, quoted)]


def _names_a_work(chosen: Chosen) -> bool:
    """Whether the quotation is a title: 'a memo titled "..."', 'according to "..." and others'."""
    cue, words = chosen.candidate.cue, chosen.wording.words
    if not words or set(words) != set(chosen.wording.direct):
        return False
    if cue.lower_ == "according":
        between = text_of(cue.doc)[cue.idx : words[0].start]
        return words[0].start > cue.idx and "," not in between
    if cue.lemma_ in _TITLING:
        return True
    return cue.lemma_ in _NAMING and cue.tag_ == "VBN" and cue.dep_ == "acl"


def _each_quotation_once(found: list[Chosen]) -> list[Chosen]:
    """Of attributions with the same words, the likeliest."""
    kept: list[Chosen] = []
    for chosen in sorted(found, key=lambda c: -c.probability):
        words = set(chosen.wording.words)
        if chosen.wording.words and not any(words & set(other.wording.words) for other in kept):
            kept.append(chosen)
    return kept


def _with_continuations(found: list[Chosen], quoted: list[Span]) -> list[Chosen]:
    primary = {q for chosen in found for q in chosen.wording.direct}
    extended = []
    for chosen in found:
        words, direct = chosen.wording.words, chosen.wording.direct
        cue = chosen.candidate.cue
        before = all(w.end <= cue.idx for w in words)
        if direct and (set(words) == set(direct) or before):
            longer = with_neighbours(list(words), cue, quoted, primary - set(words))
            added = longer[len(words) :]
            wording = Wording((*words, *added), (*direct, *added))
            extended.append(replace(chosen, wording=wording))
        else:
            extended.append(chosen)
    return extended
