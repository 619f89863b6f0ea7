"""Endpoints that read the archive itself: its articles, their versions, its state."""

from typing import Annotated

from fastapi import APIRouter, Query

from rag.schema.articles import Article, Articles, Status, Versions
from rag.schema.replies import article_asked, listing_asked, status_asked, versions_asked
from rag.schema.requests import ArticleQuery, ArticlesQuery, Nothing, VersionsQuery
from rag.turnstile import Reading


def archive_routes(reading: Reading) -> APIRouter:
    """What can be seen of the archive."""
    routes = APIRouter(tags=["archive"])

    @routes.get("/articles")
    async def articles(asked: Annotated[ArticlesQuery, Query()]) -> Articles:
        """List articles without their texts."""
        return await reading.run(listing_asked, asked)

    @routes.get("/article")
    async def article(asked: Annotated[ArticleQuery, Query()]) -> Article:
        """One article with its text, unaltered; every place elsewhere points into it."""
        return await reading.run(article_asked, asked)

    @routes.get("/versions")
    async def versions(asked: Annotated[VersionsQuery, Query()]) -> Versions:
        """All versions of an article, oldest first; the last one answers."""
        return await reading.run(versions_asked, asked)

    @routes.get("/status")
    async def status() -> Status:
        """What the archive holds and what it was made with."""
        return await reading.run(status_asked, Nothing())

    return routes
