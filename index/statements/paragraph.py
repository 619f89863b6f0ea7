"""The statements of one paragraph, and whose quotations stand there without a cue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.segmentation import SENTENCE_CHARS
from index.statements.choosing import Chosen, choose
from index.statements.cues import manner_of
from index.statements.handover import acts_after, who_begins
from index.statements.leads import lead_of
from index.statements.polarity import modality_of, polarity_of
from index.statements.quotations import quotations
from index.statements.reporters import with_reporters
from index.statements.sentences import text_of
from index.statements.signatures import signature_of
from index.statements.speakers import NOBODY, Cast, Named, mention_of
from index.statements.subjects import Source
from index.statements.timing import Timing
from index.statements.topics import MOST_TOPICS, topics_of
from index.statements.transcripts import Turn
from index.statements.wording import Wording
from index.types import Span, Statement, StatementKind

if TYPE_CHECKING:
    from spacy.tokens import Doc


# A quotation that stands alone is the last speaker's, less surely than one with a cue.
_INHERITED = 0.6

# Beyond this many characters of narration nobody goes on speaking.
_FARTHEST_CHARS = 400


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed paragraph of an article; `sentences` are its spans in there."""

    text: str
    doc: "Doc"
    sentences: tuple[Span, ...]
    cast: Cast
    timing: Timing

    @property
    def offset(self) -> int:
        """Where the paragraph begins in its article."""
        return self.sentences[0].start

    def statements(
        self, before: list[Statement], lead: Statement | None, above: "Paragraph | None"
    ) -> list[Statement]:
        """Its statements.

        `before` are those that end last, `lead` is what was announced, `above` the paragraph
        before.
        """
        quoted = quotations(text_of(self.doc))
        found = [self._statement(chosen) for chosen in choose(self.doc, quoted)]
        if lead is not None and quoted:
            found = self._with_announced(found, quoted[0], lead)
        found = self._with_inherited(found, quoted, before, above)
        return with_reporters(found, self._words_at)

    def lead(self) -> Statement | None:
        """What its last sentence announces by a colon; its words are still that colon."""
        candidate = lead_of(self.doc, quotations(text_of(self.doc)))
        if candidate is None:
            return None
        colon = Span(candidate.root.idx, candidate.root.idx + 1)
        return self._statement(Chosen(candidate, Wording((colon,), (colon,)), 1.0))

    def turn(self, turn: Turn) -> list[Statement]:
        """A turn of a transcript, and what its speaker reports in it."""
        name = Span(turn.name.start - self.offset, turn.name.end - self.offset)
        tokens = self.doc.char_span(name.start, name.end, alignment_mode="expand")
        assert tokens is not None, "a name of the paragraph lies in its tokens"
        own = turn.name.of(self.text)
        named = NOBODY if len(own) == 1 else self.cast.of_turn(own, tokens.root)
        extent = self._extent([turn.colon, turn.words])
        return self._whole((turn.words,), extent, turn.colon, turn.name, named)

    def signed(self, below: "Sequence[Paragraph]") -> list[Statement]:
        """Its quotations, where it holds nothing else and somebody signs them with a dash.

        The signature stands behind them, or opens the first of the paragraphs `below`.
        """
        text, quoted = text_of(self.doc), quotations(text_of(self.doc))
        if not quoted or _has_letters(_without(quoted, text[: quoted[-1].end])):
            return []
        by, signature = self, signature_of(self.doc, quoted[-1].end)
        if signature is None and below and not _has_letters(text[quoted[-1].end :]):
            by, signature = below[0], signature_of(below[0].doc)
        if signature is None:
            return []
        words = tuple(map(self._global, quoted))
        extent = Span(self.sentences[0].start, by.sentences[-1 if by is self else 0].end)
        if len(extent) > SENTENCE_CHARS:
            extent = self._extent(list(words))
        mention = by._mention(Source(signature.name, "signature"))
        named = self.cast.resolve(signature.name)
        return self._whole(words, extent, by._global(signature.dash), mention, named)

    def _whole(
        self, words: tuple[Span, ...], extent: Span, cue: Span, mention: Span, named: Named
    ) -> list[Statement]:
        """A paragraph that somebody says as it stands, and what they report in it."""
        whole = Statement(
            extent=extent,
            words=words,
            cue=cue,
            mention=mention,
            speaker=named.name,
            kind="direct",
            confidence=named.confidence,
            basis=named.basis,
            speaker_kind=named.kind,
            role=named.role,
            topics=topics_of(self.doc, [self._local(span) for span in words]),
        )
        told = map(self._statement, choose(self.doc, []))
        inner = [s for s in told if s.cue and any(span.contains(s.cue) for span in words)]
        return with_reporters([whole, *inner], self._words_at)

    def _with_inherited(
        self,
        found: list[Statement],
        quoted: list[Span],
        before: list[Statement],
        above: "Paragraph | None",
    ) -> list[Statement]:
        """Add the quoted sentences that nobody is told to have said, as the last speaker's."""
        result = list(found)
        for quotation in quoted:
            span = self._global(quotation)
            if not self._is_alone(quotation) or any(
                w.overlaps(span) for s in found for w in s.words
            ):
                continue
            if self._words_at(span).endswith(":"):
                continue  # "Related:" heads what comes next.
            if acts_after(self.doc, quotation):
                continue
            earlier = [s for s in (*before, *result) if s.extent.start <= span.start]
            # '..., said Reyes when asked whether it leaks': she goes on, not who asked.
            last = max(earlier, key=lambda s: (s.extent.end, _is_quoted(s)), default=None)
            if last is None or not _is_quoted(last):
                continue
            if span.start - last.extent.end > _FARTHEST_CHARS:
                continue
            other = self._taken_over(quotation, last, above)
            if other is not None:
                result.append(other)
                continue
            joined = self._joined(last, span)
            result = [s for s in result if joined is None or s is not last]
            result.append(joined or self._inherited(last, span))
        return sorted(result, key=lambda s: place_of(s).start)

    def _with_announced(
        self, found: list[Statement], quotation: Span, lead: Statement
    ) -> list[Statement]:
        """Give the quotation that opens the paragraph to whom the one before announces."""
        span = self._global(quotation)
        opens = self._opens(span)
        taken = any(w.overlaps(span) for s in found for w in s.words)
        if taken or not opens or not self._is_alone(quotation):
            return found
        own = self._extent([span])
        extent = Span(lead.extent.start, own.end)
        announced = replace(
            lead,
            extent=extent if len(extent) <= SENTENCE_CHARS else own,
            words=(span,),
            topics=topics_of(self.doc, [self._local(span)]),
        )
        return [announced, *found]

    def _taken_over(
        self, quotation: Span, last: Statement, above: "Paragraph | None"
    ) -> Statement | None:
        """The quotation as theirs who are told to speak right before, where that is no statement.

        None where nobody is, or it is the last speaker anyway.
        """
        span = self._global(quotation)
        opens = self._opens(span)
        told = above if opens else self
        if told is None:
            return None
        end = told.sentences[-1].end - told.offset if opens else quotation.start
        head = who_begins(told.doc, end)
        if head is None:
            return None
        mention = told._mention(Source(head, "nsubj"))
        named = self.cast.resolve(head)
        if last.extent.end > mention.start or named.kind != "person":
            return None
        if not named.name or named.name == last.speaker:
            return None
        return Statement(
            extent=self._extent([span]),
            words=(span,),
            cue=None,
            mention=mention,
            speaker=named.name,
            kind="direct",
            confidence=round(named.confidence * _INHERITED, 2),
            basis="inherited",
            speaker_kind=named.kind,
            role=named.role,
            topics=topics_of(self.doc, [quotation]),
        )

    def _joined(self, last: Statement, span: Span) -> Statement | None:
        """The last statement with a quotation it goes on with; None where they are too far apart.

        They are one where nothing is told between them, and both fit in an extract.
        """
        extent = Span(last.extent.start, max(last.extent.end, self._extent([span]).end))
        between = self._words_at(Span(last.extent.end, max(span.start, last.extent.end)))
        is_short = len(extent) <= SENTENCE_CHARS and extent.contains(span)
        if not is_short or _has_letters(between):
            return None
        topics = dict.fromkeys((*last.topics, *topics_of(self.doc, [self._local(span)])))
        words = (*last.words, span)
        return replace(last, extent=extent, words=words, topics=tuple(topics)[:MOST_TOPICS])

    def _inherited(self, last: Statement, span: Span) -> Statement:
        return replace(
            last,
            extent=self._extent([span]),
            words=(span,),
            cue=None,
            mention=None,
            kind="direct",
            confidence=round(last.confidence * _INHERITED, 2),
            basis="inherited",
            topics=topics_of(self.doc, [self._local(span)]),
        )

    def _is_alone(self, quotation: Span) -> bool:
        """Whether the sentences a quotation touches hold nothing else."""
        touched = [local for local in map(self._local, self.sentences) if local.overlaps(quotation)]
        if not touched:
            return False
        whole = self._global(quotation)
        before = self.text[self.offset + touched[0].start : whole.start]
        after = self.text[whole.end : self.offset + touched[-1].end]
        return not _has_letters(before + after)

    def _opens(self, span: Span) -> bool:
        """Whether no word of the paragraph stands before a quotation."""
        return not _has_letters(self.text[self.offset : span.start])

    def _words_at(self, span: Span) -> str:
        return span.of(self.text)

    def _local(self, span: Span) -> Span:
        return Span(span.start - self.offset, span.end - self.offset)

    def _global(self, span: Span) -> Span:
        return Span(span.start + self.offset, span.end + self.offset)

    def _statement(self, chosen: Chosen) -> Statement:
        offset = self.offset
        cue, subject = chosen.candidate.cue, chosen.candidate.source.head
        words, direct = chosen.wording.words, chosen.wording.direct
        named = NOBODY if subject is None else self.cast.resolve(subject)
        kind: StatementKind = "indirect"
        if direct:
            kind = "direct" if set(words) == set(direct) else "mixed"
        spans = tuple(map(self._global, words))
        cue_span = self._global(Span(cue.idx, cue.idx + len(cue)))
        statement = Statement(
            extent=self._extent([*spans, cue_span]),
            words=spans,
            cue=cue_span,
            mention=None if subject is None else self._mention(chosen.candidate.source),
            speaker=named.name,
            kind=kind,
            confidence=named.confidence,
            topics=topics_of(self.doc, list(words)),
            manner=manner_of(
                cue.lemma_.lower(),
                cue.pos_,
                quoted=kind == "direct",
                by_thing=subject is not None and subject.pos_ == "NOUN",
            ),
            polarity=polarity_of(cue),
            modality=modality_of(cue),
            basis=named.basis,
            speaker_kind=named.kind,
            role=named.role,
        )
        said_on = self.timing.said_on(
            cue, words, offset=offset, speaker=named.name, was_said=statement.was_said
        )
        return replace(statement, said_on=said_on)

    def _mention(self, source: Source) -> Span:
        """The speaker's phrase, up to the relative pronoun where one stands for it."""
        assert source.head is not None, "somebody is named"
        start, end = mention_of(source.head)
        if source.relative is not None:
            end = max(end, source.relative.idx + len(source.relative))
        return self._global(Span(start, end))

    def _extent(self, spans: list[Span]) -> Span:
        """Whole sentences around the spans, or around the cue where that is too long."""
        touched = [s for s in self.sentences if any(s.overlaps(span) for span in spans)]
        extent = Span(touched[0].start, touched[-1].end)
        if len(extent) <= SENTENCE_CHARS:
            return extent
        return next(s for s in self.sentences if s.overlaps(spans[-1]))


def _is_quoted(statement: Statement) -> bool:
    return statement.was_said and statement.kind != "indirect"


def _without(spans: list[Span], text: str) -> str:
    """A text with what stands between the spans, which are in order."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def place_of(statement: Statement) -> Span:
    """What no two statements of an article share: the cue, or the words where it has none."""
    return statement.cue or statement.words[0]
