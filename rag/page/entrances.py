"""The entrances of programs beside the page: the HTTP API and MCP."""

from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.api.application import make_api
from rag.api.keeping import Counter
from rag.api.problems import problem
from rag.page.admission import COOKIE, Admission
from rag.page.library import Library
from rag.tools import make_tools

API = "/api"
MCP = "/mcp"

# The guard has looked at the host and origin of every request that comes so far.
_GUARDED = TransportSecuritySettings(enable_dns_rebinding_protection=False)


def make_entrances(library: Library, admission: Admission) -> FastAPI:
    """An application with both; the page is to be mounted into it last, at the root."""
    counter = Counter(library, admission)
    # No state is kept between the calls of a client: each is answered by itself.
    tools = make_tools(counter.reading).streamable_http_app(
        streamable_http_path=MCP,
        json_response=True,
        stateless_http=True,
        transport_security=_GUARDED,
    )
    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, lifespan=tools.router.lifespan_context
    )
    app.router.routes.append(Route(API, lambda request: RedirectResponse(f"{API}/docs")))
    app.mount(API, make_api(counter, cookie=COOKIE))
    for route in tools.routes:
        if isinstance(route, Route):
            app.router.routes.append(Route(MCP, _Calls(route.app)))
    return app


class _Calls:
    """Takes calls and nothing else: a stream that GET opens would stay open, and empty."""

    def __init__(self, tools: ASGIApp) -> None:
        self._tools = tools

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            await self._tools(scope, receive, send)
            return
        refusal = problem(f"{scope['method']} is not taken here: MCP clients post", 405)
        await refusal(scope, receive, send)
