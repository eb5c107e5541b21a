"""Where long work is: its steps are told to who watches, and between them it can stop.

Who starts the work watches it; what does the work, however deep, need not know by whom:

    with watched(show):                 # show may raise StoppedError
        begin("reading", 2)
        advance()                       # one of two is read
        pause()                         # nothing new, but a moment to stop at

Nobody watches in another thread than the one that began: there all of these do nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Literal, get_args

StepName = Literal[
    "starting",
    "reading",
    "splitting",
    "encoding",
    "encoding again",
    "words",
    "languages",
    "overviews",
    "questions",
    "publishing",
    "asking",
]
STEPS: tuple[StepName, ...] = get_args(StepName)
"""In the order in which a build takes them; evaluation asks."""


class StoppedError(BaseException):
    """Who watches wants the work to end.

    No `Exception`: what catches whatever a text can bring about must not catch this.
    """


@dataclass(frozen=True, slots=True)
class Step:
    """A step, and how much of it is done; `total` is 0 where nobody knows it."""

    name: StepName
    done: int = 0
    total: int = 0


Watch = Callable[[Step], None]
"""Told at each step, and at moments in between; may raise to stop the work."""


@dataclass(slots=True)
class _Watched:
    watch: Watch
    step: Step

    def tell(self, step: Step) -> None:
        self.step = step
        self.watch(step)


_watched: ContextVar[_Watched | None] = ContextVar("watched", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Watch the work that is done inside, in this thread."""
    token = _watched.set(_Watched(watch, Step("starting")))
    try:
        yield
    finally:
        _watched.reset(token)


def begin(name: StepName, total: int = 0) -> None:
    """Say that a step begins.

    Args:
        name: Which.
        total: How many things it goes through; `expect` can add to it.
    """
    if work := _watched.get():
        work.tell(Step(name, 0, total))


def expect(count: int) -> None:
    """Say that the step goes through so many things more."""
    if work := _watched.get():
        work.tell(replace(work.step, total=work.step.total + count))


def advance(count: int = 1) -> None:
    """Say that so many more things are done; never more than there are."""
    if work := _watched.get():
        done = min(work.step.done + count, work.step.total)
        work.tell(replace(work.step, done=done))


def pause() -> None:
    """Give whoever watches a moment to stop the work."""
    if work := _watched.get():
        work.watch(work.step)
