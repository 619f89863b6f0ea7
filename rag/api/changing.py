"""Endpoints that change the archive, by the page's rules, and what readers say of it."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from pydantic import Field

from index.build import Report
from index.errors import ReadError
from rag.api.keeping import Counter
from rag.feedback import MOST_COMMENT_CHARS, Verdict, append_feedback
from rag.feedback import Feedback as Said
from rag.schema.articles import Added, Moved, Refused, Removed
from rag.schema.requests import ArticleId
from rag.schema.values import Day, Model
from rag.schema.values import Request as Form

MOST_ARTICLES = 1000

Cookies = Mapping[str, str]


class NewArticle(Form):
    """An article to add or to change."""

    id: str = Field(min_length=1, max_length=2000, description="One that comes again is changed.")
    text: str
    title: str = ""
    source: str = Field(default="", description="The outlet.")
    authors: list[str] = Field(default=[])
    published: Day | None = None
    url: str = Field(default="", pattern="^(https?://.*)?$")
    language: str = ""


class NewArticles(Form):
    """Articles to add or to change."""

    articles: list[NewArticle] = Field(min_length=1, max_length=MOST_ARTICLES)


class Address(Form):
    """The address of an article, a file, a feed or a sitemap, to be fetched once."""

    address: str = Field(pattern="^https?://", max_length=2000, examples=["https://news.example/"])


class RemoveQuery(Form):
    """Which article to remove."""

    id: ArticleId


class Password(Form):
    """The admin password."""

    password: str = Field(max_length=1000)


class Admitted(Model):
    """A ticket for twelve hours; it comes as a cookie too."""

    ticket: str


class Feedback(Form):
    """What a reader says of an extract; all but the verdict and comment is in the answer."""

    verdict: Verdict
    question: str = Field(max_length=2000)
    article_id: ArticleId
    version: str = Field(max_length=64)
    start: int = Field(ge=0, le=2**31)
    end: int = Field(ge=0, le=2**31)
    speaker: str | None = Field(default=None, max_length=500)
    comment: str = Field(default="", max_length=MOST_COMMENT_CHARS)


class Kept(Model):
    """That something was kept."""

    kept: bool = True


def changing_routes(counter: Counter, *, cookie: str) -> APIRouter:
    """What changes the archive; `cookie` is the name under which a ticket is kept."""
    routes = APIRouter(tags=["changing"])

    @routes.post("/admission")
    async def admission(asked: Password, response: Response) -> Admitted:
        """Get a ticket for changes, where the server asks for the admin password."""
        # A wrong password costs a moment: questions are not to wait for it.
        ticket = await counter.changing.run(counter.door.admit, asked.password)
        # As the page keeps it, whose script has to be able to replace it.
        response.set_cookie(cookie, ticket, samesite="strict", path="/")
        return Admitted(ticket=ticket)

    @routes.post("/articles")
    async def articles(asked: NewArticles, request: Request) -> Added:
        """Add or change articles; answers when they can be asked about."""
        return await counter.changing.run(add_articles, counter, asked, request.cookies)

    @routes.post("/files")
    async def files(
        files: Annotated[list[UploadFile], File(description="Any format that is indexed.")],
        request: Request,
    ) -> Added:
        """Add files, or a zip of them; answers when they can be asked about."""
        return await counter.changing.run(add_files, counter, files, request.cookies)

    @routes.post("/addresses")
    async def addresses(asked: Address, request: Request) -> Added:
        """Fetch an address once and add what it holds."""
        return await counter.changing.run(add_address, counter, asked, request.cookies)

    @routes.delete("/article")
    async def article(asked: Annotated[RemoveQuery, Query()], request: Request) -> Removed:
        """Remove an article with all versions and every trace."""
        return await counter.changing.run(remove_article, counter, asked, request.cookies)

    @routes.post("/feedback")
    async def feedback(said: Feedback) -> Kept:
        """Keep what a reader says of an extract."""
        return await counter.reading.turnstile.run(keep_feedback, counter, said)

    return routes


def add_articles(counter: Counter, asked: NewArticles, cookies: Cookies) -> Added:
    """Index articles that came as JSON."""
    counter.door.check(cookies)
    lines = (json.dumps(article.model_dump(mode="json")) for article in asked.articles)
    with TemporaryDirectory(prefix="on-record-") as aside:
        path = Path(aside) / "articles.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return _added(counter, [path])


def add_files(counter: Counter, files: Sequence[UploadFile], cookies: Cookies) -> Added:
    """Index uploaded files, each under the name it came with."""
    counter.door.check(cookies)
    with TemporaryDirectory(prefix="on-record-") as aside:
        paths: list[Path | str] = []
        for number, upload in enumerate(files):
            folder = Path(aside) / str(number)
            folder.mkdir()
            path = folder / _own_name(upload.filename or "")
            with path.open("wb") as kept:
                shutil.copyfileobj(upload.file, kept)
            paths.append(path)
        return _added(counter, paths)


def add_address(counter: Counter, asked: Address, cookies: Cookies) -> Added:
    """Fetch an address and index what it holds."""
    counter.door.check(cookies)
    return _added(counter, [asked.address])


def remove_article(counter: Counter, asked: RemoveQuery, cookies: Cookies) -> Removed:
    """Take an article out of the archive."""
    counter.door.check(cookies)
    counter.reading.open().article(asked.id)
    return Removed(removed=counter.keeper.remove(asked.id))


def keep_feedback(counter: Counter, said: Feedback) -> Kept:
    """Write down what a reader says."""
    append_feedback(counter.keeper.settings.archive, Said(**said.model_dump()))
    return Kept()


def _added(counter: Counter, paths: Sequence[Path | str]) -> Added:
    """Index paths; told by the names that they came with, not by where they lay."""
    report: Report = counter.keeper.add(list(paths), lambda share, article_id: None)
    return Added(
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        moved=[Moved(id=moved.article_id, before=moved.before) for moved in report.moved],
        refused=[Refused(what=_told(one.what), reason=one.reason) for one in report.refused],
    )


def _told(what: str) -> str:
    """What was refused, without the folder that it lay in here."""
    return what if what.startswith(("http://", "https://")) else Path(what).name


def _own_name(name: str) -> str:
    """The last part of a name that somebody sent.

    Raises:
        ReadError: No file can have it.
    """
    last = PureWindowsPath(PurePosixPath(name).name).name
    if last in ("", ".", "..") or "\0" in last or len(last.encode(errors="replace")) > 255:
        raise ReadError("a file came without a name that tells its format: send it as 'news.txt'")
    return last
