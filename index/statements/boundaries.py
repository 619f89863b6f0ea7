"""Where the words of a statement end.

The parser often breaks a long clause in pieces or hangs the narrator's next clause on it, so
every place where the content could end is judged by a second logistic regression.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.candidates import Candidate
from index.statements.cues import ADDRESSING, SAYING
from index.statements.judging import probability
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENING_DEPS = frozenset(
    """
    prep advcl cc conj npadvmod relcl acl appos advmod mark ccomp parataxis agent dep
    oprd xcomp nsubj
    """.split()
)
_DASHES = ("-", "–", "—", "--")
_FORESEEN = frozenset("expected scheduled due set slated likely".split())
_TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow morning
    afternoon evening night week month year interview statement speech
    """.split()
)


def ends_of(candidate: Candidate, quoted: list[Span]) -> list[int]:
    """Every token with which the content may end, in order; no quotation is cut."""
    doc, last = candidate.cue.doc, _without_final_marks(candidate)
    if candidate.is_left:
        return [last]
    # Where the cue stands in the same quotation there is no other to keep whole.
    kept = [q for q in quoted if not q.start <= candidate.cue.idx < q.end]
    ends = []
    for i in range(candidate.first, last):
        if not _is_within(doc, i, kept) and _may_end(doc, i):
            ends.append(i)
    further = _last_further_clause(candidate, last)
    ends = [end for end in ends if end > further]
    limit = _narrators_turn(candidate, last, kept)
    if limit is not None:
        return [*(end for end in ends if end < limit), limit]
    return [*ends, last]


def _narrators_turn(candidate: Candidate, last: int, quoted: list[Span]) -> int | None:
    """Where the narrator surely goes on: '..., brushing aside a plea', '... and is expected to'.

    The last token before it; None where nothing of the kind follows.
    """
    cue, doc = candidate.cue, candidate.cue.doc
    for token in doc[candidate.first + 1 : last]:
        before = doc[token.i - 1]
        if any(q.start <= token.idx < q.end for q in quoted):
            continue
        participle = token.dep_ == "advcl" and token.tag_ == "VBG"
        if participle and before.text == ",":
            return int(token.i) - 2
        # 'said "I don't like it," adding that'
        ended = before.is_quote and before.i > 0 and doc[before.i - 1].text == ","
        if token.tag_ == "VBG" and ended and any(q.end == before.idx for q in quoted):
            return int(before.i)
        if _goes_on_with_that(token) and _opens_with_that(candidate):
            continue
        if _is_expected(token, candidate) or _is_next_means(token, candidate):
            return int(token.i) - (2 if before.text == "," else 1)
        joins = token.dep_ == "cc" and token.head.i == cue.i
        if joins and any(c.dep_ == "conj" and c.i > token.i for c in cue.children):
            return int(token.i) - (2 if before.text == "," else 1)
        dash = token.text in _DASHES and before.whitespace_
        if dash and not any(t.text == token.text for t in doc[token.i + 1 : last + 1]):
            return int(token.i) - 1
    return None


def _last_further_clause(candidate: Candidate, last: int) -> int:
    """The last token that opens a further clause of what is said; the first of all without one."""
    if not _opens_with_that(candidate):
        return candidate.first - 1
    opening = [t.i for t in candidate.cue.doc[candidate.first : last] if _goes_on_with_that(t)]
    return max(opening, default=candidate.first - 2) + 1


def _goes_on_with_that(token: "Token") -> bool:
    """Whether a further clause of what is said opens: "that A, and that B"."""
    after = token.doc[token.i + 1 : token.i + 2]
    return token.pos_ == "CCONJ" and bool(len(after)) and _is_that(after[0])


def _opens_with_that(candidate: Candidate) -> bool:
    doc = candidate.cue.doc
    opening = doc[candidate.first : candidate.first + 4]
    return any(_is_that(token) for token in opening)


def _is_that(token: "Token") -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"


def _is_expected(token: "Token", candidate: Candidate) -> bool:
    """Whether the narrator tells what is expected of the speaker: "... and is expected to"."""
    if token.pos_ != "CCONJ" or candidate.source.head is None:
        return False
    first, second, third = ([*token.doc[token.i + 1 : token.i + 4], None, None, None])[:3]
    return (
        first is not None
        and second is not None
        and third is not None
        and first.lower_ in ("is", "are")
        and second.lower_ in _FORESEEN
        and third.lower_ == "to"
    )


def _is_next_means(token: "Token", candidate: Candidate) -> bool:
    """Whether a further thing is done by the same preposition: "by urging ..., and by ..."."""
    cue, after = candidate.cue, token.doc[token.i + 1 : token.i + 2]
    return (
        token.pos_ == "CCONJ"
        and cue.dep_ == "pcomp"
        and bool(len(after))
        and after[0].lower_ == cue.head.lower_
    )


def _may_end(doc: "Doc", i: int) -> bool:
    """Whether a mark or a constituent of its own follows a token."""
    after = doc[i + 1]
    # A free hyphen stands for a dash.
    hyphen = after.text == "-" and not (doc[i].whitespace_ or doc[i].is_space)
    if after.is_punct and not after.is_quote and not hyphen and after.text != "'":
        return True
    return _opens_constituent(after) and not doc[i].is_punct


def _is_within(doc: "Doc", i: int, quoted: list[Span]) -> bool:
    after = doc[i].idx + len(doc[i])
    return any(q.start < after < q.end - 1 for q in quoted)


def choose_end(candidate: Candidate, quoted: list[Span]) -> int:
    """The likeliest last token of the content."""
    ends = ends_of(candidate, quoted)
    if len(ends) == 1:
        return ends[0]
    scored = [
        (probability(f, "end"), e)
        for e, f in zip(ends, end_features(candidate, ends, quoted), strict=True)
    ]
    return max(scored)[1]


def end_features(candidate: Candidate, ends: list[int], quoted: list[Span]) -> list[list[str]]:
    """What the decision looks at for each end, as names."""
    inside = {token.i for token in candidate.root.subtree}
    content = _Content(candidate, candidate.form.split()[0], inside, ends[-1])
    return [_features_at(content, end, quoted) for end in ends]


@dataclass(frozen=True, slots=True)
class _Content:
    """A content to be cut: `inside` is what the parser gives it, `last` its latest end."""

    candidate: Candidate
    form: str
    inside: set[int]
    last: int


def _features_at(content: _Content, end: int, quoted: list[Span]) -> list[str]:
    candidate, form, inside = content.candidate, content.form, content.inside
    doc = candidate.cue.doc
    found = ["bias", f"bias|{form}"]
    cut = sum(1 for i in inside if i > end)
    found.append(f"cut={_bucket(cut)}|{form}")
    over = sum(1 for i in range(candidate.first, end + 1) if i not in inside)
    found.append(f"over={_bucket(over)}|{form}")
    if cut == 0 and over == 0:
        found.append(f"whole subtree|{form}")
    if end == content.last:
        found.append(f"sentence end|{form}")
    else:
        found.append(f"left out={_bucket(content.last - end)}")
        found += _of_next(candidate, end, form)
    if candidate.root.i > end:
        found.append("root cut off")
    position = doc[end].idx
    if any(q.start <= position and position + len(doc[end]) < q.end - 1 for q in quoted):
        found.append("in quotation")
    elif any(0 <= q.end - position - len(doc[end]) <= 1 for q in quoted):
        found.append("quotation ends")
    found.append(f"length={_bucket(end - candidate.first)}|{form}")
    return found


def _of_next(candidate: Candidate, end: int, form: str) -> list[str]:
    doc = candidate.cue.doc
    after = doc[end + 1]
    found = []
    comma = ""
    if after.is_punct:
        found.append(f"next={after.text}|{form}")
        comma = after.text if after.text in (",", ";") else "-"
        if end + 2 < len(doc):
            after = doc[end + 2]
    top = _top_of(after, end)
    where = "cue" if top.head.i == candidate.cue.i else "content"
    if top.head.i < candidate.first and where != "cue":
        where = "before"
    elif top.head.i > end:
        where = "later"
    found.append(f"{comma}{top.dep_} of {where}")
    found.append(f"{comma}{top.dep_} {top.tag_} after {candidate.cue.tag_}")
    found.append(f"{comma}{top.dep_} of {where}|{form}")
    if after.pos_ in ("ADP", "SCONJ", "CCONJ", "ADV", "PRON", "DET", "PART"):
        found.append(f"{comma}word={after.lower_}|{form}")
    else:
        found.append(f"{comma}tag={after.tag_}")
    if any(t.lower_ in _TIMES for t in doc[end + 1 : end + 4]):
        found.append(f"{comma}time|{where}")
    if after.pos_ == "CCONJ" and end + 3 < len(doc):
        nxt = doc[after.i + 1] if after.i + 1 < len(doc) else after
        found.append(f"{comma}and {nxt.pos_}")
        if top.head.i == candidate.cue.i:
            found.append("joins cue")
        verb = next((t for t in doc[after.i + 1 : after.i + 4] if t.pos_ in ("VERB", "AUX")), None)
        if verb is not None and nxt.pos_ in ("VERB", "AUX", "ADV"):
            found.append(f"{comma}and {verb.tag_} after {candidate.cue.tag_}")
            found.append(f"{comma}and verb saying={verb.lemma_ in SAYING | ADDRESSING}")
    return found


def _top_of(token: "Token", end: int) -> "Token":
    """The head of the constituent that starts after `end`."""
    while token.head.i > end and token.head.i != token.i:
        token = token.head
    return token


def _opens_constituent(token: "Token") -> bool:
    top = _top_of(token, token.i - 1)
    return top.left_edge.i == token.i and top.dep_ in _OPENING_DEPS


def _without_final_marks(candidate: Candidate) -> int:
    doc, last = candidate.cue.doc, candidate.last
    while last > candidate.first and (
        doc[last].is_space or (doc[last].is_punct and not doc[last].is_quote)
    ):
        last -= 1
    return last


def _bucket(count: int) -> str:
    for limit in (0, 1, 2, 4, 8, 16):
        if count <= limit:
            return str(limit)
    return "more"
