"""The API: ask, search, and keep the library, over HTTP and in JSON.

Its description is served at `/api/openapi.json`.
"""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field

from rag.answer_json import answer_object
from rag.page.library_api import add_library_routes
from rag.page.service import Service
from rag.settings import DEFAULT_TOP_K, MAX_QUESTION_CHARS, MAX_TOP_K
from rag.types import Turn

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


def make_api(service: Service) -> APIRouter:
    """Make the API around one service."""
    router = APIRouter(prefix="/api")
    _add_asking(router, service)
    add_library_routes(router, service.upkeep)

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
