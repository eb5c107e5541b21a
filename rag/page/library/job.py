"""One thing at a time that changes the index, for the whole server, whoever asked.

Mostly that is a rebuild. Any number of pages may watch it, closing a page doesn't stop
it, a second start joins the one that runs, and a library that changed meanwhile gets
another round. What else changes the index (undo, redo, freeing space) is an errand: it
is taken at once and waits its turn, or, where it mustn't wait for what it is about to
take back, interrupts the rebuild, which begins anew afterwards.
"""

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from rag.errors import LibraryError, QuotewellError
from rag.page.library.pace import Pace
from rag.page.words.saying import N_
from rag.steps import Step, StoppedError, pause, watched

log = logging.getLogger(__name__)

State = Literal[
    "idle",
    "waiting",
    "running",
    "cancelling",
    "done",
    "undone",
    "redone",
    "cancelled",
    "failed",
]
BUSY: tuple[State, ...] = ("waiting", "running", "cancelling")
SETTLE_S = 0.1
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
    """The job as a page sees it.

    While it runs, `step` is where it is and `left_s` how many seconds it will still
    take, None where nobody knows. When it is (un)done, `changed` holds the judged
    questions that are answered otherwise, and `generation` is the index that is spoken
    of.
    """

    state: State = "idle"
    step: Step | None = None
    left_s: float | None = None
    message: str = ""
    changed: tuple[str, ...] = ()
    generation: int | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a rebuild is going on."""
        return self.state in BUSY


CANCELLED = JobView("cancelled", message=N_("The index in use stays as it was."))

T = TypeVar("T")


class RebuildJob:
    """Runs `work` and errands in a thread of its own, one at a time.

    Args:
        work: Does the rebuild, is watched (`rag.steps`), and returns what there is to
            say.
        settle_s: Seconds without a change before the work starts, at least 0.
        settle_at_most_s: Seconds after which the work starts, changes or not.
        is_due: Whether a rebuild that an errand interrupted is still to be done.
    """

    def __init__(
        self,
        work: Callable[[], Outcome],
        settle_s: float = SETTLE_S,
        settle_at_most_s: float = SETTLE_AT_MOST_S,
        is_due: Callable[[], bool] = lambda: True,
    ) -> None:
        self._work = work
        self._settle_s = settle_s
        self._settle_at_most_s = settle_at_most_s
        self._is_due = is_due
        self._lock = threading.Lock()
        self._view = JobView()
        self._ended = JobView()
        self._stop = threading.Event()
        self._errands: deque[tuple[Callable[[], object], Future[Any]]] = deque()
        self._wanted = self._is_building = self._interrupted = False
        self._changed_at = -math.inf
        self._pace = Pace()
        self._step: Step | None = None
        self._thread: threading.Thread | None = None

    @property
    def view(self) -> JobView:
        """The job as it is now."""
        return self._view

    def start(self) -> bool:
        """Start a rebuild; returns False where one is running already."""
        with self._lock:
            if self._wanted or self._is_building:
                return False
            self._want()
            return True

    def note_change(self) -> None:
        """Make sure that a rebuild begins after this moment: the library changed."""
        with self._lock:
            self._changed_at = time.monotonic()
            self._want()

    def do(self, errand: Callable[[], T], *, interrupt: bool = False) -> "Future[T]":
        """Have an errand done when its turn comes.

        Args:
            errand: What is to be done; what all pages are to see of it, it tells.
            interrupt: Whether a rebuild that runs is stopped; where it is still due
                after the errand, it begins anew.

        Returns:
            What the errand gives, or raises.
        """
        done: Future[T] = Future()
        with self._lock:
            self._errands.append((errand, done))
            if interrupt and self._is_building:
                self._interrupted = True
                self._stop.set()
            if not self._view.busy:
                self._view = JobView("waiting")
            self._wake()
        return done

    def tell(self, view: JobView) -> None:
        """Have all pages see what was done, once the job isn't at work any more."""
        with self._lock:
            self._ended = view
            if not self._view.busy:
                self._view = view

    def cancel(self) -> None:
        """Stop the rebuild, and say so at once; the index in use stays."""
        with self._lock:
            if self._view.busy:
                # Else another round would begin at once.
                self._wanted = self._interrupted = False
                self._view = replace(self._view, state="cancelling")
                self._ended = CANCELLED
                self._stop.set()

    def stop(self, patience_s: float) -> None:
        """Stop the rebuild, and wait so long for it to tidy up."""
        thread = self._thread
        self.cancel()
        if thread is not None:
            thread.join(patience_s)

    def _want(self) -> None:
        self._wanted = True
        if not self._view.busy:
            self._view = JobView("waiting")
        self._wake()

    def _wake(self) -> None:
        """Start the thread, unless it runs; the lock is held."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._run, name="rebuild", daemon=True
            )
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._errands and not self._wanted:
                    self._view, self._thread = self._ended, None
                    return
                errand = self._errands.popleft() if self._errands else None
                # A stop is for what ran when it was asked for.
                self._stop.clear()
            if errand is not None:
                self._run_errand(*errand)
            elif self._has_settled():
                self._run_round()

    def _run_errand(self, errand: Callable[[], T], done: "Future[T]") -> None:
        try:
            with watched(self._look):
                found = errand()
        except StoppedError:
            done.set_exception(LibraryError("cancelled; nothing was changed"))
        # Told to who asked for it, whatever it is.
        except Exception as error:
            done.set_exception(error)
        else:
            done.set_result(found)
        if self._interrupted:
            with self._lock:
                self._interrupted = False
                self._wanted = self._wanted or self._is_due()

    def _has_settled(self) -> bool:
        """Wait until the library is quiet; False where an errand comes before."""
        latest = time.monotonic() + self._settle_at_most_s
        while time.monotonic() < min(self._changed_at + self._settle_s, latest):
            if self._stop.wait(self._settle_s / 4):
                break
            if self._errands:
                return False
        return True

    def _run_round(self) -> None:
        """Work once."""
        with self._lock:
            if not self._wanted:
                return
            # Before the work: what changes while it goes on has another round.
            self._wanted, self._is_building = False, True
            self._view = JobView("running")
        try:
            with watched(self._report):
                pause()
                self._ended = _after(self._ended, view_of("done", self._work()))
            self._pace.finish()
        except StoppedError:
            self._pace.forget()
            self._ended = CANCELLED
        except QuotewellError as error:
            self._ended = JobView("failed", message=str(error))
        except Exception:
            # Of a thread that dies nobody would hear: the page would wait for ever.
            log.exception("the rebuild failed")
            why = N_("See the server's log for the reason.")
            self._ended = JobView("failed", message=why)
        finally:
            with self._lock:
                self._is_building = False

    def _look(self, _: Step) -> None:
        if self._stop.is_set():
            raise StoppedError

    def _report(self, step: Step) -> None:
        self._look(step)
        if step is self._step:
            return
        self._step = step
        left_s = self._pace.note(step)
        with self._lock:
            # Who was told that it is being cancelled isn't told otherwise.
            if self._view.state != "cancelling":
                self._view = JobView("running", step, left_s)


def _after(before: JobView, ended: JobView) -> JobView:
    """Keep what an index changed where another round found nothing to build."""
    if ended.generation is None or ended.generation != before.generation:
        return ended
    return replace(ended, changed=ended.changed or before.changed)


def view_of(state: State, outcome: Outcome) -> JobView:
    """Show what a change of the index has to say."""
    return JobView(
        state,
        message=outcome.message,
        changed=outcome.changed,
        generation=outcome.generation,
    )
