"""What a visitor meets before the first question: the collection, and how to begin."""

from dataclasses import dataclass
from html import escape

from index.archive import Extent
from index.errors import OnRecordError
from rag.page.library import NOTHING, Holdings, Library
from rag.page.views.suggesting import render_examples
from rag.page.wording import format_count, format_iso_day

_NO_EXTENT = Extent(None, None, ())


@dataclass(frozen=True, slots=True)
class Opening:
    """The collection in a line, the start as HTML, and what filters can be set to."""

    holdings: str
    start: str
    is_empty: bool
    extent: Extent


def read_opening(library: Library, *, may_change: bool) -> Opening:
    """The opening for the archive as it is now; a problem with it is told in the start."""
    try:
        holdings = library.holdings()
        extent = library.archive().extent() if holdings.articles else _NO_EXTENT
    except OnRecordError as exc:
        start = f'<section class="start"><p class="problem" role="alert">{escape(str(exc))}</p>'
        return Opening(_line(NOTHING), f"{start}</section>", is_empty=False, extent=_NO_EXTENT)
    if not holdings.articles:
        start = _first_steps() if may_change else _nothing_yet()
        return Opening(_line(holdings), start, is_empty=True, extent=extent)
    return Opening(_line(holdings), _invitation(holdings), is_empty=False, extent=extent)


def _line(holdings: Holdings) -> str:
    facts = [format_count(holdings.articles, "article") if holdings.articles else "no articles yet"]
    if holdings.newest:
        facts.append(f"newest {escape(format_iso_day(holdings.newest))}")
    return "".join(f"<span>{fact}</span>" for fact in facts)


def _invitation(holdings: Holdings) -> str:
    articles = format_count(holdings.articles, "article")
    examples = render_examples(holdings.examples)
    return (
        '<section class="start"><h2>What did they say?</h2>'
        f"<p>Ask this collection of {articles}. The answer comes in the articles’ own words, to "
        "the letter: who said it, in which outlet, on which day, and at which place in the text. "
        f'Where the collection is silent, you are told so.</p><div id="examples">{examples}</div>'
        "</section>"
    )


def _first_steps() -> str:
    return (
        '<section class="start first"><h2>Nothing is on record yet</h2>'
        "<p>Give it something to read. Articles are read on this machine and stay on it.</p>"
        '<ol class="steps"><li><h3>Try it with the sample</h3>'
        "<p>One article comes with the program.</p>"
        '<button type="button" id="sample" class="main">Use the sample</button></li>'
        "<li><h3>Bring your own articles</h3><p>Text, saved web pages, PDF, tables (JSON, CSV, "
        "Parquet), or a folder of them as a zip.</p>"
        '<button type="button" class="choose-files">Choose files</button> '
        "<span>or drop them anywhere on this page</span></li>"
        "<li><h3>Follow a feed</h3><p>The address of an article or of an RSS or Atom feed is "
        "fetched once, when you say so.</p>"
        '<form class="address-form"><label class="unseen" for="first-address">Address</label>'
        '<input id="first-address" name="address" type="url" inputmode="url" required'
        ' placeholder="https://…"><button>Fetch</button></form></li></ol>'
        '<div class="adding-report"></div></section>'
    )


def _nothing_yet() -> str:
    return (
        '<section class="start"><h2>Nothing is on record yet</h2>'
        "<p>Whoever keeps this collection has not added articles so far.</p></section>"
    )
