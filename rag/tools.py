"""The same engine as MCP tools, for programs that talk to a language model.

Gradio can serve tools too, but its extra asks for an older `mcp` and an older pydantic than
everything else here; the protocol's own server gives typed results and our own sentences.
"""

import logging
from collections.abc import Awaitable
from typing import Annotated, Any, Literal, TypeVar

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import Field, ValidationError

from index.archive import Order as ArticleOrder
from index.errors import OnRecordError
from rag.schema.answers import Answer
from rag.schema.articles import Article, Articles
from rag.schema.faults import tell_faults
from rag.schema.replies import (
    answer_asked,
    article_asked,
    listing_asked,
    quotes_asked,
    speakers_asked,
    timeline_asked,
    trace_asked,
)
from rag.schema.requests import (
    ArticleQuery,
    ArticlesQuery,
    Question,
    QuotesQuery,
    SpeakersQuery,
    TimelineQuery,
    WhoQuery,
)
from rag.schema.statements import Quotes, Speakers, Trace
from rag.schema.values import Day, is_whole
from rag.schema.views import Timeline
from rag.turnstile import Reading

T = TypeVar("T")

_ABOUT = (
    "Answers about one collection of news articles, in the articles' own words. Quote only what "
    "stands in `text`, to the letter, and name its speaker, outlet and date. Where `abstained` "
    "is true or nothing is found, the collection does not say it: do not fill the gap. "
    '`probably` and a low `confidence` mark a speaker who is inferred; only `standing` "said" '
    "was said. `start` and `end` are code points of the article's text."
)

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

Names = Annotated[list[str] | None, Field(max_length=20)]
Since = Annotated[Day | None, Field(description="First day on which it was said, as 2025-02-28.")]
Until = Annotated[Day | None, Field(description="Last day on which it was said, as 2025-02-28.")]
Speaker = Annotated[Names, Field(description="Only what these people said.")]
Outlets = Annotated[Names, Field(description="Only in these outlets.")]
About = Annotated[str, Field(max_length=500, description="A topic in a few words.")]


class Tools(MCPServer):
    """An MCP server whose errors are our sentences."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; an error tells in one sentence what to do.

        Raises:
            ToolError: The arguments do not fit, or the tool cannot answer.
        """
        if not is_whole(arguments):
            raise ToolError("a text holds half a character: send UTF-8")
        schema = self._tool_input_schema(name) or {}
        unknown = [key for key in arguments if schema and key not in schema.get("properties", {})]
        if unknown:
            known = ", ".join(schema["properties"])
            raise ToolError(f"'{unknown[0][:100]}' is no argument of {name}: use {known}")
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError:
            raise
        except ToolError as exc:
            if isinstance(exc.__cause__, ValidationError):
                raise ToolError(tell_faults(exc.__cause__.errors())) from exc.__cause__
            # The SDK puts "Error executing tool" before what we say.
            raise exc.__cause__ if isinstance(exc.__cause__, ToolError) else exc from None


def make_tools(reading: Reading) -> Tools:
    """The tools over an archive."""
    # Else MCPServer sets up the logging of the whole program, with drawn frames.
    logging.basicConfig(format="%(message)s")
    tools = Tools(
        "on-record", title="On Record", instructions=_ABOUT, log_level="ERROR", subscriptions=False
    )
    desk = Desk(reading)
    for call in (
        desk.ask,
        desk.quotes,
        desk.who,
        desk.speakers,
        desk.timeline,
        desk.articles,
        desk.article,
    ):
        tools.add_tool(call, annotations=_READS)
    return tools


class Desk:
    """What the tools do; each only reads."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def ask(
        self,
        *,
        question: Annotated[str, Field(description="In plain English, as a person would ask.")],
        turns: Annotated[
            list[str] | None,
            Field(max_length=12, description="Questions asked before it, which it may lean on."),
        ] = None,
        speakers: Speaker = None,
        sources: Outlets = None,
        since: Annotated[Day | None, Field(description="First day of publication.")] = None,
        until: Annotated[Day | None, Field(description="Last day of publication.")] = None,
        as_of: Annotated[Day | None, Field(description='What "last week" counts from.')] = None,
    ) -> Answer:
        """Answer a question with verbatim extracts, or say that the collection does not.

        The best first step. Up to five numbered extracts, each with speaker, outlet, date and
        exact place; `nearest` is what came closest where nothing answers.
        """
        asked = Question(
            question=question,
            turns=turns or [],
            speakers=speakers or [],
            sources=sources or [],
            since=since,
            until=until,
            as_of=as_of,
        )
        return await _told(self._reading.run(answer_asked, asked))

    async def quotes(
        self,
        *,
        speakers: Speaker = None,
        about: About = "",
        sources: Outlets = None,
        since: Since = None,
        until: Until = None,
        direct: Annotated[bool, Field(description="Only what stands in quotation marks.")] = False,
        order: Annotated[Literal["newest", "best"] | None, Field(description="Of all.")] = None,
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> Quotes:
        """List statements: who said what on which day, with the very words and their place."""
        asked = QuotesQuery(
            speaker=speakers or [],
            about=about,
            source=sources or [],
            since=since,
            until=until,
            direct=direct,
            order=order,
            limit=limit,
        )
        return await _told(self._reading.run(quotes_asked, asked))

    async def who(
        self,
        *,
        quotation: Annotated[str, Field(max_length=5000, description="The words, best whole.")],
        limit: Annotated[int, Field(ge=1, le=20)] = 5,
    ) -> Trace:
        """Check a quotation: whose it is, where it stands, where it departs from the article."""
        return await _told(
            self._reading.run(trace_asked, WhoQuery(quotation=quotation, limit=limit))
        )

    async def speakers(
        self,
        *,
        name: Annotated[str | None, Field(description="One speaker, with main topics.")] = None,
        about: About = "",
        sources: Outlets = None,
        since: Since = None,
        until: Until = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 20,
    ) -> Speakers:
        """List who speaks in the collection, how often, as what, from when to when."""
        asked = SpeakersQuery(
            name=name, about=about, source=sources or [], since=since, until=until, limit=limit
        )
        return await _told(self._reading.run(speakers_asked, asked))

    async def timeline(
        self,
        *,
        question: Annotated[str, Field(description="Or speakers, topic or outlets below.")] = "",
        speakers: Speaker = None,
        about: About = "",
        sources: Outlets = None,
        since: Since = None,
        until: Until = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 30,
    ) -> Timeline:
        """Lay statements out by the day on which they were said, the earliest first."""
        asked = TimelineQuery(
            question=question,
            speaker=speakers or [],
            about=about,
            source=sources or [],
            since=since,
            until=until,
            limit=limit,
        )
        return await _told(self._reading.run(timeline_asked, asked))

    async def articles(
        self,
        *,
        words: Annotated[
            str, Field(max_length=200, description="In the title, outlet, authors or id.")
        ] = "",
        order: ArticleOrder = "newest",
        limit: Annotated[int, Field(ge=1, le=100)] = 20,
        offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0,
    ) -> Articles:
        """List the articles of the collection, without their texts."""
        asked = ArticlesQuery(words=words, order=order, limit=limit, offset=offset)
        return await _told(self._reading.run(listing_asked, asked))

    async def article(
        self,
        *,
        id: Annotated[str, Field(max_length=2000, description="An `article_id` or `id`.")],
    ) -> Article:
        """Read one whole article, unaltered."""
        return await _told(self._reading.run(article_asked, ArticleQuery(id=id)))


async def _told(answering: Awaitable[T]) -> T:
    """What was asked for, or our sentence why not."""
    try:
        return await answering
    except OnRecordError as exc:
        raise ToolError(str(exc)) from exc
