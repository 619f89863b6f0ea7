from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.segmentation import PASSAGE_CHARS, SENTENCE_CHARS, paragraphs, segment
from index.types import Article, Span, Zone, ZoneKind


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in segment(Article("a", text, "t")).sentences]


news = st.lists(
    st.sampled_from(
        [
            "Mr. Ode left. ",
            "“Why?” she asked. ",
            "\n\n",
            "\n",
            "word ",
            "é ",
            "x" * 700,
            "3.5 ",
            '"',
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(news, st.text(max_size=300)))
def test_every_span_lies_in_the_text_in_order_and_within_its_limit(text: str) -> None:
    segments = segment(Article("a", text, "t"))
    for spans, limit in (
        (segments.passages, PASSAGE_CHARS),
        (segments.sentences, SENTENCE_CHARS),
    ):
        assert all(0 <= s.start < s.end <= len(text) and len(s) <= limit for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.one_of(news, st.text(max_size=300)))
def test_sentences_hold_every_character_that_is_not_white_space(text: str) -> None:
    held = "".join(sentences(text))
    assert "".join(held.split()) == "".join(text.split())


@given(news)
def test_each_sentence_starts_in_its_passage(text: str) -> None:
    segments = segment(Article("a", text, "t"))
    for sentence, passage in zip(segments.sentences, segments.passage_of, strict=True):
        assert segments.passages[passage].start <= sentence.start
        assert sentence.start < segments.passages[passage].end


def test_abbreviations_and_quotations_do_not_break_sentences() -> None:
    text = (
        'Gov. Ada Reyes met Dr. Oh in Washington, D.C. on Friday. "We agreed," Reyes said. '
        '"It took years."'
    )
    assert sentences(text) == [
        "Gov. Ada Reyes met Dr. Oh in Washington, D.C. on Friday.",
        '"We agreed," Reyes said.',
        '"It took years."',
    ]


def test_zones_are_in_no_passage_and_no_sentence() -> None:
    text = "A caption. The story begins. It ends."
    article = Article("a", text, "t", zones=(Zone(ZoneKind.CAPTION, Span(0, 11)),))
    segments = segment(article)
    assert [s.of(text) for s in segments.sentences] == ["The story begins.", "It ends."]
    assert [s.of(text) for s in segments.passages] == ["The story begins. It ends."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    lines = ["The harbour tunnel will open in the autumn, the mayor of the town told"] * 3
    wrapped = "\n".join([*lines, "reporters."])
    assert len(paragraphs(wrapped, Span(0, len(wrapped)))) == 1
    uneven = (
        "County executive Sofia Lind said she had learned of the\n"
        "closure of the ward from the radio. She asked the\n"
        "board of the hospital to meet before the end of the week, and\n"
        "wept."
    )
    assert len(paragraphs(uneven, Span(0, len(uneven)))) == 1
    listed = "A tunnel\nA bridge\nA pier"
    assert len(paragraphs(listed, Span(0, len(listed)))) == 3


def test_quotation_after_a_full_stop_begins_a_sentence() -> None:
    text = "He said he would walk. “The pumps leak,” she said. Mr. “Big” Ode left."
    assert sentences(text) == [
        "He said he would walk.",
        "“The pumps leak,” she said.",
        "Mr. “Big” Ode left.",
    ]
