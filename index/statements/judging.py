"""Which candidates are attributions: a logistic regression over words and grammar.

Its weights stand in weights.txt, learned by benchmarks/learn_cues.py; only common words of the
language have one.
"""

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from index.statements.candidates import Candidate
from index.statements.cues import ADDRESSING, PLANNING, SAYING, SPOKEN_NOUNS, WITHHOLDING
from index.statements.quoting import left_of
from index.statements.sentences import sentence_of
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Where the F1 of all attributions is highest on training articles that the weights were not
# learned from; below it quotations and bounds get worse.
THRESHOLD = 0.38

_OPENING = "\"“‘' "
_CLOSING = ('"', "”", "“", "''", "’", "'")
_ENDED = (",", "!", "?")

# The closing mark and a name with what its bearer is: '" party chair Ann Reyes'.
_SHORT = 6

# A word or two in quotation marks are mostly a name.
_FEWEST = 2
_MODALS = frozenset("will would could should may might can must 'll 'd ’ll ’d wo ca".split())


@cache
def weights(section: str) -> dict[str, float]:
    """The learned weights of one decision, "cue" or "end", by feature."""
    found: dict[str, float] = {}
    text = (files("index.statements") / "weights.txt").read_text("utf-8")
    for line in text.splitlines():
        kind, name, value = line.split("\t")
        if kind == section:
            found[name] = float(value)
    return found


def probability(features: Iterable[str], section: str) -> float:
    """The model's probability in [0, 1] that the features' candidate is right."""
    known = weights(section)
    total = sum(known.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def is_plain(candidate: Candidate) -> bool:
    """Whether its grammar leaves no doubt.

    "She had told him that", "the mayor's claim that", 'before adding: "..."', 'Reyes: "..."',
    '"...," Ann Reyes wrote'.

    Annotators pass over many of these inside what somebody else says, so that the model
    doubts them; here both speakers are kept.
    """
    cue, source = candidate.cue, candidate.source
    if source.via == "colon":
        return True
    if candidate.form == "quote right" and cue.lemma_ in SAYING and source.head is not None:
        joint = cue.doc[cue.i : candidate.first].text_with_ws[len(cue) :].rstrip(_OPENING)
        return joint in (":", ",")
    if candidate.form == "quote left" and source.via == "nsubj":
        # After a comma whatever is done is saying: '"Go home," Reyes barked'.
        says = cue.lemma_ in SAYING or _is_sentence(candidate)
        return says and _is_joined(candidate)
    if cue.doc[candidate.first].lower_ != "that":
        return False
    if candidate.form == "ccomp":
        nested = cue.dep_ == "ccomp" and cue.head.lemma_ in SAYING
        return nested and cue.lemma_ in SAYING and source.via == "nsubj"
    return candidate.form == "acl" and cue.lemma_ in SPOKEN_NOUNS and source.via == "poss"


def _is_sentence(candidate: Candidate) -> bool:
    """Whether a quotation has the beginning of a sentence, and goes on with a comma."""
    doc, first = candidate.cue.doc, candidate.first
    opens = sentence_of(doc[first]).start >= first - 1 and doc[first].text[:1].isupper()
    return opens and doc[candidate.last].text == "," and candidate.last - first > _FEWEST


def _is_joined(candidate: Candidate) -> bool:
    """Whether only a comma, a mark and the speaker stand between a quotation and its cue."""
    cue, doc = candidate.cue, candidate.cue.doc
    between = doc[candidate.last + 1 : cue.i]
    ended = doc[candidate.last].text in _ENDED
    return ended and len(between) <= _SHORT and not any(t.is_punct for t in between[1:])


def features_of(candidate: Candidate, quoted: list[Span]) -> list[str]:
    """What the decision looks at, as names."""
    cue, form = candidate.cue, candidate.form
    lemma = cue.lemma_.lower()
    group = form.split()[0]
    found = ["bias", f"form={form}", f"lemma={lemma}", f"lemma={lemma}|{group}"]
    found += [f"tag={cue.tag_}|{group}", f"dep={cue.dep_}"]
    if lemma in SAYING:
        found.append(f"saying|{group}")
    if lemma in ADDRESSING:
        found.append(f"addressing|{group}")
    found += _of_source(candidate, group)
    found += _of_helpers(cue, group)
    found += _of_content(candidate, quoted)
    if group == "quote":
        found += _of_quotation(candidate)
    if follows_quotation(candidate, quoted):
        found.append(f"follows quotation|{form}")
    return found


def _last_mark(text: str) -> str:
    """The last character that is no quotation mark."""
    return text[-8:].rstrip("'’‘\"”“ ")[-1:] or "none"


def follows_quotation(candidate: Candidate, quoted: list[Span]) -> bool:
    """Whether a quotation closes right before the cue and its subject: '"...," he said'."""
    cue, head = candidate.cue, candidate.source.head
    start = cue.idx
    if head is not None and candidate.source.via == "nsubj":
        start = min(start, left_of(head, quoted))
    at = cue.i
    while at and cue.doc[at - 1].idx >= start:
        at -= 1
    # A document's whole text is put together anew each time: of a long paragraph for each cue.
    return bool(cue.doc[max(0, at - 4) : at].text.endswith(_CLOSING))


def _of_quotation(candidate: Candidate) -> list[str]:
    """How near a quotation stands to its cue, and by which marks it is joined."""
    doc, cue, head = candidate.cue.doc, candidate.cue, candidate.source.head
    form = candidate.form
    last_mark = _last_mark(doc[max(0, candidate.last - 8) : candidate.last + 1].text)
    near = {cue.i} if head is None else {cue.i, head.i, head.left_edge.i}
    if form == "quote left":
        between = doc[candidate.last + 1 : min(i for i in near if i > candidate.last)]
        joint = last_mark
    else:
        between = doc[max(i for i in near if i < candidate.first) + 1 : candidate.first]
        joints = [t.text for t in between if t.text in (",", ":", ";", "-", "--", "that")]
        joint = joints[-1] if joints else "none"
    words = [t for t in between if t.is_alpha]
    verbs = [t for t in words if t.pos_ == "VERB"]
    first = doc[candidate.first]
    size = _bucket(candidate.last - candidate.first)
    after = doc[max(near) + 1] if max(near) + 1 < len(doc) else None
    follows = "none" if after is None else after.text if after.is_punct else after.pos_
    return [
        f"between={_bucket(len(words))}|{form}",
        f"between verbs={min(2, len(verbs))}|{form}",
        f"joint={joint if not joint.isalnum() or joint in ('none', 'that') else 'word'}|{form}",
        f"joint and between={joint if not joint.isalnum() else 'word'}{len(words) > 0}|{form}",
        f"capital={first.text[:1].isupper()}|{form}",
        f"finished={last_mark in '.,!?'}|{form}",
        f"joined={joint if not joint.isalnum() else 'word'}{not words}{cue.tag_}",
        f"quotation={size}|{form}",
        f"after group={follows}|{form}",
        f"after group={follows} {joint if not joint.isalnum() else 'word'}|{form}",
    ]


def _of_source(candidate: Candidate, group: str) -> list[str]:
    via, head = candidate.source.via, candidate.source.head
    found = [f"via={via}", f"via={via}|{group}"]
    if head is None:
        return [*found, "source=nobody"]
    found.append(f"source={head.ent_type_ or head.pos_}")
    if head.pos_ == "PRON" or head.tag_ == "PRP$":
        found.append(f"source is {head.lower_}")
    elif head.pos_ == "NOUN" and head.is_lower:  # a name may be tagged as a noun
        found.append(f"source noun={head.lemma_.lower()}")
    return found


def _of_helpers(cue: "Token", group: str) -> list[str]:
    found = []
    for child in cue.children:
        if child.dep_ == "neg":
            found.append("negated")
        elif child.dep_ in ("aux", "auxpass"):
            modal = child.lower_ in _MODALS
            found.append("modal" if modal else f"aux={child.lemma_.lower()}")
            if modal:
                found.append(f"modal={child.lower_}")
    head = cue.head
    if cue.dep_ == "xcomp":
        found.append(f"after={head.lemma_.lower()}")
        if head.lemma_ in WITHHOLDING:
            found.append("withheld")
        if head.lemma_ in PLANNING:
            found.append("planned")
    if cue.dep_ in ("ccomp", "xcomp", "advcl", "relcl", "conj"):
        outer = "saying" if head.lemma_ in SAYING else head.pos_
        # The parser hangs '"...," she said, but ...' on what comes later.
        quote = "|quote" if group == "quote" else ""
        found.append(f"{cue.dep_} of {outer}{quote}")
    return found


def _of_content(candidate: Candidate, quoted: list[Span]) -> list[str]:
    cue, root = candidate.cue, candidate.root
    doc = cue.doc
    start, end = doc[candidate.first].idx, doc[candidate.last].idx
    found = []
    within = any(q.start <= cue.idx < q.end for q in quoted)
    if within:
        found += ["cue quoted", f"cue quoted|{candidate.form.split()[0]}"]
        if candidate.source.head is not None:
            head = candidate.source.head
            found.append(f"cue quoted by {head.lower_ if head.pos_ == 'PRON' else head.pos_}")
    elif any(q.start <= start + 1 < q.end for q in quoted):
        found.append("content opens quoted")
    elif any(start <= q.start <= end for q in quoted):
        found.append("content holds quotation")
    first = doc[candidate.first]
    if first.pos_ in ("SCONJ", "PRON", "DET", "ADP", "PART", "AUX", "ADV"):
        found.append(f"first={first.lower_}|{candidate.form.split()[0]}")
    found.append(f"root={root.tag_}")
    if root.ent_type_:
        found.append(f"root is {root.ent_type_}")
    found.append(f"length={_bucket(root.right_edge.i - candidate.first)}")
    gap = candidate.first - cue.i
    found.append(f"gap={'left' if gap < 0 else _bucket(gap - 1)}")
    if candidate.first > 0:
        before = doc[candidate.first - 1]
        if before.is_punct:
            found.append(f"before={before.text}")
    return found


def _bucket(count: int) -> str:
    for limit in (0, 1, 2, 4, 8, 16):
        if count <= limit:
            return str(limit)
    return "more"
