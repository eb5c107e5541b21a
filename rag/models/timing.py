"""Which of some ways to do the same takes the least time here, found by trying."""

import time
from collections.abc import Callable, Sequence

TRIALS = 3
"""One to warm up, and one more than needed: other programs may disturb one."""

MIN_GAIN = 1.2
"""How many times faster another way must be: less is within what a trial is off by."""


def fastest(ways: Sequence[Callable[[], object]]) -> int:
    """Try each way `TRIALS` times, in turn.

    Args:
        ways: What does the same; the first is the one that is taken in doubt.

    Returns:
        The number of the fastest way, 0 where none is clearly faster than the first.
    """
    rounds = [[_seconds(way) for way in ways] for _ in range(TRIALS)]
    # The least: whatever else runs can only add to a time.
    times = [min(of_one) for of_one in zip(*rounds, strict=True)]
    best = min(range(len(ways)), key=times.__getitem__)
    return best if times[0] > MIN_GAIN * times[best] else 0


def _seconds(way: Callable[[], object]) -> float:
    started = time.perf_counter()
    way()
    return time.perf_counter() - started
