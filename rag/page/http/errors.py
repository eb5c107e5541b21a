"""Every error over HTTP in one JSON shape.

{"error": "article_not_found", "message": "no article 'x' in the library"}
"""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from rag.errors import (
    ArticleNotFoundError,
    ConversationNotFoundError,
    EmptyFileError,
    EmptyLibraryError,
    FileTooLargeError,
    GenerationError,
    JournalAwayError,
    LibraryBusyError,
    ModelError,
    PinNotFoundError,
    QuestionError,
    QuotewellError,
    ReadError,
    ScopeError,
    StoreError,
    UnsupportedFormatError,
)
from rag.page.http.guard import BUG
from rag.page.http.rules import Refusal


class ErrorBody(BaseModel):
    """What every error over HTTP says: a name for programs, words for people."""

    error: str
    message: str


ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ErrorBody},
    "5XX": {"model": ErrorBody},
}
"""For the description of the routes."""


def described_router(prefix: str = "") -> APIRouter:
    """Begin some routes of ours, whose description says what their errors are."""
    return APIRouter(prefix=prefix, responses=ERRORS)


Handler = Callable[[Request, Exception], Awaitable[JSONResponse]]

# The first class that fits gives the status and the name.
STATUSES: tuple[tuple[type[QuotewellError], int, str], ...] = (
    (ScopeError, 422, "scope"),
    (QuestionError, 422, "question"),
    (ArticleNotFoundError, 404, "article_not_found"),
    (ConversationNotFoundError, 404, "conversation_not_found"),
    (PinNotFoundError, 404, "pin_not_found"),
    (EmptyLibraryError, 409, "empty_library"),
    (LibraryBusyError, 409, "library_busy"),
    (StoreError, 503, "originals"),
    (FileTooLargeError, 413, "too_large"),
    (UnsupportedFormatError, 415, "unsupported_format"),
    (EmptyFileError, 422, "empty_file"),
    (ReadError, 422, "unreadable_file"),
    (GenerationError, 503, "index"),
    (ModelError, 503, "model"),
    (JournalAwayError, 503, "journal"),
    (QuotewellError, 400, "refused"),
)


def error_response(
    status: int, error: str, message: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Give an error in the one shape that all have."""
    return JSONResponse(Refusal(status, error, message).said, status, headers)


async def _on_quotewell_error(request: Request, error: Exception) -> JSONResponse:
    for kind, status, name in STATUSES:
        if isinstance(error, kind):
            return error_response(status, name, str(error))
    raise error


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return error_response(422, "invalid_request", f"{where}: {first['msg']}")


async def _on_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    name = "_".join(HTTPStatus(error.status_code).phrase.lower().split())
    # The headers say such as when to come again, or which methods there are.
    return error_response(error.status_code, name, str(error.detail), error.headers)


async def _on_bug(request: Request, error: Exception) -> JSONResponse:
    """Answer; the error is raised again by whoever calls this, and so is logged."""
    return error_response(BUG.status, BUG.error, BUG.message)


HANDLERS: dict[type[Exception], Handler] = {
    QuotewellError: _on_quotewell_error,
    RequestValidationError: _on_invalid,
    HTTPException: _on_http_error,
    Exception: _on_bug,
}
