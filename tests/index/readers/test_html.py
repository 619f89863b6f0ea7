import gzip
from datetime import UTC, date, datetime

from index.readers.html import block_text
from index.types import ZoneKind
from tests.index.readers.reading import one, reason, zones

PARAGRAPHS = "".join(
    f"<p>Snow fell on the pier of Port Callow on Monday, and boat number {n} stayed at home. "
    "Mayor Ilse Maren told reporters that nobody had been hurt.</p>"
    for n in range(6)
)


def page(head: str = "", *, body: str = PARAGRAPHS, lang: str = "en-GB") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished":
"2001-01-01"}, {"@type": ["NewsArticle"], "headline": "Snow closes the pier", "datePublished":
"2031-01-02T23:30:00-05:00", "dateModified": "2031-01-03T10:00:00Z", "author": [{"name":
"Vera Quill"}, {"name": "Sam Otter"}], "publisher": {"name": "The Wire"}, "inLanguage": "en"}]}
</script>"""


def test_json_ld_tells_title_dates_authors_and_outlet() -> None:
    head = LINKED + "<meta property='article:published_time' content='2029-09-09'>"
    article = one(page(head), "snow.html")
    assert article.title == "Snow closes the pier"
    assert (article.authors, article.source) == (("Vera Quill", "Sam Otter"), "The Wire")
    assert (article.published, article.published_basis) == (date(2031, 1, 2), "JSON-LD")
    assert article.published_at == datetime(2031, 1, 3, 4, 30, tzinfo=UTC)
    assert (article.updated_at, article.updated_basis) == (
        datetime(2031, 1, 3, 10, tzinfo=UTC),
        "JSON-LD",
    )
    assert (article.language, article.id, article.url) == ("en", "snow.html", None)


def test_meta_elements_tell_what_json_ld_does_not() -> None:
    head = """<meta property="og:title" content="Snow &amp; ice"><meta name="author"
      content="By Vera Quill and Sam Otter"><meta property="og:site_name" content="The Wire">
      <meta property="article:published_time" content="2031-01-02T08:00:00+01:00">
      <meta property="article:modified_time" content="2031-01-03">
      <link rel="canonical" href="https://example.org/snow#top">
      <script type="application/ld+json">{broken</script>"""
    article = one(page(head), "snow.html")
    assert (article.title, article.source) == ("Snow & ice", "The Wire")
    assert article.authors == ("Vera Quill", "Sam Otter")
    assert (article.published, article.published_basis) == (date(2031, 1, 2), "meta")
    assert (article.updated, article.updated_basis) == (date(2031, 1, 3), "meta")
    assert article.id == article.url == "https://example.org/snow"
    assert article.language == "en"


def test_half_characters_in_json_ld_are_left_out() -> None:
    head = LINKED.replace("Snow closes", "Snow \\ud800closes").replace("Vera", "\\udfffVera")
    article = one(page(head), "snow.html")
    assert (article.title, article.authors[0]) == ("Snow closes the pier", "Vera Quill")


def test_home_page_as_canonical_address_is_not_believed() -> None:
    head = "<link rel='canonical' href='https://example.org/'>"
    assert one(page(head), "snow.html").id == "snow.html"


def test_domain_is_the_outlet_where_nothing_else_is() -> None:
    head = "<link rel='canonical' href='https://www.example.org/snow'>"
    assert one(page(head), "snow.html").source == "example.org"


def test_body_is_found_and_the_rest_left_out() -> None:
    text = one(page(), "snow.html").text
    assert text.startswith("Snow fell on the pier of Port Callow on Monday, and boat number 0")
    assert "Sport" not in text
    assert "rights" not in text


def test_headline_above_the_body_never_answers() -> None:
    head = "<meta property='og:title' content='Snow closes the pier'>"
    article = one(page(head, body=f"<h1>Snow closes the pier</h1>{PARAGRAPHS}"), "snow.html")
    assert (ZoneKind.HEADER, "Snow closes the pier") in zones(article) or (
        "Snow closes" not in article.text
    )


def test_agency_layout_is_recognised_on_pages_too() -> None:
    body = (
        PARAGRAPHS.replace("<p>Snow", "<p>PORT CALLOW, Jan 2 (Reuters) - Snow", 1)
        + "<p>Reporting by Vera Quill; Editing by Sam Otter</p>"
    )
    article = one(page(body=body), "snow.html")
    assert (ZoneKind.DATELINE, "PORT CALLOW, Jan 2 (Reuters) - ") in zones(article)
    assert (ZoneKind.CREDIT, "Reporting by Vera Quill; Editing by Sam Otter") in zones(article)
    assert article.source == "Reuters"


def test_gzipped_and_old_encodings_are_read() -> None:
    assert one(gzip.compress(page(LINKED)), "snow.html.gz").title == "Snow closes the pier"
    russian = "<p>" + "Снег выпал на причал в понедельник, сказала мэр города. " * 12 + "</p>"
    markup = page(body=russian).decode().replace("charset='utf-8'", "charset='windows-1251'")
    assert "сказала мэр города" in one(markup.encode("cp1251"), "snow.html").text


def test_page_without_an_article_is_refused() -> None:
    assert reason(b"<html><body></body></html>", "a.html").startswith("holds no article")
    assert reason(b"\x00\x01", "a.html").startswith("is not text but a binary file")
    assert "more than 25,000 elements" in reason(b"<p>a" * 30_000, "a.html")


def test_deep_nesting_is_survived() -> None:
    assert reason(b"<div>" * 20_000 + b"snow", "a.html")


def test_piece_of_html_keeps_its_blocks_as_lines() -> None:
    assert block_text("<p>Snow <b>fell</b>.</p><p>It &amp; rain<br>froze</p>") == (
        "Snow fell.\nIt & rain\nfroze"
    )
    assert block_text("a < b") == "a < b"
