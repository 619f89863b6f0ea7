"""What each request of a program is answered with."""

from rag.contract import answer_to_json
from rag.exporting import quotes_to_json, speakers_to_json, trace_to_json
from rag.exporting_views import accounts_to_json, sides_to_json, timeline_to_json
from rag.record import Record
from rag.schema.answers import Answer
from rag.schema.articles import (
    Article,
    Articles,
    Status,
    Versions,
    article_model,
    articles_model,
    status_model,
)
from rag.schema.requests import (
    AccountsQuery,
    ArticleQuery,
    ArticlesQuery,
    Nothing,
    Question,
    QuotesQuery,
    SidesQuery,
    SpeakersQuery,
    TimelineQuery,
    VersionsQuery,
    WhoQuery,
)
from rag.schema.statements import Quotes, Speakers, Trace
from rag.schema.views import Accounts, Sides, Timeline


def answer_asked(record: Record, asked: Question) -> Answer:
    """The answer to a question."""
    answer = record.ask(
        asked.question,
        turns=asked.turns,
        speakers=asked.speakers,
        sources=asked.sources,
        since=asked.since,
        until=asked.until,
        direct=asked.direct,
        as_of=asked.as_of,
        min_evidence=asked.min_evidence,
        most=asked.limit,
    )
    return Answer.model_validate(answer_to_json(answer, question_id=asked.id))


def quotes_asked(record: Record, asked: QuotesQuery) -> Quotes:
    """The statements that fit."""
    found = record.quotes(
        speakers=asked.speaker,
        about=asked.about,
        sources=asked.source,
        since=asked.since,
        until=asked.until,
        direct=asked.direct,
        order=asked.order,
        most=asked.limit,
    )
    return Quotes.model_validate(quotes_to_json(found))


def trace_asked(record: Record, asked: WhoQuery) -> Trace:
    """Where a quotation stands."""
    found = record.who(asked.quotation, most=asked.limit)
    return Trace.model_validate(trace_to_json(found))


def speakers_asked(record: Record, asked: SpeakersQuery) -> Speakers:
    """The speakers of the statements that fit."""
    found = record.speakers(
        asked.name,
        about=asked.about,
        sources=asked.source,
        since=asked.since,
        until=asked.until,
        most=asked.limit,
    )
    return Speakers.model_validate(speakers_to_json(found))


def timeline_asked(record: Record, asked: TimelineQuery) -> Timeline:
    """The statements that fit, by day."""
    found = record.timeline(
        asked.question,
        speakers=asked.speaker,
        about=asked.about,
        sources=asked.source,
        since=asked.since,
        until=asked.until,
        direct=asked.direct,
        as_of=asked.as_of,
        most=asked.limit,
    )
    return Timeline.model_validate(timeline_to_json(found))


def sides_asked(record: Record, asked: SidesQuery) -> Sides:
    """The statements that fit, side by side."""
    found = record.sides(
        asked.question,
        by=asked.by,
        speakers=asked.speaker,
        about=asked.about,
        sources=asked.source,
        since=asked.since,
        until=asked.until,
        direct=asked.direct,
        as_of=asked.as_of,
        most=asked.limit,
    )
    return Sides.model_validate(sides_to_json(found))


def accounts_asked(record: Record, asked: AccountsQuery) -> Accounts:
    """Where accounts of a topic differ."""
    found = record.accounts(
        asked.about,
        sources=asked.source,
        since=asked.since,
        until=asked.until,
        most=asked.limit,
    )
    return Accounts.model_validate(accounts_to_json(found))


def listing_asked(record: Record, asked: ArticlesQuery) -> Articles:
    """The articles that fit."""
    found = record.articles(asked.words, order=asked.order, most=asked.limit, offset=asked.offset)
    return articles_model(found)


def article_asked(record: Record, asked: ArticleQuery) -> Article:
    """An article."""
    return article_model(record.article(asked.id, asked.version))


def versions_asked(record: Record, asked: VersionsQuery) -> Versions:
    """The versions of an article."""
    history = record.versions(asked.id)
    return Versions(id=asked.id, versions=[article_model(article) for article in history])


def status_asked(record: Record, asked: Nothing) -> Status:
    """The state of the archive."""
    return status_model(record.archive)
