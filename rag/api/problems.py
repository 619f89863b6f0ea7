"""Errors as HTTP: a status, and one sentence that says what to do."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import (
    ArchiveBusy,
    ArchiveError,
    ModelError,
    NoArchive,
    NotAdmitted,
    OnRecordError,
    TooBusy,
    UnknownArticle,
    UnknownName,
    WorkerLost,
)
from rag.schema.faults import tell_faults
from rag.schema.values import Problem

_STATUS: tuple[tuple[type[OnRecordError], HTTPStatus], ...] = (
    (NoArchive, HTTPStatus.NOT_FOUND),
    (UnknownName, HTTPStatus.NOT_FOUND),
    (UnknownArticle, HTTPStatus.NOT_FOUND),
    (NotAdmitted, HTTPStatus.FORBIDDEN),
    (ArchiveBusy, HTTPStatus.CONFLICT),
    (TooBusy, HTTPStatus.TOO_MANY_REQUESTS),
    (ArchiveError, HTTPStatus.SERVICE_UNAVAILABLE),
    (ModelError, HTTPStatus.SERVICE_UNAVAILABLE),
    (WorkerLost, HTTPStatus.SERVICE_UNAVAILABLE),
    (OnRecordError, HTTPStatus.BAD_REQUEST),
)
"""The first that an error is, the narrower ones first."""

_FAULT = "a fault in the program kept this from being answered; the server's terminal says more"

_RETRY_S = "5"

_LOG = logging.getLogger(__name__)

PROBLEMS: dict[int | str, dict[str, Any]] = {  # FastAPI's own type of them
    400: {"model": Problem, "description": "It cannot be asked as it stands."},
    403: {"model": Problem, "description": "Not allowed to this visitor."},
    404: {"model": Problem, "description": "No such speaker, outlet or article, or no archive."},
    413: {"model": Problem, "description": "Too much was sent at once."},
    422: {"model": Problem, "description": "A parameter is missing or of another form."},
    429: {"model": Problem, "description": "Too many calls are waiting."},
    503: {"model": Problem, "description": "The archive or its model cannot be used now."},
}


def handle_problems(api: FastAPI) -> None:
    """Answer every error with its status and one sentence, never with a traceback."""

    @api.exception_handler(OnRecordError)
    async def _told(request: Request, exc: OnRecordError) -> Response:
        return problem(str(exc), status_of(exc))

    @api.exception_handler(RequestValidationError)
    async def _malformed(request: Request, exc: RequestValidationError) -> Response:
        return problem(tell_faults(exc.errors()), HTTPStatus.UNPROCESSABLE_ENTITY)

    @api.exception_handler(HTTPException)
    async def _refused(request: Request, exc: HTTPException) -> Response:
        return problem(_refusal(exc, request), exc.status_code, exc.headers)

    api.add_middleware(_Faults)


class _Faults:
    """Answers what nobody foresaw; as an exception it would end the connection of other calls."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            if started:
                raise
            _LOG.exception("a fault at %s", scope["path"])
            await problem(_FAULT, HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, send)


def status_of(error: OnRecordError) -> HTTPStatus:
    """The HTTP status of an error that is told to people."""
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def problem(sentence: str, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error as JSON."""
    more = {"Retry-After": _RETRY_S} if status == HTTPStatus.TOO_MANY_REQUESTS else {}
    return JSONResponse(
        Problem(error=sentence).model_dump(), status, headers={**(headers or {}), **more}
    )


def _refusal(exc: HTTPException, request: Request) -> str:
    if exc.status_code == HTTPStatus.NOT_FOUND:
        return "there is nothing at this address: /api/docs lists what there is"
    if exc.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.method} is not taken here: /api/docs says what is"
    return str(exc.detail)
