"""What the API says when it cannot do what was asked: application/problem+json (RFC 9457)."""

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from whence.predicting import refusal

log = logging.getLogger(__name__)

EXPOSED: Final = ("ETag", "Retry-After")
"""Headers of ours that pages elsewhere may read."""

MEDIA_TYPE: Final = "application/problem+json"
CODES: Final = {502: "unreachable", 503: "busy"}
PHRASES: Final = {413: "Content Too Large", 422: "Unprocessable Content"}
"""RFC 9110's, by which Python goes from 3.13 on."""

SENTENCES: Final = {
    404: "There is nothing at this address; /docs lists what there is.",
    405: "This address cannot be called in this way; the header Allow names the ways.",
}


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it so
    """A request that cannot be answered: HTTP status, `code` for programs, `detail` for people."""

    def __init__(
        self, status: int, code: str, message: str, errors: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.errors = errors


class Undelivered(HTTPException):
    """A picture that cannot be had: 502, with the `code` that every door tells."""

    def __init__(self, error: Exception) -> None:
        told = refusal(error)
        super().__init__(502, told["message"])
        self.code = told["code"]


def reply(
    status: int,
    code: str,
    detail: str,
    errors: Iterable[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return the answer; `errors` are those that Pydantic found."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": phrase(status),
        "status": status,
        "detail": detail,
        "code": code,
    }
    if found := [_place(error) for error in errors]:
        body["errors"] = found
    # Any page may read it, even where the answer comes from a layer outside the API.
    anywhere = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": ", ".join(EXPOSED),
    }
    return JSONResponse(body, status, {**anywhere, **(headers or {})}, MEDIA_TYPE)


def phrase(status: int) -> str:
    """Return what a status is called."""
    return PHRASES.get(status, HTTPStatus(status).phrase)


def code_of(error: HTTPException) -> str:
    """Return the `code` of a refusal, that of its status where it has no other."""
    if isinstance(error, Undelivered):
        return error.code
    status = error.status_code
    return CODES.get(status, phrase(status).lower().replace(" ", "-"))


def register(api: FastAPI) -> None:
    """Let `api` answer every failure so."""
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(ClientDisconnect, _gone)
    api.add_exception_handler(Exception, _broken)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what a route says of the problems that it may answer with."""
    return {status: {"description": phrase(status)} for status in statuses}


def headers_of(error: HTTPException) -> dict[str, str]:
    """Return the headers of a refusal, which allow HEAD, too, where GET is allowed."""
    headers = dict(error.headers or {})
    if headers.get("Allow") == "GET":
        headers["Allow"] = "GET, HEAD"
    return headers


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - tells the type checker
    # What was not read of the body must not be taken for the next request.
    headers = {"Connection": "close"} if request.method == "POST" else None
    return reply(error.status, error.code, str(error), error.errors, headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - tells the type checker
    called = phrase(error.status_code)
    # Starlette itself says no more than what Python calls the status.
    is_bare = error.detail == HTTPStatus(error.status_code).phrase
    own = SENTENCES.get(error.status_code, called) if is_bare else error.detail
    code = code_of(error)
    return reply(error.status_code, code, own, headers=headers_of(error))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - tells the type checker
    return reply(422, "invalid", "The request does not fit; see errors.", error.errors())


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=400)  # nobody is there to read it


async def _broken(request: Request, error: Exception) -> Response:
    # The route as it is written: a path repeats what was looked for.
    route = getattr(request.scope.get("route"), "path", "none")
    log.error("%s failed", route, exc_info=error)
    return reply(500, "failed", "Something went wrong here; please try again.")


def _place(error: Mapping[str, Any]) -> dict[str, str]:
    """Say where and what, without repeating what was sent."""
    return {"where": ".".join(map(str, error["loc"])), "message": error["msg"]}
