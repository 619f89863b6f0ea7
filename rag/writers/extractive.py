"""The default writer: the extracts themselves, a line each; it cannot invent."""

from collections.abc import Sequence
from datetime import date

from index.statements.quotations import quotations
from index.statements.speakers import TITLES
from index.stems import fold, stem, stems
from index.types import Span
from rag.types import Extract, Query, QuestionForm, Reason, Receipt
from rag.understanding.words import content_words, words_of

_MOST_OUTLETS = 4

# Below this, an attribution is shown as "probably".
_SURE = 0.7

_YES = "Yes, on record:"
_FOR_THE_READER = "On record in these words; whether it is a yes is for the reader to judge:"
_NOT_THOSE_WORDS = "Not in those words in this collection; nearest on record:"
_LEADS: dict[QuestionForm, str] = {
    "changed": "In order of their days; whether it is a change is for the reader to judge:",
    "disagree": "Others on the same matter, whose words may disagree:",
}
_DENIALS = frozenset("no not never nobody nothing without deny denies denied denying".split())
_BRINGING = stems("call describe label brand name refer use repeat claim".split())
_NOT = ("n't", "n’t")
_OPEN = frozenset("whether if question questions questioned".split())


def write_answer(query: Query, extracts: Sequence[Extract], notes: Sequence[str] = ()) -> str:
    """One line an extract: speaker, the words, outlet and date, its number.

    A line before them says how they answer, where the question asks for more than words;
    the notes come last.
    """
    lead = write_lead(query, extracts)
    lines = (_line(extract, form=query.form) for extract in extracts)
    return "\n".join([*([lead] if lead else []), *lines, *(n for n in notes if n != lead)])


def write_abstention(
    query: Query,
    reason: Reason,
    receipt: Receipt,
    notes: Sequence[str] = (),
    *,
    limited: bool = False,
) -> str:
    """Say in one sentence why there is no answer in this collection, and what may help.

    `limited` tells that filters leave out some of it, where there may well be one.
    """
    who = " and ".join(query.speakers) or "anybody"
    about = f" about “{query.topic}”" if query.topic else ""
    among = f"{receipt.articles:,} articles" if receipt.articles != 1 else "one article"
    near = f" Similar names that are: {', '.join(query.near)}." if query.near else ""
    days = f" “{query.when}” ({_days(query)})" if query.when else " these dates"
    outlets = " or ".join(query.sources)
    sentences: dict[Reason, str] = {
        "empty_archive": "The collection is empty: add articles, then ask again.",
        "no_speaker": f"Not in this collection: {who} is not quoted in its {among}.{near}",
        "no_statement_on_topic": f"Not in this collection: {who} speaks in it, but no statement"
        f"{about} was found."
        if not limited
        else f"Not in what the filters leave of this collection: no statement of {who}{about}"
        " was found.",
        "weak_evidence": f"Not in this collection: nothing in its {among} answers this."
        if not limited
        else "Not in what the filters leave of this collection: nothing there answers this.",
        "outside_dates": f"Not in this collection: nothing in it answers this for{days}."
        if query.when
        else "No article of this collection falls in these dates.",
        "filtered_out": f"Not in this collection: nothing in {outlets} answers this."
        if outlets and not limited
        else "Every article that could answer is excluded by the filters.",
    }
    return " ".join([sentences[reason], *notes])


def write_lead(query: Query, extracts: Sequence[Extract]) -> str:
    """The line before the extracts of a question that asks for more than words; may be empty.

    "Did she ever call it ...?" is a yes only with the words, quoted and in their order; "did
    she ever praise it?" is none by words alone. What asks for a denial is answered by one, with
    the words, alone.
    """
    if not extracts:
        return ""
    if query.form == "ever" and query.kind == "said":
        if query.negated or _denies(words_of(query.text)):
            denied = any(_has_words(query, e) and _denies(words_of(e.text)) for e in extracts)
            return "On record:" if denied else _NOT_THOSE_WORDS
        if not any(holds_claim(query, extract) for extract in extracts):
            return _NOT_THOSE_WORDS
        quoted = any(holds_claim(query, e) and _quotes_claim(query, e) for e in extracts)
        return _YES if quoted and not _verb_of(query) else _FOR_THE_READER
    return _LEADS.get(query.form, "")


def holds_claim(query: Query, extract: Extract) -> bool:
    """Whether an extract is the asked speaker's and has every word of what is asked of it.

    The verb is one of them ("did she ever praise ...?"), unless it only brings the words
    ("did she ever call it ...?"). What denies anything, or leaves it open, is no yes.
    """
    words = words_of(extract.text)
    is_open = any(fold(word) in _OPEN for word in words)
    return _has_words(query, extract) and not (is_open or _denies(words))


def _has_words(query: Query, extract: Extract) -> bool:
    """Whether an extract is the asked speaker's, with every word of what is asked of it."""
    claim = {stem(term) for term in query.terms if term not in _DENIALS} | _verb_of(query)
    is_theirs = extract.role != "related"
    return bool(query.terms) and is_theirs and claim <= stems(words_of(extract.text))


def _quotes_claim(query: Query, extract: Extract) -> bool:
    """Whether the words of what is asked stand in one quotation, in the question's order.

    "Trump, who brushed Putin's plea aside, spoke of a "dictator"" has the words alone.
    """
    claim = [stem(term) for term in query.terms if term not in _DENIALS]
    for quoted in _quoted(extract):
        words = iter([stem(word) for word in words_of(quoted)])
        if all(word in words for word in claim):
            return True
    return False


def _quoted(extract: Extract) -> list[str]:
    """What of an extract is the speaker's to the letter."""
    marks = [Span(m.start - extract.span.start, m.end - extract.span.start) for m in extract.marks]
    spans = marks if extract.kind == "direct" else quotations(extract.text)
    return [span.of(extract.text) for span in spans if any(span.overlaps(m) for m in marks)]


def _denies(words: Sequence[str]) -> bool:
    return any(fold(word) in _DENIALS or fold(word).endswith(_NOT) for word in words)


def _verb_of(query: Query) -> set[str]:
    """The stems of a question's verb, unless it only brings the words."""
    named = {fold(word) for name in query.speakers for word in words_of(name)} | TITLES
    words = {stem(word) for word in content_words(query.text) if word not in named}
    return words - _BRINGING - {stem(term) for term in query.terms}


def _days(query: Query) -> str:
    """The days of a question as people read them: "3 to 9 Mar 2025"."""
    since, until = query.since, query.until
    if since and until:
        return day(since) if since == until else f"{day(since)} to {day(until)}"
    return f"from {day(since)}" if since else f"until {day(until)}"


def provenance(source: str | None, published: date | None) -> str:
    """Outlet and date as people read them: "Reuters, 28 Feb 2025"."""
    return f"{source or 'unknown outlet'}, {day(published)}"


def is_sure(extract: Extract) -> bool:
    """Whether the article itself says who speaks, by name or by a title of theirs."""
    return extract.speaker_mention is not None and extract.confidence >= _SURE


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


def _line(extract: Extract, *, form: QuestionForm) -> str:
    speaker = f"{extract.speaker}: " if extract.speaker else ""
    words = " ".join(extract.text.split())
    where = provenance(extract.source, extract.published)
    dated = f"{_dated(extract)}: " if form in ("when", "changed") else ""
    return f"{dated}{speaker}{words} ({where}) [{extract.number}]"


def _dated(extract: Extract) -> str:
    """When it was said, and how that is known."""
    if extract.said_on and extract.said_on_basis != "published":
        return day(extract.said_on)
    if extract.published is None:
        return "undated"
    return f"day not told, published {day(extract.published)}"
