from dataclasses import replace
from datetime import date
from html import unescape

from index.archive import Archive
from index.types import Span
from rag.conversation import answer_turn
from rag.links.types import AnswerChanges, ArchiveChanges, ExtractKey, Gone
from rag.page.views.accounts import draw_accounts
from rag.page.views.changes import render_changes
from rag.page.views.items import item_of_quote, number_items, render_item
from rag.page.views.shape import Bar
from rag.page.views.sides import draw_sides
from rag.page.views.timeline import draw_timeline
from rag.quotes.listing import find_quotes
from rag.quotes.types import Quote, QuoteRequest
from rag.types import Extract
from rag.views.accounts.types import Account, Accounts, Dispute, Version
from rag.views.types import Bin, Column, Day, Sides, Subject, Timeline


def quotes_of(archive: Archive, speaker: str) -> tuple[Quote, ...]:
    (group, *_) = find_quotes(archive, QuoteRequest(speakers=(speaker,))).groups
    return group.quotes


def timeline_of(*days: Day, bins: tuple[Bin, ...] = (), total: int = 0) -> Timeline:
    shown = sum(len(day.statements) for day in days)
    return Timeline(Subject(), days, bins, "month", total or shown, shown, generation=1)


def account(text: str, value: str, *, speaker: str | None, story: int = 1) -> Account:
    at = text.index(value)
    return Account(
        article_id=f"{story}.txt",
        version="v",
        title="A title",
        title_derived=False,
        source="The Larkhaven Post",
        authors=(),
        published=date(2031, 5, 4),
        url=None,
        span=Span(40, 40 + len(text)),
        text=text,
        mark=Span(40 + at, 40 + at + len(value)),
        speaker=speaker,
        probably=False,
        said_on=date(2031, 5, 4),
        said_on_basis="published",
        story=story,
    )


def extract_of(archive: Archive) -> Extract:
    return answer_turn(archive, "what did Maren say about the fishermen?")[0].extracts[0]


def test_a_known_place_keeps_its_number_and_a_repeated_one_has_one(archive: Archive) -> None:
    first, second = quotes_of(archive, "Maren")[:2]
    items = [item_of_quote(quote) for quote in (first, second, first)]
    assert [item.extract.number for item in number_items(items, ())] == [1, 2, 1]
    known = replace(item_of_quote(second).extract, number=7)
    assert [item.extract.number for item in number_items(items, [known])] == [8, 7, 8]
    elsewhere = replace(known, article_id="another article")
    assert [item.extract.number for item in number_items(items, [elsewhere])] == [8, 9, 8]


def test_what_was_not_said_is_told_and_text_is_escaped(archive: Archive) -> None:
    quote = quotes_of(archive, "Maren")[0]
    html = render_item(item_of_quote(replace(quote, standing="denied")), "0-timeline")
    assert "expressly not said" in html
    hostile = replace(quote, text="<script>x", marks=(), speaker="<b>", source="A&B", probably=True)
    html = render_item(item_of_quote(hostile), "0-timeline")
    assert "<script>" not in html
    assert "<b><bdi>&lt;b&gt;" in html
    assert 'class="probably">probably' in html
    assert "A&amp;B" in html
    second_hand = replace(quote, reported_by="Vera Quill", speaker=None)
    html = render_item(item_of_quote(second_hand), "0-timeline")
    assert "as reported by Vera Quill" in html
    assert "speaker not named" in html


def test_a_timeline_tells_how_its_days_are_known(archive: Archive) -> None:
    quote = quotes_of(archive, "Maren")[0]
    day = date(2031, 5, 4)
    published = replace(quote, said_on=day, said_on_basis="published")
    resolved = replace(quote, said_on=day, said_on_basis="resolved", text="She said so on Sunday.")
    html = draw_timeline(timeline_of(Day(day, (published,))), "0-timeline").html
    assert "<h3>Sun 4 May 2031<span>day of publication</span></h3>" in html
    html = draw_timeline(timeline_of(Day(day, (resolved,))), "0-timeline").html
    assert "day of publication" not in html
    assert "said “Sunday” = 4 May 2031" in html
    assert "Day unknown" in draw_timeline(timeline_of(Day(None, (published,))), "0").html


def test_a_period_is_never_shown_as_its_first_day(archive: Archive) -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    quote = replace(
        quotes_of(archive, "Keir Starmer")[0],
        said_on=first, said_until=last, said_on_basis="resolved",
    )  # fmt: skip
    html = draw_timeline(timeline_of(Day(first, (quote,), last)), "0").html
    assert "<h3>1 Jan 2024 to 31 Dec 2024</h3>" in html
    assert "Mon 1 Jan 2024" not in html
    item = item_of_quote(quote)
    assert "said between 1 Jan 2024 and 31 Dec 2024" in render_item(item, "0", with_day=True)
    assert "said Mon" not in render_item(item, "0", with_day=True)


def test_bars_are_labelled_by_their_days(archive: Archive) -> None:
    quote = quotes_of(archive, "Maren")[0]
    bins = (
        Bin(date(2031, 4, 1), date(2031, 4, 30), 0, 0),
        Bin(date(2031, 5, 1), date(2031, 5, 31), 2, 1),
    )
    timeline = timeline_of(Day(date(2031, 5, 4), (quote,)), bins=bins, total=2)
    shape = draw_timeline(timeline, "0-timeline", days=(date(2031, 5, 1), date(2031, 5, 31)))
    assert shape.chart[1] == Bar(
        "2031-05-01", "2031-05-31", 2, 1, "May 2031: 2 statements in 1 article"
    )
    assert shape.said == "1 of 2 statements without repeats from 1 May 2031 to 31 May 2031"
    days = draw_timeline(replace(timeline, unit="day"), "0").chart
    assert days[0].label.startswith("Tue 1 Apr 2031: 0 statements")
    weeks = draw_timeline(replace(timeline, unit="week"), "0").chart
    assert weeks[0].label.startswith("week from 1 Apr 2031: ")


def test_a_few_statements_of_years_before_do_not_squeeze_the_chart(archive: Archive) -> None:
    quote = quotes_of(archive, "Maren")[0]
    months = [date(2010 + n // 12, n % 12 + 1, 1) for n in range(240)]
    counts = {0: 2, 100: 1, 230: 60, 239: 60}
    bins = tuple(Bin(day, day, counts.get(n, 0), 1) for n, day in enumerate(months))
    timeline = timeline_of(Day(date(2031, 5, 4), (quote,)), bins=bins)
    chart = draw_timeline(timeline, "0").chart
    assert [bar.start for bar in chart] == [day.isoformat() for day in months[178:]]
    assert sum(bar.statements for bar in chart) == 120
    busy = tuple(Bin(day, day, 1, 1) for day in months)
    kept = draw_timeline(replace(timeline, bins=busy), "0").chart
    assert len(kept) == 233


def test_the_newest_day_can_stand_first(archive: Archive) -> None:
    quote = quotes_of(archive, "Maren")[0]
    days = [Day(date(2031, 5, 3), (quote,)), Day(date(2031, 5, 4), (quote,)), Day(None, (quote,))]
    html = draw_timeline(timeline_of(*days), "speaker", newest_first=True).html
    assert html.index("4 May 2031") < html.index("Sat 3 May 2031") < html.index("Day unknown")


def test_an_empty_column_says_so(archive: Archive) -> None:
    quotes = quotes_of(archive, "Maren")
    columns = (
        Column("Ilse Maren", quotes[:1], 3, date(2031, 5, 3), date(2031, 5, 4)),
        Column("Odo <Varga>", (), 0, None, None, "Not in this collection: no statement."),
    )
    html = draw_sides(Sides(Subject(), "speaker", columns, 1), "0-sides").html
    assert "1 of 3 statements, 3 May 2031 to 4 May 2031" in html
    assert "Odo &lt;Varga&gt;" in html
    assert "Not in this collection: no statement." in html


def test_differing_accounts_show_their_values_and_how_many_sources_each_has() -> None:
    low = account("It cost 410 million crowns.", "410 million crowns", speaker=None)
    high = account("It cost 520 million crowns.", "520 million crowns", speaker="Bo", story=2)
    same = replace(high, article_id="3.txt", story=3)
    versions = (Version("520 million crowns", (high, same), 2), Version("410 million", (low,), 1))
    dispute = Dispute("number", "What the tunnel cost", "crowns", versions, 3, 0.9, "They differ.")
    note = "1 thing is told in different ways."
    shape = draw_accounts(Accounts("the tunnel", (dispute,), 1, 3, 3, 1, note), "0-accounts")
    assert "2 independent sources" in shape.html
    assert '<span class="caution">only one source</span>' in shape.html
    assert "<mark>410 million crowns</mark>" in unescape(shape.html)
    assert [extract.text for extract in shape.extracts] == [high.text, same.text, low.text]
    none = draw_accounts(Accounts("x", (), 0, 3, 3, 1, "None differ."), "0-accounts")
    assert none.html == '<p class="nothing">None differ.</p>'


def test_what_an_answer_lost_is_told_with_its_words_where_they_still_stand(
    archive: Archive,
) -> None:
    extract = extract_of(archive)
    key = ExtractKey("a" * 12, "b" * 12, extract.span)
    gone = (Gone(key, "outranked", extract), Gone(key, "removed", None))
    since = ArchiveChanges(3, 9, added=100, removed=10, changed=0, known=True, note="")
    note = "Since this link was made, 100 articles were added & 10 removed."
    changes = AnswerChanges(since, (1,), (), gone, None, None, compared=True, note=note)
    html = render_changes(changes)
    assert "added &amp; 10 removed" in html
    assert "2 extracts no longer in this answer" in html
    assert extract.text in unescape(html)
    assert "its article has been removed from the collection" in html
    same = replace(changes, new=(), gone=())
    assert 'class="since"' in render_changes(same)
