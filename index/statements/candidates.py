"""Where a parse has room for an attribution: a cue, who it belongs to, what it governs.

Everything that could be one is proposed here; `index.statements.judging` decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.statements.cues import ADJECTIVES, LIGHT, NOUNS, RAISING, SAYING
from index.statements.sentences import sentence_of
from index.statements.subjects import Source, source_of_noun, source_of_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSES = ("ccomp", "xcomp", "advcl")
_CLAUSE_MARKS = frozenset("that whether if how why what when where who like as".split())

# What asks many and is told as a place: "Reyes leads by six points in a new poll".
_POLLS = frozenset(["poll", "survey"])

# Who speaks in a headline is told in so many words, and a headline is no longer than that.
_HEADLINE_SPEAKER = 6
_HEADLINE_WORDS = 30
_NOBODY = frozenset(
    """
    latest update correction note photo photos video watch exclusive analysis opinion breaking
    review timeline related live read listen
    """.split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution, in tokens of one paragraph.

    Attributes:
        form: what holds the content: "ccomp", "dobj", "prep about", "quote", ...
        root: the head word of the content.
        first: where the content starts.
        last: where it ends at the latest; the boundary may come before.
        before: what of the content stands before the cue where it is split, as (first, last).
    """

    cue: "Token"
    source: Source
    form: str
    root: "Token"
    first: int
    last: int
    before: tuple[int, int] | None = None

    @property
    def is_left(self) -> bool:
        """Whether the content stands before its cue; such a content is not cut."""
        return self.first < self.cue.i


def candidates(doc: "Doc") -> Iterator[Candidate]:
    """Everything in a paragraph that could be an attribution by its grammar."""
    yield from _headline(doc)
    for token in doc:
        if token.lower_ == "according":
            yield from _according(token)
        elif token.lower_ == "in" and token.dep_ == "prep":
            yield from _in_poll(token)
        elif token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ == "ROOT"):
            if token.pos_ == "VERB":
                yield from _of_verb(token, source_of_verb(token))
        elif token.pos_ == "NOUN" and token.lemma_ in NOUNS:
            yield from _of_noun(token)
        elif token.pos_ == "ADJ" and token.lemma_ in ADJECTIVES:
            source = source_of_verb(token.head) if token.dep_ == "acomp" else None
            if source is not None:
                yield from _of_verb(token, source)


def _of_verb(cue: "Token", source: Source) -> Iterator[Candidate]:
    last = _last_of_sentence(cue)
    head = source.head
    left_of = min(cue.i, head.left_edge.i) if head is not None and head.i < cue.i else cue.i
    group_end = cue.i if head is None or source.via != "nsubj" else max(cue.i, _end(head, cue))
    for child in cue.children:
        if child.i > cue.i:
            first = max(child.left_edge.i, group_end + 1)
            if first <= last:
                yield from _after_verb(cue, source, child, first)
        elif child.dep_ == "ccomp":
            yield from _left_clause(cue, source, child, left_of, group_end)
        elif child.dep_ == "nsubjpass" and source.via != "objcontrol":
            yield from _passive(cue, source, child, last)
    if head is not None and source.via == "nsubj":
        if _is_aside(cue, left_of, group_end):
            yield from _around(cue, source, left_of, group_end)
        if cue.lemma_ in RAISING and head.right_edge.i < cue.i:
            yield from _raising(cue, (head.left_edge.i, head.right_edge.i))


def _after_verb(cue: "Token", source: Source, child: "Token", first: int) -> Iterator[Candidate]:
    dep, last = child.dep_, _last_of_sentence(cue)
    if dep in _CLAUSES:
        if dep != "advcl" or _is_marked(child):
            yield Candidate(cue, source, dep, child, first, last)
        objects = [t for t in cue.children if t.dep_ == "dobj" and cue.i < t.i < child.left_edge.i]
        if dep == "xcomp" and objects:
            start = objects[0].left_edge.i
            yield Candidate(cue, source, "object and xcomp", child, start, last)
    elif child == source.head:
        return
    elif dep in ("prep", "agent", "dative") and child.pos_ == "ADP":
        yield from _of_preposition(cue, source, child, last)
    elif dep == "dobj" or (dep in ("oprd", "acomp", "attr") and cue.pos_ == "VERB"):
        yield Candidate(cue, source, dep, child, first, last)


def _raising(cue: "Token", subject: tuple[int, int]) -> Iterator[Candidate]:
    nobody = Source(None, "raising")
    for child in cue.children:
        if child.dep_ in ("xcomp", "oprd", "acomp") and child.i > cue.i:
            first, last = child.left_edge.i, _last_of_sentence(cue)
            yield Candidate(cue, nobody, "raising", child, first, last, before=subject)


def _left_clause(
    cue: "Token", source: Source, root: "Token", left_of: int, group_end: int
) -> Iterator[Candidate]:
    first = root.left_edge.i
    last = left_of - 1
    if last < first:
        return
    after = [t for t in root.subtree if t.i > group_end and not t.is_punct]
    if after and len(after) > 1:
        # "The tunnel, he said, is safe."
        start = min(t.i for t in after)
        yield Candidate(
            cue, source, "around", root, start, _last_of_sentence(cue), before=(first, last)
        )
    else:
        yield Candidate(cue, source, "ccomp left", root, first, last)


def _is_aside(cue: "Token", left_of: int, group_end: int) -> bool:
    """Whether the cue and its subject stand between a comma and another or the end."""
    sentence = sentence_of(cue)
    if left_of <= sentence.start + 1 or cue.doc[left_of - 1].text != ",":
        return False
    if cue.lemma_ not in SAYING and cue.dep_ != "parataxis":
        return False
    return group_end >= sentence.end - 1 or cue.doc[group_end + 1].is_punct


def _around(cue: "Token", source: Source, left_of: int, group_end: int) -> Iterator[Candidate]:
    first = sentence_of(cue).start
    if left_of <= first:
        return
    before = (first, left_of - 1)
    last = _last_of_sentence(cue)
    if last - group_end > 2:
        yield Candidate(cue, source, "around", cue.head, group_end + 1, last, before=before)
    else:
        yield Candidate(cue, source, "tail", cue.head, *before)


def _passive(cue: "Token", source: Source, subject: "Token", last: int) -> Iterator[Candidate]:
    if subject.right_edge.i >= cue.i:
        return
    span = (subject.left_edge.i, subject.right_edge.i)
    for child in cue.children:
        if child.i > cue.i and child.dep_ in ("xcomp", "oprd", "ccomp", "advcl"):
            if subject.lower_ == "it" and child.dep_ == "ccomp":
                continue
            first = child.left_edge.i
            yield Candidate(cue, source, "passive", child, first, last, before=span)
            return
        if child.i > cue.i and child.dep_ == "prep" and child.lower_ == "as":
            yield Candidate(cue, source, "passive", child, child.i, last, before=span)
            return
    yield Candidate(cue, source, "passive whole", subject, *span)


def _of_preposition(
    cue: "Token", source: Source, preposition: "Token", last: int
) -> Iterator[Candidate]:
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and child.i > preposition.i:
            form = f"prep {preposition.lower_}"
            yield Candidate(cue, source, form, child, child.left_edge.i, last)
        elif child.dep_ == "prep" and child.i > preposition.i:
            yield from _of_preposition(cue, source, child, last)


def _of_noun(cue: "Token") -> Iterator[Candidate]:
    source = source_of_noun(cue)
    last = _last_of_sentence(cue)
    for child in cue.children:
        if child.left_edge.i > cue.i and _is_content_of_noun(child):
            yield Candidate(cue, source, "acl", child, child.left_edge.i, last)
        elif child.i > cue.i and child.dep_ == "prep" and source.via != child.lower_:
            yield from _of_preposition(cue, source, child, last)
    form = ""
    deps: tuple[str, ...] = ()
    if cue.dep_ in ("nsubj", "attr") and cue.head.lemma_ == "be":
        form, deps = "copula", ("ccomp", "attr", "xcomp")
    elif cue.dep_ == "dobj" and cue.head.lemma_ in LIGHT:
        form, deps = "acl", ("ccomp", "xcomp", "advcl")
    for child in cue.head.children:
        after = child.left_edge.i > cue.i and child.i > cue.head.i
        clause = child.dep_ != "advcl" or _is_marked(child) or child.tag_ == "VB"
        if child.dep_ in deps and child != cue and after and clause:
            yield Candidate(cue, source, form, child, child.left_edge.i, last)


def _is_content_of_noun(clause: "Token") -> bool:
    if clause.dep_ == "relcl":
        return bool(clause.left_edge.lower_ == "that")
    if clause.dep_ == "acl":
        return clause.tag_ in ("VB", "VBD", "VBZ", "VBP", "VBN")
    return clause.dep_ in ("ccomp", "xcomp")


def _according(cue: "Token") -> Iterator[Candidate]:
    names = [c for t in cue.children if t.dep_ == "prep" for c in t.children if c.dep_ == "pobj"]
    if not names:
        return
    source = Source(names[0], "according")
    sentence = sentence_of(cue)
    last = _last_of_sentence(cue)
    # A name's relative clause may run on; the comma after the name ends the phrase.
    phrase_end = names[0].right_edge.i
    if cue.i - sentence.start <= 2:
        commas = [t.i for t in sentence if t.i > names[0].i and t.text == ","]
        after = min([c for c in commas if c >= phrase_end] or commas, default=phrase_end)
        if after < last:
            yield Candidate(cue, source, "according", cue.head, after + 1, last)
        return
    before = (sentence.start, cue.i - 1)
    after = phrase_end + 1
    if after < last and cue.doc[after].text == "," and last - after > 3:
        yield Candidate(cue, source, "according", cue.head, after + 1, last, before=before)
    else:
        yield Candidate(cue, source, "according left", cue.head, *before)


def _in_poll(cue: "Token") -> Iterator[Candidate]:
    """What a poll shows: "In a new poll, Reyes leads", "Reyes leads in the polls"."""
    polls = [t for t in cue.children if t.dep_ == "pobj" and _is_poll(t)]
    if not polls:
        return
    source, sentence, verb = Source(polls[0], "in"), sentence_of(cue), _verb_over(cue)
    if verb is None:
        return
    if cue.i - sentence.start <= 1:
        after = polls[0].right_edge.i + 1
        if after < sentence.end - 2 and cue.doc[after].text == ",":
            yield Candidate(cue, source, "poll", verb, after + 1, _last_of_sentence(cue))
        return
    first = max(verb.left_edge.i, sentence.start)
    if first < verb.i < cue.i:
        yield Candidate(cue, source, "poll left", verb, first, cue.i - 1)


def _is_poll(token: "Token") -> bool:
    """Whether it is a poll, or an average of several."""
    if token.lemma_.lower() in _POLLS:
        return True
    return token.lemma_ == "average" and any(
        thing.lemma_.lower() in _POLLS
        for child in token.children
        if child.lower_ == "of"
        for thing in child.children
    )


def _verb_over(token: "Token") -> "Token | None":
    return next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)


def _headline(doc: "Doc") -> Iterator[Candidate]:
    """What a headline gives somebody: "Reyes: New pumps will not stop the flood"."""
    words = [token for token in doc if not token.is_space]
    colon = next((t for t in words[1 : _HEADLINE_SPEAKER + 1] if t.text == ":"), None)
    if colon is None or len(words) > _HEADLINE_WORDS or any(t.is_quote for t in words[:1]):
        return
    speaker, after = doc[words[0].i : colon.i], doc[colon.i + 1 : words[-1].i + 1]
    opens = len(after) > 1 and not after[0].is_space and after[0].text[:1].isupper()
    if not opens or any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in speaker):
        return
    # "Former mayor Reyes at the hearing: ...": the name stands before the place.
    place = next((t.i for t in speaker if t.pos_ == "ADP"), colon.i)
    if place > speaker[0].i and doc[place - 1].lower_ not in _NOBODY:
        source = Source(doc[place - 1], "headline")
        yield Candidate(colon, source, "headline", after.root, after[0].i, words[-1].i)


def _is_marked(clause: "Token") -> bool:
    return clause.left_edge.lower_ in _CLAUSE_MARKS or any(
        child.dep_ == "mark" and child.lower_ in ("if", "whether", "that")
        for child in clause.children
    )


def _last_of_sentence(token: "Token") -> int:
    return int(sentence_of(token).end) - 1


def _end(head: "Token", cue: "Token") -> int:
    """Where the phrase of a subject after its cue ends, without what the parser hung on it."""
    if head.i < cue.i:
        return cue.i
    return int(head.right_edge.i)
