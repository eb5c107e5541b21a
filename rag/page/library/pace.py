"""How long a build will still take, by what was measured of it and of the one before.

A step that has begun goes on as fast as it went since its first thing was done, for
which a model may have been loaded. Those after it take as long as they did last time,
beside it; where there was no last time, or quite another one, nobody knows, and the
time is that of the step alone.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from rag.steps import STEPS, Step, StepName

SOON_S = 0.5
"""A step that has gone on for less says nothing of how fast it is."""

ALIKE = 4.0
"""A build so many times as large as another, or as long, says nothing of it."""


@dataclass(frozen=True, slots=True)
class Took:
    """How long a step took, and how many things it went through."""

    seconds: float
    total: int


class Pace:
    """Measures one build after another.

    Args:
        clock: Gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before: dict[StepName, Took] = {}
        self._taken: dict[StepName, Took] = {}
        self._step: Step | None = None
        self._began = 0.0
        self._first: tuple[int, float] | None = None

    def note(self, step: Step) -> float | None:
        """Take down where the build is.

        Returns:
            Seconds until it is done; None where that can't be said yet.
        """
        now = self._clock()
        if self._step is None or step.name != self._step.name:
            self._close(now)
            self._began, self._first = now, None
        elif self._first is None and step.done > self._step.done:
            self._first = step.done, now
        self._step = step
        own = self._own(step, now)
        return None if own is None else own + self._later(step, own, now)

    def finish(self) -> None:
        """Remember how long each step took, for the next build."""
        self._close(self._clock())
        if self._taken:
            self._before = self._taken
        self.forget()

    def forget(self) -> None:
        """Begin anew: the build was stopped."""
        self._taken, self._step = {}, None

    def _close(self, now: float) -> None:
        if self._step is not None:
            took = Took(now - self._began, self._step.total)
            self._taken[self._step.name] = took

    def _own(self, step: Step, now: float) -> float | None:
        """Say how long the step will still take: as fast as now, else as last time."""
        left = step.total - step.done
        done, since = self._first or (step.done, now)
        if step.done > done and now - since >= SOON_S:
            return (now - since) / (step.done - done) * left
        before = self._before.get(step.name)
        if before is None or not _is_alike(step.total, before.total):
            return None
        return before.seconds / before.total * left

    def _later(self, step: Step, own: float, now: float) -> float:
        """Say how long the steps after this one will take, beside this one."""
        before = self._before.get(step.name)
        whole = now - self._began + own
        if before is None or not _is_alike(whole, before.seconds):
            return 0.0
        later = STEPS[STEPS.index(step.name) + 1 :]
        known = sum(self._before[n].seconds for n in later if n in self._before)
        return whole / before.seconds * known


def _is_alike(one: float, other: float) -> bool:
    return 0 < one <= ALIKE * other and other <= ALIKE * one
