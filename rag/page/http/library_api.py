"""Keeping the library over HTTP: articles, addresses, folders, and the index."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from rag.library.compacting import Compacted
from rag.library.folders import FollowedFolder
from rag.page.http.uploads import Uploads
from rag.page.library.catalogue import ShelfEntry
from rag.page.library.job import Outcome
from rag.page.library.upkeep import Addition, Upkeep
from rag.readers.naming import file_name

MAX_NAME_CHARS = 255
MAX_URL_CHARS = 2000
MAX_ARTICLES = 10_000
NO_CONTROLS = r"^[^\x00-\x1f\x7f]+$"
MAX_CHANGES = 4
"""So many changes wait for the writer's place at once; no question waits with them."""

T = TypeVar("T")


class Changes:
    """Runs changes of the library in threads of their own."""

    def __init__(self) -> None:
        self._threads = CapacityLimiter(MAX_CHANGES)

    async def run(self, change: Callable[..., T], *args: object) -> T:
        """Run a change when a thread is free for it."""
        return await to_thread.run_sync(change, *args, limiter=self._threads)


class Address(BaseModel):
    """A page on the web."""

    url: Annotated[str, Field(min_length=1, max_length=MAX_URL_CHARS)]
    title: Annotated[str | None, Field(min_length=1, max_length=200)] = None


class NewTitle(BaseModel):
    """The body of a rename."""

    title: Annotated[str, Field(min_length=1, max_length=200)]


class SomeArticles(BaseModel):
    """Ids of articles."""

    articles: Annotated[list[str], Field(min_length=1, max_length=MAX_ARTICLES)]


class TagChange(SomeArticles):
    """Tags to give to some articles, and tags to take from them."""

    add: list[str] = []
    remove: list[str] = []


class Folder(BaseModel):
    """A folder, as the list of those that are followed names it."""

    path: Annotated[str, Field(min_length=1, max_length=4096)]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a followed folder held: file names, and why some were refused."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    unchanged: int
    refused: tuple[str, ...]


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


def add_library_routes(router: APIRouter, upkeep: Upkeep) -> None:
    """Add the routes to a router."""
    changes = Changes()
    _add_adding(router, upkeep)
    _add_articles(router, upkeep, changes)
    _add_originals(router, upkeep)
    _add_folders(router, upkeep, changes)
    _add_index(router, upkeep, changes)


def _add_adding(router: APIRouter, upkeep: Upkeep) -> None:
    uploads = Uploads()

    @router.post("/articles", status_code=201)
    async def add(
        request: Request,
        name: Annotated[str, Query(max_length=MAX_NAME_CHARS, pattern=NO_CONTROLS)],
        title: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    ) -> Added:
        """Add a file, the request's body; the index is rebuilt by itself."""
        # Before the body: what waits for its turn stays with its sender.
        async with uploads.place(request.client.host if request.client else ""):
            data = await request.body()
            return _added(await uploads.run(partial(upkeep.add, data, name, title)))

    @router.post("/addresses", status_code=201)
    def add_address(page: Address) -> Added:
        """Fetch a page from the web and add it: the one thing that asks the outside."""
        return _added(upkeep.add_address(page.url.strip(), page.title))


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


def _add_index(router: APIRouter, upkeep: Upkeep, changes: Changes) -> None:
    @router.post("/undo")
    async def undo() -> Outcome:
        """Take back the last change, be it in the index yet or not."""
        return await changes.run(upkeep.undo)

    @router.get("/compact")
    def compactable() -> Compacted:
        """Say what a compact would delete."""
        return upkeep.compactable()

    @router.post("/compact")
    async def compact() -> Compacted:
        """Delete earlier indexes and removed articles for good."""
        return await changes.run(upkeep.compact)

    @router.post("/rebuild", status_code=202)
    def rebuild() -> dict[str, bool]:
        """Start a rebuild that tries what was set aside, too, or join the one there."""
        return {"started": upkeep.rebuild()}

    @router.delete("/rebuild", status_code=204)
    def cancel() -> Response:
        """Cancel the rebuild that runs."""
        upkeep.job.cancel()
        return Response(status_code=204)


def _add_folders(router: APIRouter, upkeep: Upkeep, changes: Changes) -> None:
    @router.get("/folders")
    def folders() -> list[FollowedFolder]:
        """List the folders that were added from the command line."""
        return upkeep.folders()

    @router.post("/folders")
    async def look_again(folder: Folder) -> Looked:
        """Add what is new or changed in one of them; no other folder is read."""
        found = await changes.run(upkeep.look_again, folder.path)
        return Looked(
            added=found.added,
            changed=found.changed,
            vanished=found.vanished,
            unchanged=found.unchanged,
            refused=tuple(map(str, found.refused)),
        )


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
