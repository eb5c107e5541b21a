"""What is being added now: how far it is, and how it is stopped.

Whoever adds something chooses a key for it, and with that asks and stops. A request
that nobody gave a key can't be stopped, but goes on as others do.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from rag.errors import LibraryError
from rag.steps import Step, StoppedError, pause, watched

T = TypeVar("T")

STOPPED = "stopped; pages that OCR has read are kept, and adding it again goes on"


@dataclass(slots=True)
class AddingRun:
    """One thing that is added, from its place in the queue to its end."""

    step: Step | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def do(self, work: Callable[[], T]) -> T:
        """Do the work, which can be stopped from now on.

        Raises:
            LibraryError: It was; nothing is added.
        """
        try:
            with watched(self._look):
                pause()
                return work()
        except StoppedError as error:
            raise LibraryError(STOPPED) from error

    def _look(self, step: Step) -> None:
        if self.stop.is_set():
            raise StoppedError
        self.step = step


class Adding:
    """All that is being added, by key; safe to use from many threads."""

    def __init__(self) -> None:
        self._runs: dict[str, AddingRun] = {}
        self._lock = threading.Lock()

    @contextmanager
    def begun(self, key: str | None) -> Iterator[AddingRun]:
        """Have a run for as long as the block does.

        Args:
            key: What its sender chose; None where nobody asks for it.

        Raises:
            LibraryError: Something else is being added under that key.
        """
        run = AddingRun()
        if key is None:
            yield run
            return
        with self._lock:
            if key in self._runs:
                raise LibraryError("the key is taken; choose another")
            self._runs[key] = run
        try:
            yield run
        finally:
            with self._lock:
                del self._runs[key]

    def steps(self) -> dict[str, Step]:
        """Say where each is that has begun, by its key."""
        with self._lock:
            return {key: run.step for key, run in self._runs.items() if run.step}

    def step(self, key: str) -> Step | None:
        """Say where it is; None where it hasn't begun, or has ended."""
        run = self._runs.get(key)
        return run.step if run else None

    def stop(self, key: str) -> None:
        """Stop it at the next moment; what has ended stays as it is."""
        if run := self._runs.get(key):
            run.stop.set()
