import json
from datetime import date

from index.types import Article, Refusal
from tests.index.readers.reading import one, read, reason


def test_usual_names_are_found_and_id_and_text_kept_to_the_letter() -> None:
    record = {
        "key": "k 1",
        "body": " Snow fell.\r\n",
        "headline": "Snow",
        "publisher": "The Wire",
        "date": "2031-01-02T03:04:05Z",
        "author": "Vera Quill",
        "link": "https://example.org/snow",
    }
    article = one(json.dumps(record).encode(), "news.jsonl")
    assert (article.id, article.text) == ("k 1", " Snow fell.\r\n")
    assert (article.title, article.title_derived) == ("Snow", False)
    assert (article.source, article.published) == ("The Wire", date(2031, 1, 2))
    assert (article.authors, article.url) == (("Vera Quill",), "https://example.org/snow")


def test_names_count_without_case_spaces_and_underscores() -> None:
    record = {"Article Body": "Snow fell.", "publishedAt": 1924992000, "date_modified": "x"}
    article = one(json.dumps(record).encode(), "news.jsonl")
    assert (article.text, article.published) == ("Snow fell.", date(2031, 1, 1))
    assert (article.published_basis, article.updated_basis) == ("record", "unknown")


def test_time_with_zone_is_kept_as_utc_and_the_day_as_written() -> None:
    record = {"text": "Snow.", "published": "2031-01-02T23:30:00-05:00", "updated": "2031-01-04"}
    article = one(json.dumps(record).encode(), "news.jsonl")
    assert article.published == date(2031, 1, 2)
    assert str(article.published_at) == "2031-01-03 04:30:00+00:00"
    assert (article.updated, article.updated_at) == (date(2031, 1, 4), None)


def test_one_bad_line_never_stops_the_rest() -> None:
    lines = [
        b'{"id": "1", "text": "Snow fell."}',
        b"{not json",
        b"[1, 2]",
        b'{"id": "2"}',
        b'{"id": "3", "text": 7}',
        b'{"id": "4", "text": "half \\ud800"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b"",
        b'{"text": "Rain fell."}',
    ]
    found = read(b"\n".join(lines), "news.jsonl")
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "news.jsonl#10"]
    refused = [item.what for item in found if isinstance(item, Refusal)]
    assert refused == [f"news.jsonl, line {n}" for n in (2, 3, 4, 5, 6, 7, 8)]
    assert all("\n" not in item.reason for item in found if isinstance(item, Refusal))


def test_list_and_wrapped_list_and_single_object_are_read() -> None:
    snow = {"id": "1", "text": "Snow fell.", "source": {"id": None, "name": "The Wire"}}
    for value in ([snow], {"status": "ok", "articles": [snow]}, snow):
        article = one(json.dumps(value, indent=1).encode(), "news.json")
        assert (article.id, article.source) == ("1", "The Wire")


def test_json_lines_under_the_name_of_json_are_read() -> None:
    found = read(b'{"id": "1", "text": "Snow."}\n{"id": "2", "text": "Rain."}\n', "news.json")
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "2"]


def test_mapping_says_which_column_holds_the_text() -> None:
    record = b'{"text": "A teaser.", "story": "Snow fell."}'
    assert one(record, "news.jsonl", mapping={"text": "story"}).text == "Snow fell."


def test_what_is_no_collection_is_refused_with_a_reason() -> None:
    assert reason(b"7", "n.json") == "is JSON, but holds no articles: write a list of objects"
    assert reason(b"[" * 100_000, "n.json").startswith("is JSON that cannot be read")
    assert reason(b'{"a": ', "n.json").startswith("is not JSON")
    assert reason(b"", "n.json") == "is empty: put the article's text in it"


def test_outlet_comes_from_the_dateline_or_the_domain_where_no_column_has_it() -> None:
    wire = b'{"text": "PORT CALLOW, May 4 (Reuters) - Snow fell."}'
    assert one(wire, "n.jsonl").source == "Reuters"
    linked = b'{"text": "Snow fell.", "url": "https://www.example.org/snow"}'
    assert one(linked, "n.jsonl").source == "example.org"
