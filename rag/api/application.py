"""The API put together."""

from fastapi import FastAPI

from rag.api.archive import archive_routes
from rag.api.asking import asking_routes
from rag.api.changing import changing_routes
from rag.api.keeping import Counter
from rag.api.problems import PROBLEMS, handle_problems
from rag.api.reference import serve_reference

_VERSION = "1"

_ABOUT = """Answers about a collection of news articles in the articles' own words.

Every `text` is the slice from `start` to `end` of the article it names, in code points; where
the collection does not answer, `abstained` says so and `reason` why. Keys may be added, never
renamed. An error is one sentence under `error`. Changes of the archive follow the page's rules:
on this machine's own address they are open, elsewhere off until the admin password is given at
`/admission`. Programs that speak MCP find the same under `/mcp`.
"""


def make_api(counter: Counter, *, cookie: str) -> FastAPI:
    """The API, to be mounted behind a guard; `cookie` is the name of an admin's ticket."""
    api = FastAPI(
        title="On Record",
        version=_VERSION,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        responses=PROBLEMS,
    )
    handle_problems(api)
    api.include_router(asking_routes(counter.reading))
    api.include_router(archive_routes(counter.reading))
    api.include_router(changing_routes(counter, cookie=cookie))
    serve_reference(api)
    return api
