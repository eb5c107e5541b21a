"""Our own routes beside Gradio's: the permalink, the page's fragments, the API.

Every error has one JSON shape: {"error": "article_not_found", "message": "…"}.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from rag.errors import (
    ArticleNotFoundError,
    EmptyFileError,
    EmptyLibraryError,
    FileTooLargeError,
    GenerationError,
    LibraryBusyError,
    ModelError,
    QuestionError,
    QuotewellError,
    ReadError,
    UnsupportedFormatError,
)
from rag.page.reading import (
    article_page_html,
    gone_panel_html,
    message_page_html,
    panel_html,
)
from rag.page.service import Service
from rag.page.shelf import job_html, shelf_html
from rag.page.turns import parse_reference

PATHS = re.compile(
    r"/(healthz|readyz|live|shelf|panel|style/[a-z-]+\.(css|js|ttf)|articles/[\w-]{1,80}"
    r"|api/(articles(/[\w-]{1,80})?|rebuild))"
)
UPLOADS = re.compile(r"/api/articles")
MAX_NAME_CHARS = 255
ASSETS = {
    "type.css": "text/css",
    "page.css": "text/css",
    "reading.css": "text/css",
    "page.js": "text/javascript",
    "sources.js": "text/javascript",
    "library.js": "text/javascript",
}
# The permalink's page runs no script at all.
STILL_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The first class that fits gives the status and the name.
STATUSES: tuple[tuple[type[QuotewellError], int, str], ...] = (
    (QuestionError, 422, "question"),
    (ArticleNotFoundError, 404, "article_not_found"),
    (EmptyLibraryError, 409, "empty_library"),
    (LibraryBusyError, 409, "library_busy"),
    (FileTooLargeError, 413, "too_large"),
    (UnsupportedFormatError, 415, "unsupported_format"),
    (EmptyFileError, 422, "empty_file"),
    (ReadError, 422, "unreadable_file"),
    (GenerationError, 503, "index"),
    (ModelError, 503, "model"),
    (QuotewellError, 400, "refused"),
)


class NewTitle(BaseModel):
    """The body of a rename."""

    title: Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class Live:
    """What every open page is told about once a second."""

    model: str
    message: str
    busy: bool
    job: str
    shelf: str


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was just stored."""

    id: str
    name: str


def make_router(service: Service) -> APIRouter:
    """Make all routes of ours around one service."""
    router = APIRouter()
    _add_status(router, service)
    _add_reading(router, service)
    _add_library(router, service)
    return router


def _add_status(router: APIRouter, service: Service) -> None:
    @router.get("/healthz")
    def healthz() -> dict[str, str]:
        """Tell that the server runs."""
        return {"status": "ok"}

    @router.get("/readyz")
    def readyz() -> JSONResponse:
        """Tell whether questions can be answered: 200, or 503 with the reason."""
        state = service.readiness
        body = {"status": state.state, "message": state.message}
        return JSONResponse(body, 200 if state.state == "ready" else 503)

    @router.get("/live")
    def live() -> Live:
        """Tell an open page what it may have to show anew."""
        state, view = service.readiness, service.job.view
        return Live(
            model=state.state,
            message=state.message,
            busy=view.busy,
            job=job_html(view),
            shelf=service.shelf_version,
        )

    @router.get("/style/{name}")
    def style(name: str) -> Response:
        """Serve a style sheet or script of the page."""
        if name not in ASSETS:
            return error_response(404, "not_found", "there is nothing at this address")
        body = files("rag.page").joinpath("assets", name).read_bytes()
        return Response(
            body, media_type=ASSETS[name], headers={"cache-control": "no-cache"}
        )


def _add_reading(router: APIRouter, service: Service) -> None:
    @router.get("/articles/{article_id}")
    def article(article_id: str, p: str = "", s: str = "") -> HTMLResponse:
        """Show an article, the quote at `s` in paragraph `p` marked, without script."""
        headers = {"content-security-policy": STILL_POLICY}
        if service.readiness.state == "loading":
            page = message_page_html("One moment", "The page is starting: reload it.")
            return HTMLResponse(page, 503, {**headers, "retry-after": "5"})
        found = service.find(article_id)
        if found is None:
            page = message_page_html(
                "No such article", "It may have been removed from the library."
            )
            return HTMLResponse(page, 404, headers)
        reference = parse_reference(f"{article_id}:{p}:{s}")
        return HTMLResponse(article_page_html(found, reference), 200, headers)

    @router.get("/panel")
    def panel(
        c: Annotated[list[str], Query(max_length=20)],
        a: Annotated[int, Query(ge=0)] = 0,
    ) -> HTMLResponse:
        """Give the source panel: quotes `c` as "ID:4:120-246", the one at `a` open."""
        parsed = [parse_reference(text) for text in c]
        references = [reference for reference in parsed if reference is not None]
        if a >= len(references) or len(references) != len(c):
            return HTMLResponse(gone_panel_html(), 422)
        found = service.find(references[a].article_id)
        if found is None:
            return HTMLResponse(gone_panel_html(), 404)
        return HTMLResponse(panel_html(found, references, a))


def _add_library(router: APIRouter, service: Service) -> None:
    @router.get("/shelf")
    def shelf() -> HTMLResponse:
        """Give the table of articles."""
        return HTMLResponse(shelf_html(service.shelf()))

    @router.post("/api/articles", status_code=201)
    async def add(
        request: Request,
        name: Annotated[str, Query(min_length=1, max_length=MAX_NAME_CHARS)],
    ) -> Added:
        """Add a file, the request's body; the index is rebuilt by itself."""
        data = await request.body()
        stored = await run_in_threadpool(service.add, data, name)
        return Added(stored.id, stored.name)

    @router.patch("/api/articles/{article_id}")
    def rename(article_id: str, new: NewTitle) -> Added:
        """Give an article another title."""
        stored = service.rename(article_id, new.title)
        return Added(stored.id, stored.name)

    @router.delete("/api/articles/{article_id}", status_code=204)
    def remove(article_id: str) -> Response:
        """Take an article out of the library."""
        service.remove(article_id)
        return Response(status_code=204)

    @router.post("/api/rebuild", status_code=202)
    def rebuild() -> dict[str, bool]:
        """Start a rebuild, or join the one that runs."""
        return {"started": service.job.start()}

    @router.delete("/api/rebuild", status_code=204)
    def cancel() -> Response:
        """Cancel the rebuild that runs."""
        service.job.cancel()
        return Response(status_code=204)


def error_response(status: int, error: str, message: str) -> JSONResponse:
    """Give an error in the one shape that all have."""
    return JSONResponse({"error": error, "message": message}, status)


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


Handler = Callable[[Request, Exception], Awaitable[JSONResponse]]
HANDLERS: dict[type[Exception], Handler] = {
    QuotewellError: _on_quotewell_error,
    RequestValidationError: _on_invalid,
}
