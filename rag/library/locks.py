"""The library's two locks, each held by one process at a time.

The writer changes articles; the builder changes the index, which may take hours, and
articles are changed meanwhile. Who needs both takes the builder's first, or two could
wait for each other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import LibraryBusyError, LibraryError

LOCK_TIMEOUT_S = 10.0


class Lock:
    """A lock that only one thread of one process holds.

    Args:
        root: The library's folder; it is made when the lock is first taken.
        name: The file in it that is locked.
        taken: What to say where another has held it for longer than one waits.
    """

    def __init__(self, root: Path, name: str, taken: str) -> None:
        self._root = root
        self._lock = FileLock(root / name, timeout=LOCK_TIMEOUT_S)
        self._taken = taken

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold it; may be entered again inside.

        Yields:
            Whether it was not held before.

        Raises:
            LibraryBusyError: Another holds it.
            LibraryError: The folder can't be written.
        """
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with self._lock:
                # filelock counts how often the thread that holds it has entered.
                yield self._lock.lock_counter == 1
        # Before OSError, of which it is one.
        except Timeout as error:
            raise LibraryBusyError(self._taken) from error
        # Also what fails while it is held: a disk that is full, most of all.
        except OSError as error:
            raise LibraryError(
                f"{self._root} can't be written ({error.strerror or error}), and stays "
                "as it was; free space or make it writable, or name another folder "
                "with --index"
            ) from error


def writers_lock(root: Path) -> Lock:
    """Give the lock of who changes a library's articles."""
    taken = f"another process is writing to {root}; try again when it is done"
    return Lock(root, "lock", taken)


def builders_lock(root: Path) -> Lock:
    """Give the lock of who changes a library's index."""
    taken = (
        f"another process is building the index of {root}, and what is added meanwhile "
        "is kept; when it is done, try again or run `quotewell rebuild`"
    )
    return Lock(root, "build.lock", taken)
