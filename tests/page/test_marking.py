from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Span, Zone, ZoneKind
from rag.page.marking import Piece, cut

TEXT = "date 2031-05-04\n\nOne two three. Four five.\n\nSix seven."


def article(text: str = TEXT, *zones: Zone) -> Article:
    return Article(id="a", text=text, title="t", zones=zones)


def test_text_is_cut_where_extracts_and_zones_begin_and_end() -> None:
    story = article(TEXT, Zone(ZoneKind.HEADER, Span(0, 15)))
    four = Span(TEXT.index("Four"), TEXT.index("Four") + len("Four five."))
    five = Span(TEXT.index("five"), TEXT.index("five") + len("five"))
    header, first, second = cut(story, {7: four}, (five,))
    assert [piece.zone for piece in header] == [ZoneKind.HEADER]
    assert first == [
        Piece(Span(17, 32), None, (), (), False),
        Piece(Span(32, 37), None, (7,), (7,), False),
        Piece(Span(37, 41), None, (7,), (), True),
        Piece(Span(41, 42), None, (7,), (), False),
    ]
    assert [piece.span.of(TEXT) for piece in second] == ["Six seven."]


def test_overlapping_extracts_share_their_pieces() -> None:
    one = Span(TEXT.index("One"), TEXT.index("Four"))
    three = Span(TEXT.index("three"), TEXT.index("five"))
    _, first, _ = cut(article(), {1: one, 2: three})
    assert [(piece.span.of(TEXT), piece.numbers) for piece in first] == [
        ("One two ", (1,)),
        ("three. ", (1, 2)),
        ("Four ", (2,)),
        ("five.", ()),
    ]


def test_an_extract_over_two_paragraphs_begins_once() -> None:
    both = Span(TEXT.index("Four"), len(TEXT))
    _, first, second = cut(article(), {3: both})
    assert [piece.first_of for piece in (*first, *second) if piece.numbers] == [(3,), ()]


@given(
    st.text(alphabet="ab \n.\u2029\r", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_pieces_hold_every_character_but_white_space_in_order(
    text: str, bounds: list[tuple[int, int]]
) -> None:
    spans = {n: Span(min(pair), max(pair)) for n, pair in enumerate(bounds)}
    pieces = [piece for paragraph in cut(article(text), spans) for piece in paragraph]
    shown = "".join(piece.span.of(text) for piece in pieces)
    assert "".join(shown.split()) == "".join(text.split())
    for number, span in spans.items():
        marked = "".join(piece.span.of(text) for piece in pieces if number in piece.numbers)
        assert "".join(marked.split()) == "".join(span.of(text).split())
