"""Our own routes beside Gradio's: the permalink, and what the page asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from rag.errors import LibraryError
from rag.page.http.api import make_api
from rag.page.http.conversations_api import make_conversations_api
from rag.page.http.errors import described_router, error_response
from rag.page.http.permalink import make_permalink
from rag.page.http.pins_api import make_pins_api
from rag.page.http.reading_api import make_reading_api
from rag.page.http.verdicts_api import make_verdicts_api
from rag.page.library.job_html import job_html
from rag.page.library.shelf import facts_html, folders_html, shelf_html
from rag.page.service import Service
from rag.page.words.below import waiting_said
from rag.page.words.reasons import REASONS, said
from rag.page.words.saying import LANGUAGES, script_words

PARTS = {
    "article_id": r"[\w-]{1,80}",
    "code": r"[a-z]{2,3}",
    "conversation_id": r"[0-9a-f]{1,32}",
    "key": r"[0-9a-f]{32}",
    "name": r"[a-z-]+\.(css|js)",
    "page": r"\d{1,6}",
    "pin_id": r"\d{1,15}",
    "verdict_id": r"\d{1,15}",
}
"""What stands in our paths for each part that differs; nothing else is let through."""

_PART = re.compile(r"\\{(\w+)\\}")
UPLOADS = re.compile(r"/api/articles")
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}
MAX_DRAWN_AT_ONCE, MAX_LOOKS_AT_ONCE = 2, 8
NOT_YET = "the model is being loaded; ask again in a moment"


@dataclass(frozen=True, slots=True)
class Live:
    """What every open page is told about every second or two."""

    model: str
    message: str
    busy: bool
    job: str
    undo: str
    redo: str
    index: int | None
    shelf: str
    titles: str
    verdicts: str
    conversations: str
    pins: str


def make_router(service: Service) -> APIRouter:
    """Make all routes of ours around one service, and what describes them."""
    router = described_router()
    _add_status(router, service)
    _add_assets(router)
    _add_shelf(router, service)
    # Whoever asks: drawing takes a core.
    drawing = CapacityLimiter(MAX_DRAWN_AT_ONCE)
    for part in (
        make_permalink(service, drawing),
        make_reading_api(service, drawing),
        make_api(service),
        make_verdicts_api(service),
        make_conversations_api(service),
        make_pins_api(service),
    ):
        # FastAPI would make each that it includes once more, at the first request.
        router.routes += part.routes

    @router.get("/api/openapi.json")
    def describe() -> dict[str, Any]:
        """Give this description."""
        return get_openapi(title="Quotewell", version="1", routes=router.routes)

    return router


def paths_of(routes: Iterable[BaseRoute], *others: str) -> re.Pattern[str]:
    """Make the pattern of all paths that are answered: those of routes, and others."""
    paths = [route.path for route in routes if isinstance(route, Route)]
    escaped = "|".join(map(re.escape, dict.fromkeys((*paths, *others))))
    return re.compile(_PART.sub(lambda part: PARTS[part[1]], escaped))


def _add_status(router: APIRouter, service: Service) -> None:
    # None of these waits behind others for a thread: they say how the server is.
    probes, looks = CapacityLimiter(1), CapacityLimiter(MAX_LOOKS_AT_ONCE)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        """Tell that the server runs."""
        return {"status": "ok"}

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        """Tell whether questions can be answered: 200, or 503 with the reason.

        Without a journal they can: then `message` says why no turn is kept.
        """
        found = await to_thread.run_sync(service.answering, limiter=probes)
        if found.state == "ready":
            return JSONResponse({"status": "ready", "message": found.message})
        return error_response(503, found.state, found.message or NOT_YET)

    @router.get("/live")
    async def live() -> Live:
        """Tell an open page what it may have to show anew."""
        # With many articles it takes a moment to find out, or the journal may be away.
        return await to_thread.run_sync(_look, service, limiter=looks)


def _look(service: Service) -> Live:
    """Find out what open pages are told."""
    state, view = service.readiness, service.upkeep.view
    steps = service.upkeep.steps()
    # Whose words may be just what is asked for. Without a model none is searchable.
    waiting = waiting_said(service.upkeep.waiting) if state.state == "ready" else ""
    return Live(
        model=state.state,
        message=said(state.message) or waiting,
        busy=view.busy,
        job=job_html(view),
        undo=said(steps.undo),
        redo=said(steps.redo),
        index=service.library.current(),
        shelf=service.upkeep.version,
        titles=service.titles_version,
        verdicts=service.verdicts_version,
        conversations=service.conversations.version(),
        pins=service.desk_version,
    )


def _add_assets(router: APIRouter) -> None:
    @router.get("/style/{name}", response_class=Response)
    def style(name: str) -> Response:
        """Serve a style sheet or script of the page."""
        # The name is none of another folder: `PARTS` has letters and hyphens alone.
        asset = files("rag.page").joinpath("assets", name)
        if not asset.is_file():
            return error_response(404, "not_found", "there is nothing at this address")
        media_type = MEDIA_TYPES[PurePath(name).suffix]
        return Response(
            asset.read_bytes(),
            media_type=media_type,
            headers={"cache-control": "no-cache"},
        )

    @router.get("/words/{code}")
    def words(code: str) -> JSONResponse:
        """Give what the page's scripts say in a language, by the English of it."""
        if code not in LANGUAGES:
            return error_response(404, "not_found", "there is nothing at this address")
        told = {"words": script_words(code), "reasons": REASONS}
        return JSONResponse(told, headers={"cache-control": "no-cache"})


def _failed_html(error: LibraryError) -> str:
    return f'<p class="failed">{escape(said(str(error)))}</p>'


def _add_shelf(router: APIRouter, service: Service) -> None:
    @router.get("/shelf", response_class=HTMLResponse)
    def shelf() -> HTMLResponse:
        """Give the table of articles, and the folders that are followed."""
        try:
            folders = folders_html(service.upkeep.following.folders())
        except LibraryError as error:
            folders = _failed_html(error)
        catalogue = service.upkeep.catalogue
        listed = shelf_html(catalogue.shelf(), catalogue.leaving())
        damaged = "".join(map(_failed_html, service.library.damaged()))
        return HTMLResponse(listed + damaged + folders)

    @router.get("/shelf/{article_id}", response_class=HTMLResponse)
    def facts(article_id: str) -> HTMLResponse:
        """Give all that is known of one article."""
        return HTMLResponse(facts_html(service.upkeep.catalogue.facts(article_id)))
