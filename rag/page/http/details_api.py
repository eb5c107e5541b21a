"""What a person says of an article for whoever cites it, over HTTP."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from rag.library.details import (
    MAX_ADDRESS_CHARS,
    MAX_AUTHOR_CHARS,
    Details,
    clean_details,
)
from rag.page.http.changes import Changes
from rag.page.library.upkeep import Upkeep


class NewDetails(BaseModel):
    """Who wrote an article, when, and where it is; empty is as its file says."""

    author: Annotated[str, Field(max_length=MAX_AUTHOR_CHARS)] = ""
    date: Annotated[str, Field(max_length=40)] = ""
    address: Annotated[str, Field(max_length=MAX_ADDRESS_CHARS)] = ""


def add_details_route(router: APIRouter, upkeep: Upkeep, changes: Changes) -> None:
    """Add the route to a router."""

    @router.put("/articles/{article_id}/details")
    async def describe(article_id: str, new: NewDetails) -> Details:
        """Say who wrote an article, when, and where it is, for citations of it."""
        details = clean_details(new.author, new.date, new.address)
        return (await changes.run(upkeep.describe, article_id, details)).details
