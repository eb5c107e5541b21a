"""Followed folders over HTTP: listed, looked into again, chosen, followed no longer."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from rag.library.folders import FolderChanges
from rag.library.followed import FollowedFolder
from rag.page.http.changes import NO_CONTROLS, Changes, Key
from rag.page.http.own_machine import is_own
from rag.page.library.upkeep import Upkeep

NOT_HERE = (
    "a folder is followed by the person at the machine that serves this page; there, "
    "choose it on the page or run `quotewell add DIR`"
)


class Folder(BaseModel):
    """A folder of the machine that serves the page."""

    path: Annotated[str, Field(min_length=1, max_length=4096, pattern=NO_CONTROLS)]


class FollowedOne(Folder):
    """A folder, as the list of those that are followed names it.

    With `prune` the articles of files that are gone are removed.
    """

    prune: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What a followed folder held: file names, and why some were refused."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    unchanged: int
    refused: tuple[str, ...]


def add_folder_routes(router: APIRouter, upkeep: Upkeep, changes: Changes) -> None:
    """Add the routes to a router."""
    following = upkeep.following

    @router.get("/folders")
    def folders() -> list[FollowedFolder]:
        """List the folders that are followed."""
        return following.folders()

    @router.post("/folders")
    async def look_again(folder: FollowedOne, key: Key = None) -> Looked:
        """Add what is new or changed in one of them; no other folder is read."""
        look = partial(following.look_again, folder.path, prune=folder.prune)
        with upkeep.adding.begun(key) as run:
            return _looked(await changes.run(run.do, look))

    @router.put("/folders")
    async def follow(request: Request, folder: Folder, key: Key = None) -> Looked:
        """Follow a folder of this machine; only who sits at it may choose one."""
        if not is_own(request.scope):
            raise HTTPException(403, NOT_HERE)
        follow = partial(following.follow, folder.path)
        with upkeep.adding.begun(key) as run:
            return _looked(await changes.run(run.do, follow))

    @router.delete("/folders", status_code=204)
    async def unfollow(path: Annotated[str, Query(max_length=4096)]) -> Response:
        """Follow a folder no longer; its articles stay."""
        await changes.run(following.unfollow, path)
        return Response(status_code=204)


def _looked(found: FolderChanges) -> Looked:
    return Looked(
        added=found.added,
        changed=found.changed,
        vanished=found.vanished,
        unchanged=found.unchanged,
        refused=tuple(map(str, found.refused)),
    )
