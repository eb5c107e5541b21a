"""The library's two locks, each held by one process at a time.

The writer changes articles; the builder changes the index, which may take hours, and
articles are changed meanwhile. Who needs both takes the builder's first, or two could
wait for each other.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import LibraryBusyError, LibraryError
from rag.steps import pause

WRITERS_LOCK, BUILDERS_LOCK = "lock", "build.lock"
LOOK_S = 0.2
"""How often who waits may stop waiting."""

TICK_NS = 1000
"""Who releases it one after the other does so at least that far apart."""

WRITERS_PATIENCE_S = 600.0
"""Articles are changed within seconds: who holds that place for longer has stopped."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is said while another holds a lock, and when one has waited too long.

    `patience_s` is how long one waits at most; None waits as long as it takes.
    """

    waits: str
    taken: str = ""
    patience_s: float | None = None


class Lock:
    """A lock that only one thread of one process holds.

    Args:
        root: The library's folder; it is made when the lock is first taken.
        name: The file in it that is locked.
        waiting: What to say, and how long to wait, where another holds it.
    """

    def __init__(self, root: Path, name: str, waiting: Waiting) -> None:
        self._root = root
        self._path = root / name
        self._lock = FileLock(self._path, timeout=LOOK_S)
        self._waiting = waiting

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold it, once its turn has come; may be entered again inside.

        Yields:
            Whether it was not held before.

        Raises:
            LibraryBusyError: Another holds it for longer than one waits.
            LibraryError: The folder can't be written.
        """
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with self._taken() as is_first:
                try:
                    yield is_first
                finally:
                    if is_first:
                        # Later than the last time, though the clock was set back.
                        now = max(time.time_ns(), self.released_ns() + TICK_NS)
                        os.utime(self._path, ns=(now, now))
        # Also what fails while it is held: a disk that is full, most of all.
        except OSError as error:
            # Without the folder's name: a page says this, too.
            raise LibraryError(
                f"the library can't be written ({error.strerror or error}), and stays "
                "as it was; free space or make it writable, or name another folder "
                "with --index"
            ) from error

    def is_held(self) -> bool:
        """Tell whether anybody holds it; where that can't be asked, nobody does."""
        if not self._path.exists():  # asking would make it
            return False
        try:
            with self._lock.acquire(timeout=0):
                return self._lock.lock_counter > 1  # held by who asks
        except Timeout:
            return True
        except OSError:
            return False

    def released_ns(self) -> int:
        """Give when it was last released, by whomever, in ns since 1970; 0: never."""
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return 0

    @contextmanager
    def _taken(self) -> Iterator[bool]:
        self._take()
        try:
            # filelock counts how often the thread that holds it has entered.
            yield self._lock.lock_counter == 1
        finally:
            self._lock.release()

    def _take(self) -> None:
        """Wait for it; whoever watches (`rag.steps`) may end that.

        Raises:
            LibraryBusyError: Another holds it for longer than one waits.
        """
        began, patience_s = time.monotonic(), self._waiting.patience_s
        is_told = False
        while True:
            try:
                self._lock.acquire()
                return
            except Timeout as error:
                pause()
                if patience_s is not None and time.monotonic() - began >= patience_s:
                    raise LibraryBusyError(self._waiting.taken) from error
                if not is_told:
                    log.warning(self._waiting.waits)
                is_told = True


def writers_lock(root: Path) -> Lock:
    """Give the lock of who changes a library's articles."""
    waiting = Waiting(
        waits="another change of this library is under way; this waits for its turn",
        taken=(
            f"another program has been changing this library for "
            f"{WRITERS_PATIENCE_S / 60:.0f} minutes; end it, then try again"
        ),
        patience_s=WRITERS_PATIENCE_S,
    )
    return Lock(root, WRITERS_LOCK, waiting)


def builders_lock(root: Path) -> Lock:
    """Give the lock of who changes a library's index."""
    waits = (
        "another program is building this library's index; this waits for its turn, "
        "and what was added is kept"
    )
    return Lock(root, BUILDERS_LOCK, Waiting(waits))
