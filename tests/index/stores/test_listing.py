from datetime import date

from index.archive import Archive


def test_articles_are_listed_newest_first_with_their_counts(archive: Archive) -> None:
    listing = archive.list_articles()
    assert listing.total == 2
    harbour, seed = listing.articles
    assert (harbour.id, harbour.published, harbour.versions) == (
        "harbour.txt",
        date(2031, 5, 4),
        1,
    )
    assert harbour.authors == ("Vera Quill", "Sam Otter")
    assert seed.source == "Reuters"
    with archive.view() as snapshot:
        assert harbour.statements + seed.statements == snapshot.size().statements
    assert harbour.copies == seed.copies == 0


def test_all_words_must_fit_and_wildcards_are_letters(archive: Archive) -> None:
    assert [a.id for a in archive.list_articles("quill HARBOUR").articles] == ["harbour.txt"]
    assert archive.list_articles("quill mason").total == 0
    assert archive.list_articles("%").total == 0
    assert archive.list_articles("harbour_txt").total == 0


def test_a_page_of_them_is_taken_in_order(archive: Archive) -> None:
    page = archive.list_articles(order="oldest", limit=1, offset=1)
    assert [article.id for article in page.articles] == ["harbour.txt"]
    assert page.total == 2
    most = archive.list_articles(order="statements").articles
    assert most[0].statements >= most[1].statements


def test_the_extent_names_days_and_outlets(archive: Archive) -> None:
    extent = archive.extent()
    assert (extent.first, extent.last) == (date(2025, 2, 28), date(2031, 5, 4))
    assert extent.outlets == (("Reuters", 2),)
