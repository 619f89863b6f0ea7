"""The default writer: the extracts themselves, a line each; it cannot invent."""

from collections.abc import Sequence
from datetime import date

from rag.types import Extract, Query, Reason, Receipt

_MOST_OUTLETS = 4


def write_answer(extracts: Sequence[Extract]) -> str:
    """One line an extract: speaker, the words, outlet and date, its number."""
    return "\n".join(_line(extract) for extract in extracts)


def write_abstention(query: Query, reason: Reason, receipt: Receipt) -> str:
    """Say in one sentence why there is no answer in this collection."""
    who = " and ".join(query.speakers) or "anybody"
    about = f" about “{query.topic}”" if query.topic else ""
    among = f"{receipt.articles:,} articles" if receipt.articles != 1 else "one article"
    sentences: dict[Reason, str] = {
        "empty_archive": "The collection is empty: add articles, then ask again.",
        "no_speaker": f"Not in this collection: {who} is not quoted in its {among}.",
        "no_statement_on_topic": f"Not in this collection: {who} speaks in it, but no statement"
        f"{about} was found.",
        "weak_evidence": f"Not in this collection: nothing in its {among} answers this.",
        "outside_dates": "No article of this collection falls in these dates.",
        "filtered_out": "Every article that could answer is excluded by the filters.",
    }
    return sentences[reason]


def provenance(source: str | None, published: date | None) -> str:
    """Outlet and date as people read them: "Reuters, 28 Feb 2025"."""
    return f"{source or 'unknown outlet'}, {day(published)}"


def also_in(extract: Extract) -> str:
    """Where else an extract's words stand."""
    return name_others(extract.also_in, extract.also_sources)


def name_others(article_ids: Sequence[str], sources: Sequence[str]) -> str:
    """Other articles as people read them: "also in 2 more articles (AP, Port Gazette)"."""
    count = len(article_ids)
    if not count:
        return ""
    named, more = sources[:_MOST_OUTLETS], len(sources[_MOST_OUTLETS:])
    outlets = ", ".join(named) + (f" and {more} more" if more else "")
    articles = f"also in {count:,} more article{'' if count == 1 else 's'}"
    return f"{articles} ({outlets})" if outlets else articles


def day(when: date | None) -> str:
    """A date as people read it: "28 Feb 2025"."""
    return f"{when.day} {when:%b %Y}" if when else "undated"


def _line(extract: Extract) -> str:
    speaker = f"{extract.speaker}: " if extract.speaker else ""
    words = " ".join(extract.text.split())
    where = provenance(extract.source, extract.published)
    return f"{speaker}{words} ({where}) [{extract.number}]"
