"""What a person says of an article for whoever cites it, over HTTP."""

from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter
from pydantic import BaseModel, Field

from rag.library.details import (
    MAX_ADDRESS_CHARS,
    MAX_AUTHOR_CHARS,
    Details,
    clean_details,
)
from rag.library.stored_article import StoredArticle
from rag.page.http.errors import described_router
from rag.page.library.upkeep import Upkeep

MAX_CHANGES = 4
"""So many wait for the writer's place at once; no question waits with them."""


class NewDetails(BaseModel):
    """Who wrote an article, when, and where it is; empty is as its file says."""

    author: Annotated[str, Field(max_length=MAX_AUTHOR_CHARS)] = ""
    date: Annotated[str, Field(max_length=40)] = ""
    address: Annotated[str, Field(max_length=MAX_ADDRESS_CHARS)] = ""


def make_details_api(upkeep: Upkeep) -> APIRouter:
    """Make the route around one library."""
    router = described_router("/api")
    threads = CapacityLimiter(MAX_CHANGES)

    @router.put("/articles/{article_id}/details")
    async def describe(article_id: str, new: NewDetails) -> Details:
        """Say who wrote an article, when, and where it is, for citations of it."""

        def change() -> StoredArticle:
            details = clean_details(new.author, new.date, new.address)
            return upkeep.describe(article_id, details)

        return (await to_thread.run_sync(change, limiter=threads)).details

    return router
