"""Readers' processes that are kept while many files are read, one for each core.

Each makes a copy of itself for each file (see `child`), which saves starting Python and
importing a reader's libraries anew: that took longer than reading most files. Where a
system has no such copies, or while nobody keeps any, each has a process to itself.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from errno import EPIPE
from threading import Event, Lock, local
from typing import TypeVar

from rag.settings import core_count
from rag.steps import ended_by

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

KEPT = "--kept"
"""What tells the program that it is to be kept."""

PIECE_BYTES = 2**20


def can_copy() -> bool:
    """Tell whether a process may make copies of itself here, and hear when they end.

    On macOS the system's libraries may not be used in a copy.
    """
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):  # an old kernel, or one that refuses the call
        return False
    return True


class Worker:
    """A kept process, and the socket over which it is asked.

    Args:
        command: What starts it; the number of its socket is added.
        environment: Its environment.
        folder: Its working directory.
    """

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], folder: str
    ) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [*command, str(theirs.fileno())],
                cwd=folder,
                env=environment,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that it can be killed with its copy
            )
        self._control = ours

    def run(
        self, request: Sequence[str | None], data: bytes, time_limit_s: float
    ) -> tuple[int, bytes]:
        """Have a file read; gives the status of the copy that did it, and its answer.

        Args:
            request: Module, folder, and what is wanted or None.
            data: The file.
            time_limit_s: Wall-clock time that it may take.

        Raises:
            TimeoutError: It took longer. The process is to be stopped.
            OSError: The process has ended, not only its copy.
        """
        until = time.monotonic() + time_limit_s
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                asked = json.dumps(request).encode()
                socket.send_fds(self._control, [asked], [theirs.fileno()])
            # A copy that ends early takes no more of the file.
            with suppress(BrokenPipeError, ConnectionResetError):
                ours.settimeout(_left(until))
                ours.sendall(data)
                ours.shutdown(socket.SHUT_WR)
            answer = b"".join(_pieces(ours, until))
        return self._status(until), answer

    def _status(self, until: float) -> int:
        self._control.settimeout(_left(until))
        said = self._control.recv(PIECE_BYTES)
        if not said:
            raise OSError(EPIPE, "its process has ended")
        return int(said)

    def stop(self) -> None:
        """End the process, and the copy that it may have made."""
        # Once it was waited for, its number may be another's.
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._control.close()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _pieces(ours: socket.socket, until: float) -> Iterator[bytes]:
    """Receive to the end."""
    while True:
        ours.settimeout(_left(until))
        try:
            piece = ours.recv(PIECE_BYTES)
        except ConnectionResetError:  # it ended with some of the file unread
            return
        if not piece:
            return
        yield piece


class Workers:
    """The kept processes of this program."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keepers = 0
        self._idle: list[Worker] = []
        self._every: set[Worker] = set()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep processes for as long as this lasts, or anybody else keeps them."""
        with self._lock:
            self._keepers += 1
        try:
            yield
        finally:
            with self._lock:
                self._keepers -= 1
                ended = set() if self._keepers else self._every
                if ended:
                    self._idle, self._every = [], set()
            for worker in ended:
                worker.stop()

    def take(self, make: Callable[[], Worker]) -> Worker | None:
        """Give one that nobody uses, a new one if there is none.

        Returns:
            None where nobody keeps any.
        """
        with self._lock:
            if not (self._keepers and can_copy()):
                return None
            worker = self._idle.pop() if self._idle else make()
            self._every.add(worker)
            return worker

    def give_back(self, worker: Worker) -> None:
        """Keep one for the next file, unless nobody keeps any by now."""
        with self._lock:
            if worker in self._every:
                self._idle.append(worker)

    def drop(self, worker: Worker) -> None:
        """End one that is no good any more."""
        with self._lock:
            self._every.discard(worker)
        worker.stop()


WORKERS = Workers()
_THREAD = local()


def side_by_side(
    do: Callable[[_Item], _Result], items: Iterable[_Item]
) -> list[_Result]:
    """Do something that reads files with each item, on all cores, by kept processes.

    Where this is asked for within itself, all cores are busy: it is done in turn.

    Args:
        do: It reads files.
        items: What it does that with.

    Returns:
        The results in the order of the items.

    Raises:
        Exception: What the first that failed has raised; others are stopped, those
            that run at the next moment at which they can be.
    """
    if getattr(_THREAD, "is_one_of_many", False):
        return list(map(do, items))
    is_over = Event()
    with (
        ended_by(is_over.is_set),
        ThreadPoolExecutor(core_count(), "reader", _join_many) as threads,
        WORKERS.kept(),
    ):
        # Each in a copy of the context: who watches this work watches all of it.
        futures = [threads.submit(copy_context().run, do, item) for item in items]
        try:
            return [future.result() for future in futures]
        except BaseException:
            is_over.set()
            raise
        finally:
            for future in futures:
                future.cancel()


def _join_many() -> None:
    _THREAD.is_one_of_many = True
