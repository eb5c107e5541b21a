"""Keeping the library over HTTP: articles, addresses, and the index."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from rag.library.compacting import Compacted
from rag.page.http.changes import KEY, NO_CONTROLS, Changes, Key
from rag.page.http.details_api import add_details_route
from rag.page.http.folders_api import add_folder_routes
from rag.page.http.uploads import Uploads
from rag.page.library.catalogue import ShelfEntry
from rag.page.library.going import WAITS, Steps
from rag.page.library.job import Outcome
from rag.page.library.upkeep import Addition, Upkeep
from rag.readers.naming import file_name
from rag.steps import Step

MAX_NAME_CHARS = 255
MAX_URL_CHARS = 2000
MAX_ARTICLES = 10_000

FILE_BODY = {"content": {"application/octet-stream": {}}, "required": True}
"""A body that is read as it comes, which nothing but this describes."""

IN_ITS_TURN: dict[int | str, dict[str, Any]] = {202: {"model": Outcome}}
"""What is said of a change that waits for a build."""


class Address(BaseModel):
    """A page on the web."""

    url: Annotated[str, Field(min_length=1, max_length=MAX_URL_CHARS)]
    title: Annotated[str | None, Field(min_length=1, max_length=200)] = None


class NewTitle(BaseModel):
    """The body of a rename."""

    title: Annotated[str, Field(max_length=200)]


class SomeArticles(BaseModel):
    """Ids of articles."""

    articles: Annotated[list[str], Field(min_length=1, max_length=MAX_ARTICLES)]


class TagChange(SomeArticles):
    """Tags to give to some articles, and tags to take from them."""

    add: list[str] = []
    remove: list[str] = []


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the library; the counts are null until it is indexed.

    `questions` are such as its own sentences answer, to begin with; `set_aside` says
    why it can't be indexed, where that was tried.
    """

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
    tags: tuple[str, ...]
    questions: tuple[str, ...]
    set_aside: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was just stored; `known` where it was there already.

    `more` are the ids of further articles of the same file, `refused` says why others
    in it can't become any.
    """

    id: str
    name: str
    known: bool = False
    more: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is that is being added: "page 7 of 40 of fax.pdf"."""

    said: str
    done: int
    total: int


def add_library_routes(router: APIRouter, upkeep: Upkeep) -> None:
    """Add the routes to a router."""
    changes = Changes()
    _add_adding(router, upkeep)
    _add_progress(router, upkeep)
    _add_articles(router, upkeep, changes)
    add_details_route(router, upkeep, changes)
    _add_originals(router, upkeep)
    add_folder_routes(router, upkeep, changes)
    _add_undoing(router, upkeep, changes)
    _add_index(router, upkeep, changes)


def _add_adding(router: APIRouter, upkeep: Upkeep) -> None:
    uploads = Uploads()

    @router.post("/articles", status_code=201, openapi_extra={"requestBody": FILE_BODY})
    async def add(
        request: Request,
        name: Annotated[str, Query(max_length=MAX_NAME_CHARS, pattern=NO_CONTROLS)],
        title: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
        key: Key = None,
    ) -> Added:
        """Add a file, the request's body; the index is rebuilt by itself."""
        address = request.client.host if request.client else ""
        # Before the body: what waits for its turn stays with its sender.
        with upkeep.adding.begun(key) as run:
            async with uploads.place(address):
                work = partial(upkeep.add, await request.body(), name, title)
                return _added(await uploads.run(partial(run.do, work)))

    @router.post("/addresses", status_code=201)
    def add_address(page: Address, key: Key = None) -> Added:
        """Fetch a page from the web and add it: the one thing that asks the outside."""
        with upkeep.adding.begun(key) as run:
            add = partial(upkeep.add_address, page.url.strip(), page.title)
            return _added(run.do(add))


def _add_progress(router: APIRouter, upkeep: Upkeep) -> None:
    @router.get("/adding/{key}")
    def progress(key: Annotated[str, Path(pattern=KEY)]) -> Progress:
        """Say how far it is with what was sent under a key."""
        step = upkeep.servers.step(key) or Step("starting")
        return Progress(step.said, step.done, step.total)

    @router.delete("/adding/{key}", status_code=204)
    def stop(key: Annotated[str, Path(pattern=KEY)]) -> Response:
        """Stop what was sent under a key; pages that were read are kept."""
        upkeep.servers.stop_adding(key)
        return Response(status_code=204)


def _add_articles(router: APIRouter, upkeep: Upkeep, changes: Changes) -> None:
    @router.get("/articles")
    def articles() -> list[Listed]:
        """List the articles, oldest first."""
        return [_listed(entry) for entry in upkeep.shelf()]

    @router.patch("/articles/{article_id}")
    async def rename(article_id: str, new: NewTitle) -> Added:
        """Give an article another title."""
        stored = await changes.run(upkeep.rename, article_id, new.title)
        return Added(stored.id, stored.name)

    @router.delete("/articles/{article_id}", status_code=204)
    async def remove(article_id: str) -> Response:
        """Take an article out of the library."""
        await changes.run(upkeep.remove, article_id)
        return Response(status_code=204)

    @router.post("/removals", status_code=204)
    async def remove_some(some: SomeArticles) -> Response:
        """Take articles out of the library; undo brings them back together."""
        await changes.run(upkeep.remove, *some.articles)
        return Response(status_code=204)

    @router.post("/tags")
    async def tag(change: TagChange) -> dict[str, tuple[str, ...]]:
        """Give articles tags, or take some; gives the tags of those that changed."""
        changed = await changes.run(
            upkeep.tag, change.articles, change.add, change.remove
        )
        return {stored.id: stored.tags for stored in changed}

    @router.post("/articles/{article_id}/restore")
    async def restore(article_id: str) -> Added:
        """Bring a removed article back, until a compact has deleted it."""
        stored = await changes.run(upkeep.restore, article_id)
        return Added(stored.id, stored.name)


def _add_originals(router: APIRouter, upkeep: Upkeep) -> None:
    @router.get("/articles/{article_id}/original", response_class=FileResponse)
    def original(article_id: str) -> Response:
        """Give the file as it was added; it is saved, never shown."""
        # Bytes to be saved: a page that was added must not run as one of ours.
        stored, path = upkeep.catalogue.original(article_id)
        return FileResponse(
            path,
            media_type="application/octet-stream",
            filename=file_name(stored.name),
        )


def _add_undoing(router: APIRouter, upkeep: Upkeep, changes: Changes) -> None:
    async def go(step: Callable[[], Outcome], response: Response) -> Outcome:
        outcome = await changes.run(step)
        if outcome.message == WAITS:
            response.status_code = 202
        return outcome

    @router.post("/undo", responses=IN_ITS_TURN)
    async def undo(response: Response) -> Outcome:
        """Take back the last change, be it in the index yet or not; 202: in turn."""
        return await go(upkeep.going.undo, response)

    @router.get("/undo")
    def steps() -> Steps:
        """Say what undo and redo would do now; nothing where they can't."""
        return upkeep.steps()

    @router.post("/redo", responses=IN_ITS_TURN)
    async def redo(response: Response) -> Outcome:
        """Make again what was undone last, unless something was changed since."""
        return await go(upkeep.going.redo, response)


def _add_index(router: APIRouter, upkeep: Upkeep, changes: Changes) -> None:
    @router.get("/compact")
    def compactable() -> Compacted:
        """Say what a compact would delete."""
        return upkeep.going.compactable()

    @router.post("/compact", responses=IN_ITS_TURN)
    async def compact(response: Response) -> Compacted | Outcome:
        """Delete earlier indexes and removed articles for good; 202: in its turn."""
        done = await changes.run(upkeep.going.compact)
        if done is None:
            response.status_code = 202
        return done or Outcome(WAITS)

    @router.post("/rebuild", status_code=202)
    def rebuild() -> dict[str, bool]:
        """Start a rebuild that tries what was set aside, too, or join the one there."""
        return {"started": upkeep.rebuild()}

    @router.delete("/rebuild", status_code=204)
    def cancel() -> Response:
        """Cancel the rebuild that runs."""
        upkeep.servers.cancel()
        return Response(status_code=204)


def _added(addition: Addition) -> Added:
    stored = addition.stored
    return Added(
        id=stored.id,
        name=stored.name,
        known=addition.known,
        more=tuple(each.id for each in addition.more),
        refused=tuple(map(str, addition.refused)),
    )


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
        date=entry.date,
        author=entry.author,
        tags=stored.tags,
        questions=summary.questions if summary else (),
        set_aside=entry.set_aside,
    )
