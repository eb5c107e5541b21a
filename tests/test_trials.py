"""The trial that chooses between ways to do the same."""

import time
from collections.abc import Callable

from rag.trials import TRIALS, fastest

FAST_S, SLOW_S = 0.0, 0.05


def takes(*seconds: float) -> Callable[[], None]:
    """Make a way that takes so long the first time, and so on."""
    left = iter(seconds)
    return lambda: time.sleep(next(left))


def test_the_fastest_is_chosen():
    """Of three ways, the one that takes no time."""
    slow = [takes(*[SLOW_S] * TRIALS) for _ in range(2)]
    assert fastest([*slow, takes(*[FAST_S] * TRIALS)]) == 2


def test_the_first_is_taken_in_doubt():
    """A tenth less is no clear gain: a trial is off by as much."""
    ways = [takes(*[SLOW_S] * TRIALS), takes(*[SLOW_S * 0.9] * TRIALS)]
    assert fastest(ways) == 0


def test_a_disturbed_trial_does_not_decide():
    """One was held up twice, as others warmed up: its best time counts."""
    held_up = takes(SLOW_S * 3, SLOW_S * 3, FAST_S)
    assert fastest([takes(*[SLOW_S] * TRIALS), held_up]) == 1
