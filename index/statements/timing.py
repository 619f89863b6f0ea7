"""When something was said: the day in the words around its cue, else the publication's."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from index.days import Mentioned, find_days
from index.statements.sentences import sentence_of, text_of
from index.types import SaidOn, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COMING = frozenset("will shall wo".split())
_PLANNING = frozenset("expect schedule plan set due slate intend hope prepare".split())
# What somebody says something in: "in a statement released Thursday", "in a speech he gave".
_OCCASIONS = frozenset(
    """
    statement interview speech tweet letter email message post remark comment address
    conference briefing debate rally meeting hearing column article call memo release video
    appearance event forum town news morning night filing report show program broadcast
    """.split()
)
_MOST_STEPS = 8


class Timing:
    """The days an article speaks of; its statements are dated in the order of the text."""

    def __init__(self, published: date | None) -> None:
        """Count from the day of publication; without one nothing is dated."""
        self._published = published
        self._last: date | None = None
        self._days: dict[int, list[tuple[Mentioned, Token]]] = {}
        self._before: tuple[Doc, str | None, SaidOn] | None = None

    def said_on(
        self,
        cue: "Token",
        words: Sequence[Span],
        *,
        offset: int,
        speaker: str | None = None,
        was_said: bool = True,
    ) -> SaidOn | None:
        """The day of a statement, None where nothing tells it.

        Args:
            cue: The reporting verb or noun.
            words: What was said, in the paragraph's characters; a day in it is the speaker's
                and tells nothing of when it was said.
            offset: Where the paragraph begins in the article.
            speaker: Whose; what the same mouth goes on with is of the same day.
            was_said: False for what is only thought, planned or denied, which has no day
                unless one is named.
        """
        if self._published is None:
            return None
        doc = cue.doc
        for mentioned, token in self._found(doc):
            inside = any(w.start <= token.idx < w.end for w in words)
            if (inside and not _follows(token, cue)) or not tells_when(token, cue):
                continue
            dated = self._dated(mentioned, token, offset)
            if dated is not None or mentioned.is_long:
                if dated is not None:
                    self._before = (doc, speaker, dated)
                return dated
        if not was_said or _is_past_perfect(cue):
            return None  # "had said" was before the rest, on a day nobody tells
        if self._before and self._before[0] is doc and speaker == self._before[1]:
            return self._before[2]
        return SaidOn(self._published, "published")

    def _dated(self, mentioned: Mentioned, token: "Token", offset: int) -> SaidOn | None:
        assert self._published is not None
        if mentioned.is_long:
            return None
        future = is_to_come(token)
        day = mentioned.on(self._published, future=future, last=self._last)
        if day is None:
            return None
        if mentioned.is_day:
            self._last = day
        phrase = Span(mentioned.span.start + offset, mentioned.span.end + offset)
        return SaidOn(day, mentioned.basis, phrase)

    def _found(self, doc: "Doc") -> list[tuple[Mentioned, "Token"]]:
        if id(doc) not in self._days:
            self._days = {id(doc): _with_tokens(doc)}
        return self._days[id(doc)]


def tells_when(token: "Token", cue: "Token") -> bool:
    """Whether a day belongs to the cue's clause, not to what was said or another verb's."""
    if sentence_of(token).start != sentence_of(cue).start:
        return False
    if _follows(token, cue):
        return True
    steps, at = 0, token
    while at.i not in (cue.i, at.head.i) and steps < _MOST_STEPS:
        if at.pos_ in ("VERB", "AUX") and not _is_beside(at, cue):
            return False
        at, steps = at.head, steps + 1
    return at.i == cue.i


def is_to_come(token: "Token") -> bool:
    """Whether the clause around a day is about the future: "will meet on Friday"."""
    verb = token
    for _ in range(_MOST_STEPS):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    leads = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if leads & _COMING:
        return True
    if verb.lemma_ == "be" and verb.tag_ in ("VBP", "VBZ"):  # "they are to travel"
        below = [child for child in verb.children if child.dep_ == "xcomp"]
        return any(c.dep_ == "aux" and c.lower_ == "to" for b in below for c in b.children)
    above = verb.head
    if "to" in leads and above.i != verb.i:
        return above.lemma_ in _PLANNING or (above.lemma_ == "be" and above.tag_ in ("VBP", "VBZ"))
    return verb.tag_ == "VBG" and verb.lemma_ == "go" and bool(leads & {"is", "are"})


def _is_past_perfect(cue: "Token") -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("had", "’d") for child in cue.children)


def _follows(token: "Token", cue: "Token") -> bool:
    """Whether a day stands right behind the cue: "said on Thursday", "said late Thursday"."""
    if token.i < cue.i:
        return False
    between = cue.doc[cue.i + 1 : token.i]
    small = all(t.pos_ in ("ADP", "ADJ", "ADV", "DET") and t.lower_ != "that" for t in between)
    return len(between) <= 2 and small


def _is_beside(verb: "Token", cue: "Token") -> bool:
    """A participle or a clause that tells of the same occasion as the cue.

    "Speaking Thursday, he said"; "in a statement released Thursday".
    """
    if verb.dep_ in ("acl", "relcl"):
        return verb.head.lemma_ in _OCCASIONS
    if verb.dep_ in ("advcl", "pcomp") and verb.tag_ in ("VBG", "VBN"):
        return not any(child.dep_ == "mark" for child in verb.children)
    # "took the stage Thursday and said"
    return verb.i < cue.i and cue.dep_ == "conj" and cue.head.i == verb.i


def _with_tokens(doc: "Doc") -> list[tuple[Mentioned, "Token"]]:
    found = []
    for mentioned in find_days(text_of(doc)):
        span = doc.char_span(mentioned.span.start, mentioned.span.end, alignment_mode="expand")
        if span is not None:
            found.append((mentioned, span.root))
    return found
