from index.types import Article, Refusal
from tests.index.readers.reading import one, read, reason


def test_values_are_kept_to_the_letter() -> None:
    content = b'id,text,date\r\n007,"Snow fell.\r\n\r\nIt said ""cold"".",2031-01-02\r\n'
    article = one(content, "news.csv")
    assert (article.id, article.text) == ("007", 'Snow fell.\r\n\r\nIt said "cold".')
    assert str(article.published) == "2031-01-02"


def test_separator_is_found_in_the_header() -> None:
    for name, separator in (("n.csv", ";"), ("n.csv", "|"), ("n.tsv", "\t"), ("n.csv", ",")):
        content = separator.join(["Headline", "Body"]) + "\n" + separator.join(["Snow", "It fell."])
        article = one(content.encode(), name)
        assert (article.title, article.text) == ("Snow", "It fell.")


def test_one_bad_row_never_stops_the_rest() -> None:
    content = b"id,text\n1,Snow fell.\n2\n3,a,b,c\n4,bad \xff byte\n5,Rain fell.\n"
    found = read(content, "n.csv")
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "4", "5"]
    assert [item.what for item in found if isinstance(item, Refusal)] == [
        "n.csv, row 3",
        "n.csv, row 4",
    ]


def test_byte_that_is_not_utf8_far_down_refuses_its_row_alone() -> None:
    rows = b"".join(b"%d,Snow fell on the pier.\n" % n for n in range(40_000))
    found = read(b"id,text\n" + rows + b"x,bad \xff byte\nlast,Rain fell.\n", "n.csv")
    (refusal,) = (item for item in found if isinstance(item, Refusal))
    assert refusal.what == "n.csv, row 40002"
    assert refusal.reason == "has a 'text' with half a character in it: save it as UTF-8"
    assert isinstance(found[-1], Article)


def test_long_values_are_read() -> None:
    assert len(one(b"id,text\n1,%s\n" % (b"snow " * 100_000), "n.csv").text) == 500_000


def test_table_without_a_text_column_is_refused() -> None:
    assert reason(b"a,b\n1,2\n", "n.csv").startswith("has no header that names a column 'text'")
    assert one(b"a,b\n1,Snow.\n", "n.csv", mapping={"text": "b"}).text == "Snow."
    (refusal,) = read(b"text,b\nSnow.,2\n", "n.csv", mapping={"text": "story"})
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("has no header that names a column 'story': ")


def test_old_western_encoding_is_read() -> None:
    content = "id,text\n1,The café said “no” — and closed.\n".encode("cp1252")
    assert one(content, "n.csv").text == "The café said “no” — and closed."
