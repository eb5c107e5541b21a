"""Where long work is: its steps are told to who watches, and between them it can stop.

Who starts the work watches it; what does the work, however deep, need not know by whom:

    with watched(show):                 # show may raise StoppedError
        begin("reading", 2)
        advance()                       # one of two is read
        pause()                         # nothing new, but a moment to stop at
        with within("pages", 40):       # a part of that step, which then goes on
            advance()

Nobody watches in another thread than the one that began: there all of these do nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Literal, get_args

StepName = Literal[
    "starting",
    "reading",
    "pages",
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
"""In the order in which a build takes them; evaluation asks. Pages are read within the
reading, where only OCR can, or where there are many."""

MAX_OF_CHARS = 40


class StoppedError(BaseException):
    """Who watches wants the work to end.

    No `Exception`: what catches whatever a text can bring about must not catch this.
    """


@dataclass(frozen=True, slots=True)
class Step:
    """A step, how much of it is done, and of what it is a part: a file's name.

    `total` is 0 where nobody knows it.
    """

    name: StepName
    done: int = 0
    total: int = 0
    of: str = ""

    @property
    def said(self) -> str:
        """Say which step it is, and of pages which one is being read.

        >>> Step("pages", 6, 40, "fax.pdf").said, Step("reading", 1, 2).said
        ('page 7 of 40 of fax.pdf', 'reading')
        """
        if self.name != "pages":
            return self.name
        place = f"page {min(self.done + 1, self.total):,} of {self.total:,}"
        return f"{place} of {self.short_of}" if self.of else place

    @property
    def short_of(self) -> str:
        """What it is of, cut where that is long."""
        is_long = len(self.of) > MAX_OF_CHARS
        return f"{self.of[: MAX_OF_CHARS - 1]}…" if is_long else self.of


Watch = Callable[[Step], None]
"""Told at each step, and at moments in between; may raise to stop the work."""


@dataclass(slots=True)
class _Watcher:
    """Who watches, and what was told last, in whichever thread."""

    watch: Watch
    told: Step


@dataclass(slots=True)
class _Watched:
    watcher: _Watcher
    step: Step
    lock: Lock = field(default_factory=Lock)

    def tell(self, change: Callable[[Step], Step]) -> None:
        with self.lock:  # several threads may go through one step
            self.step = step = change(self.step)
        self.watcher.told = step
        self.watcher.watch(step)


_watched: ContextVar[_Watched | None] = ContextVar("watched", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Watch the work that is done inside, in this thread."""
    step = Step("starting")
    with _set(_Watched(_Watcher(watch, step), step)):
        yield


@contextmanager
def ended_by(is_ended: Callable[[], bool]) -> Iterator[None]:
    """Have what is done inside stop once something is so, whoever else watches it."""
    outer = _watched.get()

    def watch(step: Step) -> None:
        if is_ended():
            raise StoppedError
        if outer:
            outer.watcher.told = step
            outer.watcher.watch(step)

    step = outer.watcher.told if outer else Step("starting")
    with _set(_Watched(_Watcher(watch, step), outer.step if outer else step)):
        yield


@contextmanager
def within(name: StepName, total: int, of: str = "") -> Iterator[None]:
    """Go through a part of a step, in this thread; the step itself then goes on.

    Args:
        name: Which kind of part.
        total: How many things it goes through.
        of: What it is a part of.
    """
    outer = _watched.get()
    if outer is None:
        yield
        return
    inner = _Watched(outer.watcher, outer.step)
    with _set(inner):
        inner.tell(lambda _: Step(name, 0, total, of))
        yield
    outer.tell(lambda step: step)


@contextmanager
def _set(work: _Watched) -> Iterator[None]:
    token = _watched.set(work)
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
        work.tell(lambda _: Step(name, 0, total))


def expect(count: int) -> None:
    """Say that the step goes through so many things more."""
    if work := _watched.get():
        work.tell(lambda step: replace(step, total=step.total + count))


def advance(count: int = 1) -> None:
    """Say that so many more things are done; never more than there are."""
    if work := _watched.get():
        work.tell(lambda step: replace(step, done=min(step.done + count, step.total)))


def pause() -> None:
    """Give whoever watches a moment to stop the work."""
    if work := _watched.get():
        work.watcher.watch(work.watcher.told)
