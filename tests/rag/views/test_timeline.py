"""Statements by the day they were said."""

from dataclasses import replace
from datetime import date

import pytest

from index.archive import Archive
from index.errors import QuestionError, UnknownName
from rag.quotes.types import Quote
from rag.types import Constraints
from rag.views.asking import query_of
from rag.views.gathering import gather
from rag.views.sides import find_sides
from rag.views.timeline import find_timeline
from rag.views.types import Timeline, ViewRequest


def words(timeline: Timeline) -> list[tuple[date | None, str]]:
    return [(day.day, quote.words[0]) for day in timeline.days for quote in day.statements]


def test_statements_stand_by_the_day_they_were_said(archive: Archive) -> None:
    timeline = find_timeline(archive, ViewRequest("what did Trump say about guarantees?"))
    assert timeline.subject.speakers == ("Donald Trump",)
    days = [day.day for day in timeline.days]
    assert days == sorted(day for day in days if day)
    assert all(quote.speaker == "Donald Trump" for day in timeline.days for quote in day.statements)
    assert sum(bar.statements for bar in timeline.bins) == timeline.total


def test_spans_are_slices(archive: Archive) -> None:
    timeline = find_timeline(archive, ViewRequest(speakers=("Starmer",)))
    quotes: list[Quote] = [quote for day in timeline.days for quote in day.statements]
    assert quotes
    for quote in quotes:
        article = archive.find(quote.article_id)
        assert article is not None
        assert quote.span.of(article.text) == quote.text


def test_columns_are_those_asked_for_even_empty(archive: Archive) -> None:
    sides = find_sides(
        archive, ViewRequest(speakers=("Trump", "Lindqvist"), about="security guarantees")
    )
    assert [column.name for column in sides.columns] == ["Donald Trump", "Engineer Bo Lindqvist"]
    assert sides.columns[0].statements
    assert not sides.columns[1].statements
    assert sides.columns[1].note.endswith("no statement of Engineer Bo Lindqvist on this.")


def test_impossible_requests_are_refused(archive: Archive) -> None:
    with pytest.raises(QuestionError, match="nothing is asked for"):
        find_timeline(archive, ViewRequest())
    with pytest.raises(UnknownName, match="did you mean Keir Starmer"):
        find_timeline(archive, ViewRequest(speakers=("Stramer",)))


def test_filter_is_not_loosened_by_the_question(archive: Archive) -> None:
    query = query_of(archive, ViewRequest("what did Trump say about guarantees?"))
    for constraints in (Constraints(speakers=("Keir Starmer",)), Constraints(sources=("AP",))):
        asked = replace(query, sources=("Reuters",)) if constraints.sources else query
        gathered = gather(archive, asked, constraints)
        assert (gathered.quotes, gathered.reason) == ((), "filtered_out")
