"""One rebuild of the index for the whole server, whoever asked for it.

Any number of pages may watch it, closing a page doesn't stop it, a second start joins
the one that runs, and a library that changed meanwhile gets another round.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from rag.errors import QuotewellError
from rag.types import Progress

log = logging.getLogger(__name__)

State = Literal["idle", "waiting", "running", "done", "undone", "cancelled", "failed"]
BUSY: tuple[State, ...] = ("waiting", "running")
SETTLE_S = 0.3
"""Files come one by one: the job starts when none came for this long."""

SETTLE_AT_MOST_S = 10.0
"""Where they never cease to come, it starts all the same."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a new index has to say, and the judged questions that it changed.

    `generation` is its number, None where there is none.
    """

    message: str
    changed: tuple[str, ...] = ()
    generation: int | None = None


@dataclass(frozen=True, slots=True)
class JobView:
    """The job as a page sees it: `done` of `total` texts are encoded.

    When it is (un)done, `changed` holds the judged questions that are answered
    otherwise, and `generation` is the index that is spoken of.
    """

    state: State = "idle"
    done: int = 0
    total: int = 0
    message: str = ""
    changed: tuple[str, ...] = ()
    generation: int | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a rebuild is going on."""
        return self.state in BUSY


class RebuildCancelledError(Exception):
    """Somebody pressed Cancel; raised out of the work through its progress."""


class RebuildJob:
    """Runs `work` in a thread of its own, one at a time.

    Args:
        work: Does the rebuild, reports to the progress that it is given, and returns
            what there is to say.
        settle_s: Seconds without a change before the work starts, at least 0.
        settle_at_most_s: Seconds after which the work starts, changes or not.
    """

    def __init__(
        self,
        work: Callable[[Progress], Outcome],
        settle_s: float = SETTLE_S,
        settle_at_most_s: float = SETTLE_AT_MOST_S,
    ) -> None:
        self._work = work
        self._settle_s = settle_s
        self._settle_at_most_s = settle_at_most_s
        self._lock = threading.Lock()
        self._view = JobView()
        self._cancel = threading.Event()
        self._changed = False
        self._changed_at = 0.0
        self._thread: threading.Thread | None = None

    @property
    def view(self) -> JobView:
        """The job as it is now."""
        return self._view

    def start(self) -> bool:
        """Start a rebuild; returns False where one is running already."""
        with self._lock:
            return self._start()

    def note_change(self) -> None:
        """Make sure that a rebuild begins after this moment: the library changed."""
        with self._lock:
            self._changed, self._changed_at = True, time.monotonic()
            self._start()

    def tell_undone(self, outcome: Outcome) -> None:
        """Say to all pages that the last change of the index was undone."""
        with self._lock:
            # A rebuild that runs says more of what the index will be than an undo does.
            if not self._view.busy:
                self._view = _view("undone", outcome)

    def cancel(self) -> None:
        """Stop the rebuild at its next report; the index in use stays."""
        with self._lock:
            if self._view.busy:
                # Else another round would begin at once.
                self._changed = False
                self._cancel.set()

    def stop(self, patience_s: float) -> None:
        """Stop the rebuild, and wait so long for it to tidy up."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(patience_s)

    def _start(self) -> bool:
        if self._view.busy:
            return False
        # A cancel is for the rebuild that ran when it was pressed.
        self._cancel.clear()
        self._view = JobView("waiting")
        self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
        self._thread.start()
        return True

    def _run(self) -> None:
        while True:
            outcome = self._round()
            with self._lock:
                if not self._changed or outcome.state == "failed":
                    self._view = outcome
                    return
                self._cancel.clear()  # that was for what came before the change

    def _round(self) -> JobView:
        """Wait until the library is quiet, then work once."""
        latest = time.monotonic() + self._settle_at_most_s
        while time.monotonic() < min(self._changed_at + self._settle_s, latest):
            if self._cancel.wait(self._settle_s / 4):
                break
        # Before the work: what changes while it goes on has another round.
        self._changed = False
        try:
            self._report(0, 0)
            return _view("done", self._work(self._report))
        except RebuildCancelledError:
            return JobView("cancelled", message="The index in use stays as it was.")
        except QuotewellError as error:
            return JobView("failed", message=str(error))
        except Exception:
            # Of a thread that dies nobody would hear: the page would wait for ever.
            log.exception("the rebuild failed")
            return JobView("failed", message="See the server's log for the reason.")

    def _report(self, done: int, total: int) -> None:
        if self._cancel.is_set():
            raise RebuildCancelledError
        self._view = replace(self._view, state="running", done=done, total=total)


def _view(state: State, outcome: Outcome) -> JobView:
    return JobView(
        state,
        message=outcome.message,
        changed=outcome.changed,
        generation=outcome.generation,
    )
