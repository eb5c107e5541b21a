"""A place for each upload: few at once, some in a queue, the rest told to come again.

A file of 20 MB takes several times that to be received and read, and a minute of a
processor at worst. So uploads have threads of their own, and nothing waits for them.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException

MAX_AT_ONCE = 2
"""So many are received and read at once; the rest of a body stays with its sender."""

MAX_PLACES = 32
MAX_OF_ONE = 16
"""So many of the places one address may hold."""

RETRY_S = 30
T = TypeVar("T")


class Uploads:
    """Gives places, and a turn to each in the order in which they came."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(MAX_AT_ONCE)
        self._threads = CapacityLimiter(MAX_AT_ONCE)
        self._held: Counter[str] = Counter()

    @asynccontextmanager
    async def place(self, address: str) -> AsyncIterator[None]:
        """Take a place, wait for the turn, and hold both while the block runs.

        Args:
            address: Of whoever sends.

        Raises:
            HTTPException: All places (503), or all of this address (429), are taken.
        """
        if self._held[address] >= MAX_OF_ONE:
            raise _refusal(429, f"you send {MAX_OF_ONE} files at once")
        if self._held.total() >= MAX_PLACES:
            raise _refusal(503, f"{MAX_PLACES} files are being sent")
        self._held[address] += 1
        try:
            async with self._turn:
                yield
        finally:
            self._held[address] -= 1
            self._held += Counter()  # drops the addresses that hold none

    async def run(self, work: Callable[[], T]) -> T:
        """Run what takes long in one of the uploads' own threads."""
        return await to_thread.run_sync(work, limiter=self._threads)


def _refusal(status: int, reason: str) -> HTTPException:
    message = f"{reason}; send this one again when some are done"
    return HTTPException(status, message, {"retry-after": str(RETRY_S)})
