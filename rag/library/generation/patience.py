"""How long a question waits for an engine that searches vectors."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ASK_S, LEAST_S = 2.5, 0.001
"""So long at most a question waits for an engine, in all its searches together."""

_left_s: ContextVar[float] = ContextVar("left_s", default=math.inf)


@contextmanager
def asked() -> Iterator[None]:
    """Have what is searched inside, in this thread, be for one question."""
    token = _left_s.set(ASK_S)
    try:
        yield
    finally:
        _left_s.reset(token)


def is_asked() -> bool:
    """Tell whether somebody waits for the answer to a question."""
    return _left_s.get() < math.inf


@contextmanager
def waiting() -> Iterator[Callable[[float], float]]:
    """Wait for an engine; gives what says how many seconds yet, of so many at most."""
    until = time.monotonic() + _left_s.get()
    try:
        yield lambda most_s: min(most_s, max(until - time.monotonic(), LEAST_S))
    finally:
        _left_s.set(until - time.monotonic())
