from datetime import date

import pytest

from index.readers.text import parse_article
from index.types import Article, ZoneKind
from tests.index.readers.reading import one, reason


def parse(text: str) -> Article:
    return parse_article(text, name="a.txt", origin="a.txt")


def test_seed_has_its_date_outlet_authors_and_derived_title(seed: Article) -> None:
    assert seed.published == date(2025, 2, 28)
    assert seed.published_basis == "header"
    assert seed.source == "Reuters"
    assert seed.authors == ("Jeff Mason", "Elizabeth Piper")
    assert seed.title_derived
    assert seed.title.startswith("President Donald Trump said on Thursday")
    assert seed.title.endswith("…")
    assert len(seed.title) <= 91


def test_seed_is_kept_to_the_letter_and_its_zones_are_exact(seed: Article) -> None:
    zones = {zone.kind: zone.span.of(seed.text) for zone in seed.zones}
    assert seed.text.startswith(" date 2025-02-28 U.S. President")
    assert zones[ZoneKind.HEADER] == " date 2025-02-28 "
    assert zones[ZoneKind.CAPTION].startswith("U.S. President Donald Trump meets")
    assert zones[ZoneKind.CAPTION].endswith("REUTERS/Kevin Lamarque")
    assert zones[ZoneKind.BYLINE] == "By Jeff Mason and Elizabeth Piper"
    body = "".join(stretch.of(seed.text) for stretch in seed.body)
    assert body.strip().startswith("President Donald Trump said on Thursday")


def test_article_of_our_own_in_the_same_form_is_recognised(harbour: Article) -> None:
    assert (harbour.published, harbour.source) == (date(2031, 5, 4), "Reuters")
    assert harbour.authors == ("Vera Quill", "Sam Otter")


def test_plain_text_without_any_header_is_all_body() -> None:
    article = parse("The bridge is closed. Nobody knows why.\n\nIt may open in May.")
    assert article.zones == ()
    assert (article.published, article.source, article.authors) == (None, None, ())
    assert (article.title, article.title_derived) == ("The bridge is closed.", True)


def test_headline_above_the_text_is_the_title() -> None:
    article = parse("# Bridge closed until May\n\nThe bridge is closed. Nobody knows why.")
    assert (article.title, article.title_derived) == ("Bridge closed until May", False)


def test_impossible_date_is_no_date() -> None:
    assert parse("date 2031-13-45 The bridge is closed.").published is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x00\x01\x02", "binary"),
        (b"\x89PNG\r\n\x1a\n\x01\x02\x03\xff\xfe\x81\x8d\x8f", "not text"),
        (b"date 2031-05-04 ", "no text beside its header"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(content: bytes, told: str) -> None:
    assert told in reason(content, "a.txt")


def test_line_ends_stay_and_only_a_byte_order_mark_is_dropped() -> None:
    article = one(b"\xef\xbb\xbfThe bridge \r\n\r\nis closed.  ", "a.txt")
    assert article.text == "The bridge \r\n\r\nis closed.  "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café owner said “no” — it would cost £5.", "cp1252"),
        ("Le maire a déclaré à la presse que le pont resterait fermé tout l’été.", "cp1252"),
        ("Мэр города сказала в понедельник, что мост закрыт до весны.", "cp1251"),
        ("The bridge is closed, the mayor said.", "utf-16"),
        ("市長は月曜日に橋が春まで閉鎖されると述べた。これは重要なことだ。", "shift_jis"),
    ],
)
def test_other_encodings_are_read(text: str, encoding: str) -> None:
    assert one(text.encode(encoding), "a.txt").text == text


def test_date_in_the_path_counts_where_the_text_has_none() -> None:
    article = one(b"The bridge is closed. Nobody knows why.", "2031/05/04/bridge.txt")
    assert (str(article.published), article.published_basis) == ("2031-05-04", "file name")
    dated = one(b"date 2031-06-01 The bridge is closed.", "2031-05-04.txt")
    assert (str(dated.published), dated.published_basis) == ("2031-06-01", "header")


def test_dateline_does_not_get_into_the_title() -> None:
    article = parse("PORT CALLOW, May 4 (Reuters) - The bridge is closed.\n\nNobody knows why.")
    assert (article.title, article.title_derived) == ("The bridge is closed.", True)
    assert article.source == "Reuters"
