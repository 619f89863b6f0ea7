"""Statements of one article, from a parse of its paragraphs.

A cue verb with a subject is a statement; its words are the clause it governs or the
quotation beside it. What was not said ("did not say", "will argue") is left out, and a
quotation without a cue in its paragraph is left to its reader.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.segmentation import SENTENCE_CHARS
from index.statements.cues import ADDRESSING, DEMANDING, SAYING, UNREAL
from index.statements.offices import Offices
from index.statements.parser import Parser, paragraphs_of
from index.statements.quotations import quotations
from index.statements.speakers import Cast, mention_of
from index.statements.timing import Timing
from index.statements.topics import topics_of
from index.types import Article, Segments, Span, Statement, StatementKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def extract_statements(
    article: Article, segments: Segments, parser: Parser, *, offices: Offices | None = None
) -> list[Statement]:
    """Everything the article says somebody said, in order of its cues.

    `offices` is who is what in the articles that are indexed already.
    """
    groups = paragraphs_of(article.text, segments.sentences)
    docs = list(parser.parse(article.text, groups))
    cast = Cast(docs, published=article.published, authors=article.authors, offices=offices)
    timing = Timing(article.published)
    found: list[Statement] = []
    for doc, sentences in zip(docs, groups, strict=True):
        found += _Paragraph(doc, sentences, cast, timing).statements()
    return found


@dataclass(frozen=True, slots=True)
class _Paragraph:
    doc: "Doc"
    sentences: tuple[Span, ...]
    cast: Cast
    timing: Timing

    def statements(self) -> list[Statement]:
        quoted = quotations(self.doc.text)
        taken: set[Span] = set()
        found: list[Statement] = []
        for token in self.doc:
            if not _is_cue(token) or any(q.start <= token.idx < q.end for q in quoted):
                continue
            subject = _subject(token)
            if subject is None:
                continue
            words, direct = self._words(token, subject, quoted, taken)
            if words:
                taken.update(direct)
                found.append(self._statement(token, subject, words, direct))
        return found

    def _words(
        self, cue: "Token", subject: "Token", quoted: list[Span], taken: set[Span]
    ) -> tuple[list[Span], list[Span]]:
        """The words of a statement, and which of them are quotations."""
        said = _clause(cue, subject)
        sentence = Span(cue.sent.start_char, cue.sent.end_char)
        direct = [q for q in quoted if said is not None and q.overlaps(said)]
        if said is None and cue.lemma_ in SAYING:
            direct = [q for q in quoted if q.overlaps(sentence) and q not in taken]
        if direct and (said is None or self._is_quotation(said, direct, cue)):
            direct = self._with_neighbours(direct, sentence, quoted, taken)
            return direct, direct
        return ([] if said is None else [said]), direct

    def _is_quotation(self, said: Span, direct: list[Span], cue: "Token") -> bool:
        """Whether the clause is a quotation: before its cue the first words decide."""
        text = self.doc.text
        if said.start < cue.idx:
            return any(not _has_words(text[said.start : q.start]) for q in direct)
        edges = [said.start, *(edge for q in direct for edge in (q.start, q.end)), said.end]
        outside = zip(edges[::2], edges[1::2], strict=True)
        return not any(_has_words(text[start:end]) for start, end in outside)

    def _with_neighbours(
        self, direct: list[Span], sentence: Span, quoted: list[Span], taken: set[Span]
    ) -> list[Span]:
        """Add what the same mouth goes on with: '"...," he said. "..."'."""
        found = list(direct)
        ends = [s.end - self.sentences[0].start for s in self.sentences]
        begins = [s.start - self.sentences[0].start for s in self.sentences]
        for quotation in quoted:
            if quotation in found or quotation in taken or quotation.start < sentence.start:
                continue
            opens = quotation.start - 1 in begins or quotation.start - 2 in begins
            gap = self.doc.text[found[-1].end : quotation.start]
            whole = opens and any(0 <= end - quotation.end <= 2 for end in ends)
            beside = quotation.overlaps(sentence) or not _has_words(
                gap[gap.find(".") + 1 :] if found[-1].end < sentence.end else gap
            )
            if (whole and beside) or (quotation.overlaps(sentence) and quotation.start > 0):
                found.append(quotation)
        return sorted(found)

    def _statement(
        self, cue: "Token", subject: "Token", words: list[Span], direct: list[Span]
    ) -> Statement:
        offset = self.sentences[0].start
        named = self.cast.resolve(subject)
        start, end = mention_of(subject)
        kind: StatementKind = "indirect"
        if direct:
            kind = "direct" if set(words) == set(direct) else "mixed"
        words = [_with_closing_mark(word, self.doc.text) for word in words]
        spans = tuple(Span(w.start + offset, w.end + offset) for w in words)
        cue_span = Span(cue.idx + offset, cue.idx + len(cue) + offset)
        return Statement(
            extent=self._extent([*spans, cue_span]),
            words=spans,
            cue=cue_span,
            mention=Span(start + offset, end + offset),
            speaker=named.name,
            kind=kind,
            confidence=named.confidence,
            basis=named.basis,
            speaker_kind=named.kind,
            role=named.role,
            said_on=self.timing.said_on(cue, words, offset=offset, speaker=named.name),
            topics=topics_of(self.doc, words),
        )

    def _extent(self, spans: list[Span]) -> Span:
        """Whole sentences around the spans, or around the cue where that is too long."""
        touched = [s for s in self.sentences if any(s.overlaps(span) for span in spans)]
        extent = Span(touched[0].start, touched[-1].end)
        if len(extent) <= SENTENCE_CHARS:
            return extent
        return next(s for s in self.sentences if s.overlaps(spans[-1]))


def _is_cue(token: "Token") -> bool:
    if token.pos_ != "VERB" or token.lemma_ not in SAYING | ADDRESSING:
        return False
    if _is_hearsay(token):
        return False
    helpers = [child for child in token.children if child.dep_ in ("aux", "neg")]
    if any(h.dep_ == "neg" or h.lower_ in UNREAL for h in helpers):
        return False
    return not (token.dep_ == "xcomp" and token.head.lemma_ in ("decline", "refuse", "want"))


def _is_hearsay(token: "Token") -> bool:
    """Whether it stands in what somebody else is reported to say: those are their words."""
    while token.dep_ in ("ccomp", "xcomp", "conj", "advcl") and token.head.i != token.i:
        within = token.dep_ in ("ccomp", "xcomp")
        token = token.head
        if within and token.pos_ == "VERB" and token.lemma_ in SAYING:
            return True
    return False


def _subject(cue: "Token") -> "Token | None":
    """The head word of who says it; None where the sentence has nobody."""
    token = cue
    for _ in range(3):
        for child in token.children:
            if child.dep_ == "nsubj":
                if child.lower_ in ("who", "which", "that") and token.dep_ == "relcl":
                    return token.head
                return None if child.lower_ in ("which", "that", "it", "this") else child
            if child.dep_ in ("nsubjpass", "expl", "auxpass"):
                return None
        # "turned on the charm, saying ..." and "said ... and added ..."
        joined = token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX")
        if not joined and not (token.dep_ in ("advcl", "xcomp") and cue.tag_ == "VBG"):
            return None
        token = token.head
    return None


def _clause(cue: "Token", subject: "Token") -> Span | None:
    """What the cue governs without regard to quotation marks."""
    kinds = ("ccomp", "xcomp") if cue.lemma_ in SAYING else ("ccomp",)
    for child in cue.children:
        if child.dep_ in kinds and child.i != subject.i:
            return _tree_span(child, cue, subject)
    if cue.lemma_ in ADDRESSING:
        later = [c for c in cue.children if c.i > cue.i and c.dep_ in ("dobj", "prep", "oprd")]
        quoted = '"' in cue.sent.text or "“" in cue.sent.text
        if later and subject.i < cue.i and (quoted or cue.lemma_ in DEMANDING):
            return Span(later[0].left_edge.idx, _end(later[-1].right_edge))
    return None


def _tree_span(root: "Token", cue: "Token", subject: "Token") -> Span:
    """The characters of a clause on its own side of the cue and its subject."""
    first, last = min(cue.i, subject.left_edge.i), max(cue.i, subject.i)
    if root.i > last:
        # The parser often breaks a long clause in pieces: all that follows the cue is said,
        # up to a second verb of the same subject or a participle of the narrator's.
        side = [t for t in _in_order(cue) if t.i >= max(root.left_edge.i, last + 1)]
        ends = [t.i for t in side if _leaves_clause(t, cue)]
        side = [t for t in side if t.i < min(ends, default=side[-1].i + 1)]
    else:
        side = [t for t in _in_order(root) if t.i < first]
    side = [t for t in side if not t.is_space] or [root]
    while len(side) > 1 and side[-1].is_punct and not side[-1].is_quote:
        side.pop()
    while len(side) > 1 and side[0].is_punct and not side[0].is_quote:
        side.pop(0)
    return Span(side[0].idx, _end(side[-1]))


def _in_order(root: "Token") -> list["Token"]:
    """A subtree in order of the text, which spaCy does not give where arcs cross."""
    return sorted(root.subtree, key=lambda token: token.i)


def _leaves_clause(token: "Token", cue: "Token") -> bool:
    if token.dep_ == "cc" and token.head.i == cue.i:
        return any(child.dep_ == "conj" and child.i > token.i for child in cue.children)
    if token.text in ("-", "–", "—", "--") and token.idx > 0:
        # "... guarantees - an argument Trump dismissed": the narrator's aside, where the dash
        # stands free and no second one closes it.
        text = token.doc.text
        later = [t for t in token.sent if t.i > token.i and t.text == token.text]
        return text[token.idx - 1].isspace() and not later
    after_comma = token.i > 0 and token.nbor(-1).text == ","
    return after_comma and token.dep_ == "advcl" and token.tag_ == "VBG"


def _end(token: "Token") -> int:
    return token.idx + len(token)


def _with_closing_mark(span: Span, text: str) -> Span:
    """A quotation that opens inside the span is closed inside it."""
    words = span.of(text)
    is_open = words.count('"') % 2 == 1 or words.count("“") > words.count("”")
    after = text[span.end : span.end + 2]
    for length in (1, 2):
        if is_open and after[:length] and after[length - 1 : length] in ('"', "”"):
            return Span(span.start, span.end + length)
    return span


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
