"""An article's text into passages and sentences, each an exact span of it.

This is the one sentence splitter: the parser of statements gets its boundaries, so
sentences, statements and extracts line up.
"""

import re
from bisect import bisect_right

import nupunkt
from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.types import Article, Segments, Span

# 256 tokens are where all-MiniLM-L6-v2 stops reading. News runs at 4.4 characters a
# token and rarely under 3.9, so 1,000 characters stay inside.
PASSAGE_CHARS = 1000

# No extract may be longer, and extracts end where sentences end.
SENTENCE_CHARS = 600

_FEWEST_WRAPPED = 3
_WIDEST_WRAPPED = 100
_FINISHED = (".", "!", "?", ":", ";", '"', "”")

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
# nupunkt misses some ends before a quotation: 'he would walk. | "They leak," she said.'
_BEFORE_QUOTATION = re.compile(r"(?<=[a-z]{3}[.!?])\s+(?=[“\"][A-Z])")
_NEW_LINE = re.compile(r"\s*\n\s*")
_CLAUSE_END = re.compile(r"[;:—–]\s+|,\s+|\s+")


def segment(article: Article) -> Segments:
    """Cut an article's body into passages and sentences; zones are left out."""
    passages = [p for stretch in article.body for p in _passages(article.text, stretch)]
    sentences = [
        sentence
        for stretch in article.body
        for paragraph in paragraphs(article.text, stretch)
        for sentence in sentences_of(article.text, paragraph)
    ]
    starts = [passage.start for passage in passages]
    passage_of = tuple(bisect_right(starts, sentence.start) - 1 for sentence in sentences)
    return Segments(tuple(passages), tuple(sentences), passage_of)


def paragraphs(text: str, stretch: Span) -> list[Span]:
    """The paragraphs of a stretch, without the white space around them.

    A blank line ends a paragraph, and so does a single line end, unless most lines break
    off in mid-sentence at about one width, as in hard-wrapped text.
    """
    found: list[Span] = []
    for block in _split(text, stretch, _BLANK_LINE):
        lines = _split(text, block, _NEW_LINE)
        found += [block] if _is_hard_wrapped(text, lines) else lines
    return found


def sentences_of(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph, each at most `SENTENCE_CHARS` long."""
    found: list[Span] = []
    for start, end in nupunkt.sent_spans(paragraph.of(text)):
        whole = Span(paragraph.start + start, paragraph.start + end)
        for sentence in _split(text, whole, _BEFORE_QUOTATION):
            found += _capped(text, sentence)
    return found


def _passages(text: str, stretch: Span) -> list[Span]:
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=PASSAGE_CHARS,
        chunk_overlap=0,
        length_function=len,
        separators=["\n\n", "\n", ". ", " ", ""],
        keep_separator="end",
        add_start_index=True,
    )
    found: list[Span] = []
    for document in splitter.create_documents([stretch.of(text)]):
        start = stretch.start + int(document.metadata["start_index"])
        passage = Span(start, start + len(document.page_content))
        assert passage.of(text) == document.page_content, "a passage lost its place"
        found.append(passage)
    return found


def _split(text: str, stretch: Span, separator: re.Pattern[str]) -> list[Span]:
    bounds = [stretch.start]
    for match in separator.finditer(text, stretch.start, stretch.end):
        bounds += [match.start(), match.end()]
    bounds.append(stretch.end)
    pieces = (Span(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2))
    return [piece for piece in (_trimmed(text, p) for p in pieces) if len(piece)]


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _is_hard_wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) < _FEWEST_WRAPPED or max(map(len, lines)) > _WIDEST_WRAPPED:
        return False
    unfinished = [line for line in lines[:-1] if not line.of(text).endswith(_FINISHED)]
    wide = sum(map(len, lines[:-1])) / len(lines[:-1]) >= _WIDEST_WRAPPED / 2
    return wide and len(unfinished) > len(lines[:-1]) / 2


def _capped(text: str, sentence: Span) -> list[Span]:
    """Cut an overlong sentence at the last clause end that fits, else hard."""
    pieces: list[Span] = []
    rest = sentence
    while len(rest) > SENTENCE_CHARS:
        window = Span(rest.start + SENTENCE_CHARS // 2, rest.start + SENTENCE_CHARS)
        ends = [m.end() for m in _CLAUSE_END.finditer(text, window.start, window.end)]
        cut = ends[-1] if ends else window.end
        pieces.append(_trimmed(text, Span(rest.start, cut)))
        rest = _trimmed(text, Span(cut, rest.end))
    return [*pieces, rest]
