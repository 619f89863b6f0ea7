"""Statements by speaker, topic, days and outlet."""

from datetime import date

import pytest

from index.archive import Archive
from index.errors import QuestionError, UnknownName
from rag.exporting import quotes_to_csv, quotes_to_json, quotes_to_markdown
from rag.quotes.listing import find_quotes
from rag.quotes.types import Quote, QuoteRequest


def listed(archive: Archive, request: QuoteRequest) -> list[Quote]:
    return [quote for group in find_quotes(archive, request).groups for quote in group.quotes]


def test_quotes_are_slices_of_their_articles(port: Archive, archive: Archive) -> None:
    for where in (port, archive):
        quotes = listed(where, QuoteRequest(most=100))
        assert len(quotes) >= 5
        for quote in quotes:
            article = where.find(quote.article_id)
            assert article is not None
            assert quote.span.of(article.text) == quote.text
            assert tuple(mark.of(article.text) for mark in quote.marks) == quote.words


def test_newest_come_first_under_their_speakers(port: Archive) -> None:
    quotes = find_quotes(port, QuoteRequest())
    assert quotes.order == "newest"
    assert [group.speaker for group in quotes.groups] == ["Bo Lindqvist", "Ilse Maren"]
    days = [quote.said_on for quote in quotes.groups[1].quotes]
    assert days == [date(2031, 6, 1), date(2031, 6, 1), date(2031, 5, 6), date(2031, 5, 5)]


def test_copies_are_shown_once_with_the_earliest_first(port: Archive) -> None:
    (quote,) = listed(port, QuoteRequest(speakers=("Maren",), direct=True, sources=(), most=1))
    assert quote.article_id == "tunnel"
    quotes = find_quotes(port, QuoteRequest(speakers=("Lindqvist",), until=date(2031, 5, 31)))
    (told,) = quotes.groups[0].quotes
    assert (told.article_id, told.also_in, told.also_sources) == (
        "ferry", ("copy",), ("Port Gazette",),
    )  # fmt: skip
    assert (quotes.total, quotes.shown) == (2, 1)


def test_what_was_not_said_is_marked_as_what_it_is(port: Archive) -> None:
    standings = {quote.words[0]: quote.standing for quote in listed(port, QuoteRequest())}
    assert standings["the old harbour wall cannot be saved"] == "planned"
    assert standings["whether the pumps had been tested"] == "denied"
    assert standings["The ferry will sail in winter,"] == "said"


def test_attribution_by_pronoun_is_probable(port: Archive) -> None:
    probable = [quote.mention for quote in listed(port, QuoteRequest()) if quote.probably]
    assert probable == ["She"]


def test_days_are_those_on_which_it_was_said(port: Archive) -> None:
    on_monday = QuoteRequest(since=date(2031, 5, 5), until=date(2031, 5, 5))
    (quote,) = listed(port, on_monday)
    assert quote.words[0] == "The ferry will sail in winter,"
    assert (quote.said_on, quote.said_on_basis) == (date(2031, 5, 5), "resolved")
    (sign,) = [q for q in listed(port, QuoteRequest(since=date(2031, 6, 1))) if "410" in q.text]
    assert (sign.said_on, sign.said_on_basis) == (date(2031, 6, 1), "published")


def test_topic_lists_what_holds_its_words_best_first(archive: Archive) -> None:
    quotes = find_quotes(archive, QuoteRequest(speakers=("Trump",), about="guarantees"))
    assert quotes.speakers == ("Donald Trump",)
    assert quotes.order == "best"
    best = quotes.groups[0].quotes[0]
    assert "a minerals deal with Ukraine is the security guarantee" in best.text
    assert best.said_on is not None


def test_topic_that_nobody_speaks_about_is_said(archive: Archive) -> None:
    quotes = find_quotes(archive, QuoteRequest(speakers=("Starmer",), about="volcano insurance"))
    assert quotes.groups == ()
    expected = "Not in this collection: no statement of Keir Starmer about “volcano insurance”."
    assert quotes.note == expected


def test_unknown_names_are_told_with_near_ones(archive: Archive) -> None:
    with pytest.raises(UnknownName, match=r"'Stramer' is quoted .* did you mean Keir Starmer\?"):
        find_quotes(archive, QuoteRequest(speakers=("Stramer",)))
    with pytest.raises(UnknownName, match=r"is from 'Reutres': did you mean Reuters\?"):
        find_quotes(archive, QuoteRequest(sources=("Reutres",)))
    assert listed(archive, QuoteRequest(sources=("reuters",)))


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (QuoteRequest(since=date(2031, 2, 1), until=date(2031, 1, 1)), "swap the two days"),
        (QuoteRequest(about="?!"), "holds no words"),
        (QuoteRequest(order="best"), "needs a topic"),
    ],
)
def test_impossible_requests_are_refused(
    archive: Archive, request_: QuoteRequest, said: str
) -> None:
    with pytest.raises(QuestionError, match=said):
        find_quotes(archive, request_)


def test_exports_hold_every_statement(port: Archive) -> None:
    quotes = find_quotes(port, QuoteRequest(speakers=("Ilse Maren",)))
    rows = quotes_to_csv(quotes).splitlines()
    assert rows[0].startswith("speaker,probably,mention,role,words,text,standing,kind,said_on,")
    assert len(rows) == 1 + quotes.shown
    assert any("The ferry will sail in winter, … and nobody will pay" in row for row in rows)
    printed = quotes_to_json(quotes)
    assert printed["total"] == quotes.total
    markdown = quotes_to_markdown(quotes)
    assert markdown.startswith("## Ilse Maren\n\n> ")
    assert "— probably Ilse Maren, planned, 6 May 2031 (published), Callow Post" in markdown
