"""Who speaks, how often and as what."""

from datetime import date

from index.archive import Archive
from rag.exporting import speakers_to_json
from rag.quotes.naming import Names
from rag.quotes.speakers import list_speakers
from rag.quotes.types import QuoteRequest


def test_speakers_are_counted_over_articles_and_outlets(port: Archive) -> None:
    found = list_speakers(port, QuoteRequest())
    maren, lindqvist = found.speakers
    assert (maren.name, maren.statements, maren.quoted, maren.reported) == ("Ilse Maren", 6, 3, 3)
    assert (maren.not_said, lindqvist.not_said) == (2, 2)
    assert (maren.first, maren.last) == (date(2031, 5, 5), date(2031, 6, 1))
    assert (maren.articles, maren.sources) == (3, ("Callow Post", "Port Gazette"))
    assert maren.roles == (("mayor", 2),)
    assert maren.topics == (("ferry", 2), ("winter", 2))


def test_one_speaker_has_main_topics(port: Archive) -> None:
    (maren,) = list_speakers(port, QuoteRequest(speakers=("mayor maren",))).speakers
    assert maren.topics == (("ferry", 2), ("winter", 2))
    printed = speakers_to_json(list_speakers(port, QuoteRequest(speakers=("Maren",))))
    assert printed["total"] == 1


def test_speakers_of_days_and_outlets(port: Archive) -> None:
    found = list_speakers(port, QuoteRequest(until=date(2031, 5, 5)))
    assert [(s.name, s.statements) for s in found.speakers] == [("Ilse Maren", 2)]


def test_speakers_about_a_topic(archive: Archive) -> None:
    found = list_speakers(archive, QuoteRequest(about="the pumps"))
    assert found.speakers[0].name.endswith("Bo Lindqvist")


def test_bare_surname_joins_a_full_name_only_where_it_is_the_only_one() -> None:
    names = Names({"Ilse Maren": 3, "Maren": 1, "Ann Reyes": 2, "Tom Reyes": 1, "Reyes": 4})
    assert names.heading("Maren") == "Ilse Maren"
    assert names.heading("Reyes") == "Reyes"
    assert names.heading("Ann Reyes") == "Ann Reyes"


def test_bare_surname_joins_who_makes_nearly_all_statements_of_that_name() -> None:
    names = Names({"Ilse Maren": 60, "Maren": 3, "Bo Maren": 2})
    assert names.heading("Maren") == "Ilse Maren"
    assert names.heading("Bo Maren") == "Bo Maren"


def test_who_is_no_person_is_gathered_only_where_it_is_written_alike() -> None:
    names = Names({"officials": 3, "Officials": 2, "Some officials": 1, "ferry's crew": 1})
    assert names.heading("Officials", "anonymous") == "officials"
    assert names.heading("Some officials", "anonymous") == "Some officials"
    assert names.heading("ferry's crew", "group") == "ferry's crew"
