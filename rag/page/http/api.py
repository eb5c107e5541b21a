"""The API: ask, search, and keep the library, over HTTP and in JSON."""

from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter
from pydantic import BaseModel, Field

from rag.asking.answer_json import answer_object
from rag.library.scope import MAX_NAME_CHARS, MAX_WITHIN, Choice
from rag.page.http.errors import described_router
from rag.page.http.library_api import add_library_routes
from rag.page.service import Service
from rag.settings import DEFAULT_TOP_K, MAX_QUESTION_CHARS, MAX_TOP_K
from rag.types import Answer, Turn

MAX_HISTORY = 20
MAX_ASKING = 8
"""So many are answered at once; while the model loads, nothing else waits with them."""

ScopeName = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)]
Within = Annotated[list[ScopeName], Field(max_length=MAX_WITHIN)]
QuestionText = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION_CHARS)]


class Question(BaseModel):
    """A question, and those before it in the same conversation, oldest first.

    A literal one is taken as it stands, whatever was asked before. With a `top_k` so
    many citations come, otherwise those that may answer. `within` names what to ask:
    articles by id or title, "tag:NAME", "folder:PATH"; by default all.
    """

    question: QuestionText
    history: Annotated[list[QuestionText], Field(max_length=MAX_HISTORY)] = []
    top_k: Annotated[int, Field(ge=1, le=MAX_TOP_K)] | None = None
    literal: bool = False
    within: Within = []


class Search(BaseModel):
    """Words to search for, without a conversation; `within` as for a question."""

    question: QuestionText
    top_k: Annotated[int, Field(ge=1, le=MAX_TOP_K)] = DEFAULT_TOP_K
    within: Within = []


def make_api(service: Service) -> APIRouter:
    """Make the API around one service."""
    router = described_router("/api")
    _add_asking(router, service)
    add_library_routes(router, service.upkeep)
    return router


def _add_asking(router: APIRouter, service: Service) -> None:
    threads = CapacityLimiter(MAX_ASKING)

    @router.post("/ask")
    async def ask(asked: Question) -> dict[str, Any]:
        """Answer a question in a conversation, with citations.

        One for an overview ("What is it about?") gives key sentences, in the order of
        the text: `overview` is true, and no `confidence` applies.
        """

        def answer() -> Answer:
            history = [Turn(question) for question in asked.history]
            return service.ask(
                asked.question, history, asked.top_k, asked.literal, asked.within
            )

        return answer_object(await to_thread.run_sync(answer, limiter=threads))

    @router.get("/scopes")
    def scopes() -> list[Choice]:
        """List what can be asked by itself: tags, followed folders and articles."""
        return service.choices()

    @router.post("/search")
    async def search(wanted: Search) -> list[dict[str, Any]]:
        """Find the passages closest to a question, best first."""

        def answer() -> Answer:
            return service.ask(wanted.question, (), wanted.top_k, within=wanted.within)

        found = answer_object(await to_thread.run_sync(answer, limiter=threads))
        citations: list[dict[str, Any]] = found["citations"]
        return citations
