"""What a visitor meets before the first question: the collection, and how to begin."""

from dataclasses import dataclass
from html import escape

from index.errors import OnRecordError
from rag.page.library import NOTHING, Holdings, Library
from rag.page.wording import format_count, format_iso_day


@dataclass(frozen=True, slots=True)
class Opening:
    """The masthead and the start as HTML, and the questions to begin with."""

    masthead: str
    start: str
    examples: tuple[str, ...]
    is_empty: bool


def read_opening(library: Library) -> Opening:
    """The opening for the archive as it is now; a problem with it is told in the start."""
    try:
        holdings = library.holdings()
    except OnRecordError as exc:
        start = f'<section class="start"><p class="problem" role="alert">{escape(str(exc))}</p>'
        return Opening(_masthead(NOTHING), f"{start}</section>", (), is_empty=False)
    if not holdings.articles:
        return Opening(_masthead(holdings), _first_steps(), (), is_empty=True)
    return Opening(_masthead(holdings), _invitation(holdings), holdings.examples, is_empty=False)


def _masthead(holdings: Holdings) -> str:
    facts = [format_count(holdings.articles, "article") if holdings.articles else "no articles yet"]
    if holdings.newest:
        facts.append(f"newest {escape(format_iso_day(holdings.newest))}")
    line = "".join(f"<span>{fact}</span>" for fact in facts)
    return f'<header class="masthead"><h1>On Record</h1><p class="holdings">{line}</p></header>'


def _invitation(holdings: Holdings) -> str:
    articles = format_count(holdings.articles, "article")
    return (
        '<section class="start"><h2>What did they say?</h2>'
        f"<p>Ask this collection of {articles}. The answer comes in the articles’ own words, to "
        "the letter: who said it, in which outlet, on which day, and at which place in the text. "
        "Where the collection is silent, you are told so.</p></section>"
    )


def _first_steps() -> str:
    return (
        '<section class="start first"><h2>Nothing is on record yet</h2>'
        "<p>Drop news articles under <b>Add articles</b>: text, Markdown, saved web pages or "
        "PDF, one article each, or tables (JSON, CSV, Parquet) with one article a row. They are "
        "read on this machine and stay on it.</p>"
        "<p>Or have a look with the article that comes with the program.</p></section>"
    )
