"""The API: ask, search, and keep the library, over HTTP and in JSON.

Its description is served at `/api/openapi.json`.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from rag.answer_json import answer_object
from rag.assistant import MAX_TOP_K
from rag.page.service import Service
from rag.page.upkeep import ShelfEntry
from rag.settings import DEFAULT_TOP_K, MAX_QUESTION_CHARS
from rag.types import Turn

MAX_NAME_CHARS = 255
MAX_HISTORY = 20

QuestionText = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION_CHARS)]


class Question(BaseModel):
    """A question, and those before it in the same conversation, oldest first.

    A literal one is taken as it stands, whatever was asked before.
    """

    question: QuestionText
    history: Annotated[list[QuestionText], Field(max_length=MAX_HISTORY)] = []
    top_k: Annotated[int, Field(ge=1, le=MAX_TOP_K)] = DEFAULT_TOP_K
    literal: bool = False


class Search(BaseModel):
    """Words to search for, without a conversation."""

    question: QuestionText
    top_k: Annotated[int, Field(ge=1, le=MAX_TOP_K)] = DEFAULT_TOP_K


class NewTitle(BaseModel):
    """The body of a rename."""

    title: Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the library; the counts are null until it is indexed."""

    id: str
    name: str
    title: str
    size_bytes: int
    added: str
    paragraphs: int | None
    passages: int | None
    words: int | None
    language: str | None
    date: str | None
    author: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was just stored."""

    id: str
    name: str


def make_api(service: Service) -> APIRouter:
    """Make the API around one service."""
    router = APIRouter(prefix="/api")
    _add_asking(router, service)
    _add_articles(router, service)
    _add_originals(router, service)
    _add_rebuild(router, service)

    @router.get("/openapi.json", include_in_schema=False)
    def describe() -> dict[str, Any]:
        return get_openapi(title="Quotewell", version="1", routes=router.routes)

    return router


def _add_asking(router: APIRouter, service: Service) -> None:
    @router.post("/ask")
    def ask(asked: Question) -> dict[str, Any]:
        """Answer a question in a conversation, with citations."""
        history = [Turn(question) for question in asked.history]
        return answer_object(
            service.ask(asked.question, history, asked.top_k, asked.literal)
        )

    @router.post("/search")
    def search(wanted: Search) -> list[dict[str, Any]]:
        """Find the passages closest to a question, best first."""
        found: list[dict[str, Any]] = answer_object(
            service.ask(wanted.question, (), wanted.top_k)
        )["citations"]
        return found


def _add_articles(router: APIRouter, service: Service) -> None:
    @router.get("/articles")
    def articles() -> list[Listed]:
        """List the articles, oldest first."""
        return [_listed(entry) for entry in service.upkeep.shelf()]

    @router.post("/articles", status_code=201)
    async def add(
        request: Request,
        name: Annotated[str, Query(min_length=1, max_length=MAX_NAME_CHARS)],
        title: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    ) -> Added:
        """Add a file, the request's body; the index is rebuilt by itself."""
        data = await request.body()
        stored = await run_in_threadpool(service.upkeep.add, data, name, title)
        return Added(stored.id, stored.name)

    @router.patch("/articles/{article_id}")
    def rename(article_id: str, new: NewTitle) -> Added:
        """Give an article another title."""
        stored = service.upkeep.rename(article_id, new.title)
        return Added(stored.id, stored.name)

    @router.delete("/articles/{article_id}", status_code=204)
    def remove(article_id: str) -> Response:
        """Take an article out of the library."""
        service.upkeep.remove(article_id)
        return Response(status_code=204)


def _add_originals(router: APIRouter, service: Service) -> None:
    @router.get("/articles/{article_id}/original")
    def original(article_id: str) -> Response:
        """Give the file as it was added; it is saved, never shown."""
        stored, path = service.upkeep.original(article_id)
        return FileResponse(
            path, media_type="application/octet-stream", filename=stored.name
        )

    @router.post("/undo")
    def undo() -> dict[str, str]:
        """Go back to the index before the one in use, its articles with it."""
        return {"message": service.upkeep.undo()}


def _add_rebuild(router: APIRouter, service: Service) -> None:
    @router.post("/rebuild", status_code=202)
    def rebuild() -> dict[str, bool]:
        """Start a rebuild, or join the one that runs."""
        return {"started": service.job.start()}

    @router.delete("/rebuild", status_code=204)
    def cancel() -> Response:
        """Cancel the rebuild that runs."""
        service.job.cancel()
        return Response(status_code=204)


def _listed(entry: ShelfEntry) -> Listed:
    stored, summary = entry.stored, entry.summary
    return Listed(
        id=stored.id,
        name=stored.name,
        title=entry.title,
        size_bytes=stored.size_bytes,
        added=stored.added,
        paragraphs=summary.paragraphs if summary else None,
        passages=summary.passages if summary else None,
        words=summary.words if summary else None,
        language=summary.language if summary else None,
        date=summary.date if summary else None,
        author=summary.author if summary else None,
    )
