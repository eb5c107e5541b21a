"""What all routes share that change the library."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Query

KEY = r"^[0-9a-f]{32}$"
Key = Annotated[str | None, Query(pattern=KEY)]
"""What whoever adds something asks and stops it by: chosen at random."""

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
