"""Endpoints that read the collection: ask, quotes, who, speakers and the views."""

from typing import Annotated

from fastapi import APIRouter, Query

from rag.schema.answers import Answer
from rag.schema.replies import (
    accounts_asked,
    answer_asked,
    quotes_asked,
    sides_asked,
    speakers_asked,
    timeline_asked,
    trace_asked,
)
from rag.schema.requests import (
    AccountsQuery,
    Question,
    QuotesQuery,
    SidesQuery,
    SpeakersQuery,
    TimelineQuery,
    WhoQuery,
)
from rag.schema.statements import Quotes, Speakers, Trace
from rag.schema.views import Accounts, Sides, Timeline
from rag.turnstile import Reading


def asking_routes(reading: Reading) -> APIRouter:
    """What can be asked of the collection."""
    routes = APIRouter(tags=["asking"])

    @routes.post("/ask")
    async def ask(asked: Question) -> Answer:
        """Answer a question with verbatim extracts, or abstain and say why."""
        return await reading.run(answer_asked, asked)

    @routes.get("/quotes")
    async def quotes(asked: Annotated[QuotesQuery, Query()]) -> Quotes:
        """List who said what, dated, with the very words and their place."""
        return await reading.run(quotes_asked, asked)

    @routes.get("/who")
    async def who(asked: Annotated[WhoQuery, Query()]) -> Trace:
        """Tell where a quotation comes from and whose it is, or that it is not here."""
        return await reading.run(trace_asked, asked)

    @routes.get("/speakers")
    async def speakers(asked: Annotated[SpeakersQuery, Query()]) -> Speakers:
        """List who speaks, how often, as what and when."""
        return await reading.run(speakers_asked, asked)

    @routes.get("/timeline")
    async def timeline(asked: Annotated[TimelineQuery, Query()]) -> Timeline:
        """Lay statements out by the day on which they were said."""
        return await reading.run(timeline_asked, asked)

    @routes.get("/sides")
    async def sides(asked: Annotated[SidesQuery, Query()]) -> Sides:
        """Lay what several speakers or outlets have on a topic side by side."""
        return await reading.run(sides_asked, asked)

    @routes.get("/accounts")
    async def accounts(asked: Annotated[AccountsQuery, Query()]) -> Accounts:
        """Find where accounts differ in numbers, days or what they affirm."""
        return await reading.run(accounts_asked, asked)

    return routes
