from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Span, Zone, ZoneKind


@st.composite
def zoned_articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(min_size=1, max_size=60))
    bounds = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(bounds, bounds), max_size=4))
    zones = tuple(Zone(ZoneKind.CAPTION, Span(min(p), max(p))) for p in pairs)
    return Article("a", text, "t", zones=zones)


@given(zoned_articles())
def test_body_and_zones_cover_each_character_and_never_overlap(article: Article) -> None:
    in_zone = {i for zone in article.zones for i in range(zone.span.start, zone.span.end)}
    in_body = [i for stretch in article.body for i in range(stretch.start, stretch.end)]
    assert len(in_body) == len(set(in_body))
    assert in_zone.isdisjoint(in_body)
    assert in_zone | set(in_body) == set(range(len(article.text)))


def test_version_is_the_hash_of_the_text_alone() -> None:
    one = Article("a", "Snow fell.", "One")
    other = Article("b", "Snow fell.", "Other", source="Wire")
    assert one.version == other.version
    assert one.version == "4b3fee529e8cb55fe1d82e91949b1476f0e98e1dce5e58e9fa0ad154558fa517"


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
