"""Going back and forth on the page: undo, redo, and freeing what they would need.

What changes the index is done in the job's thread, one after another; who asked waits a
moment for it, and is told that it waits where that takes longer.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from rag.errors import QuotewellError
from rag.library.changes import Change
from rag.library.compacting import Compacted, compactable
from rag.library.library import Library
from rag.library.undoing import Undone
from rag.page.library.comparing import Comparing
from rag.page.library.job import Outcome, RebuildJob, State, view_of
from rag.page.words.below import change_said
from rag.page.words.saying import N_, Later, _

log = logging.getLogger(__name__)

T = TypeVar("T")

TURN_S = 5.0
"""How long one who asked for an undo waits for what became of it."""

WAITS = N_("This waits its turn: the index is being built.")


@dataclass(frozen=True, slots=True)
class Steps:
    """What undo and redo would do, as "remove “Tides”"; nothing where they can't."""

    undo: str = ""
    redo: str = ""


class Going:
    """Undo and redo for all pages.

    Args:
        library: The library.
        job: Does what changes the index.
        comparing: Says what that changed.
    """

    def __init__(
        self,
        library: Library,
        job: RebuildJob,
        comparing: Comparing,
    ) -> None:
        self._library = library
        self._job = job
        self._comparing = comparing
        self._version, self._steps = "", Steps()

    def steps(self, version: str) -> Steps:
        """Say what undo and redo would do now.

        Args:
            version: Of the library: as long as it stays, what was found stays.
        """
        if self._version != version:
            self._version, self._steps = version, self._find_steps()
        return self._steps

    def _find_steps(self) -> Steps:
        try:
            undoing = self._library.undoing
            undo, redo = undoing.undoable(), undoing.redoable()
        except QuotewellError as error:
            log.info("nothing to undo: %s", error)
            return Steps()
        return Steps(_later(undo), _later(redo))

    def undo(self) -> Outcome:
        """Take back the last change; says so to all pages.

        A rebuild that runs is interrupted if it has taken that change in.

        Raises:
            LibraryError: There is none.
        """
        undone = self._library.undo_waiting()
        if undone is None:
            return self._go("undone", self._library.undo)
        # No answer is another: the index never had it.
        outcome = self._comparing.outcome({}, undone.manifest, _said(undone))
        self._job.tell(view_of("undone", outcome))
        return outcome

    def redo(self) -> Outcome:
        """Make again what was undone last; says so to all pages.

        Raises:
            LibraryError: Nothing was undone, or something else was changed since.
        """
        return self._go("redone", self._library.redo)

    def _go(self, state: State, go: Callable[[], Undone]) -> Outcome:
        def errand() -> Outcome:
            before = self._comparing.first_quotes()
            undone = go()
            if state == "redone" and self._library.pending():
                self._job.note_change()
            outcome = self._comparing.outcome(before, undone.manifest, _said(undone))
            self._job.tell(view_of(state, outcome))
            return outcome

        return _waited(self._job.do(errand, interrupt=True)) or Outcome(WAITS)

    def compactable(self) -> Compacted:
        """Say what `compact` would delete.

        Raises:
            GenerationError: The index in use is damaged.
        """
        return compactable(self._library.originals, self._library.generations)

    def compact(self) -> Compacted | None:
        """Delete for good what answering doesn't need; None where that must wait.

        Raises:
            GenerationError: The index in use is damaged.
        """
        return _waited(self._job.do(self._library.compact))


def _waited(errand: "Future[T]") -> T | None:
    """Wait a moment for an errand; None where it is done in its turn, later."""
    with suppress(TimeoutError):
        return errand.result(TURN_S)
    return None


def _said(undone: Undone) -> str:
    return Later(lambda: _("{change}.", change=change_said(undone.change)))


def _later(change: Change | None) -> str:
    return Later(lambda: change_said(change)) if change else ""
