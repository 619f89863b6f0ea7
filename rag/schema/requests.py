"""What programs ask, checked where it enters; days are written as 2025-02-28."""

from typing import Annotated

from pydantic import ConfigDict, Field

from index.archive import Order as ArticleOrder
from rag.quotes.types import Order
from rag.schema.values import Day, Request
from rag.views.types import SideBy

MOST_TURNS = 12
MOST_LISTED = 200

Names = Annotated[list[str], Field(max_length=20)]
Topic = Annotated[str, Field(max_length=500)]


class Question(Request):
    """A question, what was asked before it, and what the search is limited to."""

    # The reference's own example would limit the search to today.
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "what did Trump say about guarantees?"}]},
    )

    question: str
    turns: list[str] = Field(
        default=[],
        max_length=MOST_TURNS,
        description="Asked before it in the same conversation, in order.",
    )
    id: str | int | None = Field(default=None, description="Comes back with the answer.")
    speakers: Names = Field(default=[], description="Only their statements.")
    sources: Names = Field(default=[], description="Only these outlets.")
    since: Day | None = Field(default=None, description="First day of publication.")
    until: Day | None = Field(default=None, description="Last day of publication.")
    direct: bool = Field(default=False, description="Only sentences that hold quoted words.")
    as_of: Day | None = Field(default=None, description='The day that "last week" counts from.')
    min_evidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Answer only from this probability on; 0 always answers.",
    )
    limit: int = Field(default=5, ge=1, le=20, description="How many extracts to give at most.")


class Limits(Request):
    """What statements are limited to."""

    about: Topic = Field(default="", description="A topic.")
    source: Names = Field(default=[], description="Only in this outlet; may be repeated.")
    since: Day | None = Field(default=None, description="First day on which it was said.")
    until: Day | None = Field(default=None, description="Last day on which it was said.")


class QuotesQuery(Limits):
    """Which statements to list."""

    speaker: Names = Field(default=[], description="Whose; may be repeated.")
    direct: bool = Field(default=False, description="Only what is quoted, wholly or in part.")
    order: Order | None = Field(
        default=None, description="Best first where there is a topic, else newest."
    )
    limit: int = Field(default=20, ge=1, le=MOST_LISTED)


class WhoQuery(Request):
    """A quotation whose speaker is wanted."""

    quotation: str = Field(max_length=5000, examples=["it is a deal that lasts"])
    limit: int = Field(default=10, ge=1, le=50)


class SpeakersQuery(Limits):
    """Which speakers to list."""

    name: str | None = Field(
        default=None, max_length=200, description="This one, with main topics."
    )
    limit: int = Field(default=20, ge=1, le=MOST_LISTED)


class ViewQuery(Limits):
    """What a view is of: a question, or a speaker, topic or outlet."""

    question: str = Field(default="", max_length=2000)
    speaker: Names = Field(default=[], description="Whose; may be repeated.")
    direct: bool = Field(default=False, description="Only what is quoted, wholly or in part.")
    as_of: Day | None = Field(default=None, description='The day that "last week" counts from.')


class TimelineQuery(ViewQuery):
    """Which statements to lay out by day."""

    limit: int = Field(default=100, ge=1, le=MOST_LISTED)


class SidesQuery(ViewQuery):
    """Whose statements to lay side by side."""

    by: SideBy = "speaker"
    limit: int = Field(default=5, ge=1, le=50, description="For each column.")


class AccountsQuery(Request):
    """Whose accounts to compare."""

    about: Topic = Field(default="", description="A topic; without one, everywhere.")
    source: Names = Field(default=[], description="Only these outlets; may be repeated.")
    since: Day | None = Field(default=None, description="First day of publication.")
    until: Day | None = Field(default=None, description="Last day of publication.")
    limit: int = Field(default=10, ge=1, le=50)


# What SQLite takes as a number of rows to pass over.
_MOST_OFFSET = 2**31

ArticleId = Annotated[str, Field(max_length=2000, description="As the list of articles shows it.")]


class ArticlesQuery(Request):
    """Which articles to list."""

    words: str = Field(
        default="", max_length=200, description="In the title, outlet, authors or id."
    )
    order: ArticleOrder = "newest"
    limit: int = Field(default=50, ge=1, le=500)
    offset: int = Field(default=0, ge=0, le=_MOST_OFFSET)


class ArticleQuery(Request):
    """Which article; an id may hold slashes, so it is no part of the path."""

    id: ArticleId
    version: str | None = Field(
        default=None, max_length=64, description="The one that answers, else."
    )


class VersionsQuery(Request):
    """Whose versions."""

    id: ArticleId


class Nothing(Request):
    """No parameters."""
