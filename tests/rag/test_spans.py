from hypothesis import given
from hypothesis import strategies as st

from index.types import Span, Statement
from rag.spans import LONG_CHARS, MOST_CHARS, span_to_show


def statement(extent: Span, *words: Span, mention: Span | None = None) -> Statement:
    return Statement(extent, words, None, mention, "Ilse Maren", "direct", 1.0)


def test_a_short_statement_is_shown_whole() -> None:
    text = "“We are late,” Maren said. “It rained.” Nobody answered."
    whole = Span(0, 39)
    told = statement(whole, Span(0, 14), Span(27, 39))
    assert span_to_show(text, Span(27, 39), told) == whole


def test_a_sentence_alone_is_shown_where_its_statement_is_long() -> None:
    text = "One. " + "word " * 100
    assert span_to_show(text, Span(0, 4), statement(Span(0, len(text)))) == Span(0, 4)


def test_a_long_sentence_is_cut_at_clauses_around_what_is_said() -> None:
    before = "The council, which had met since noon and heard nine witnesses" + " of the port" * 14
    said = "Maren said that the tunnel would stay closed until the pumps are new"
    after = "and the harbour, the ferry and all who live from them" + " waited on" * 12 + "."
    text = f"{before}; {said}; {after}"
    start = text.index(said)
    words = Span(start + len("Maren said that "), start + len(said))
    told = statement(Span(0, len(text)), words, mention=Span(start, start + 5))
    shown = span_to_show(text, Span(0, len(text)), told)
    assert said in shown.of(text)
    assert len(shown) <= LONG_CHARS


def test_a_long_sentence_without_clauses_stays_whole_up_to_the_limit() -> None:
    text = "word " * 80 + "end."
    assert span_to_show(text, Span(0, len(text)), None) == Span(0, len(text))


@given(st.text(alphabet="ab ,;.”", min_size=1, max_size=900))
def test_what_is_shown_lies_in_the_sentence_and_is_never_too_long(text: str) -> None:
    shown = span_to_show(text, Span(0, len(text)), None)
    assert Span(0, len(text)).contains(shown)
    assert 0 < len(shown) <= MOST_CHARS
