"""The trial that chooses between ways to do the same, on a clock that tests set."""

from collections.abc import Callable

import pytest

from rag.models.timing import fastest
from tests.fakes import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let trials go by a clock that stands still."""
    clock = Clock()
    monkeypatch.setattr("rag.models.timing.time.perf_counter", clock)
    return clock


def takes(clock: Clock, *seconds: float) -> Callable[[], None]:
    """Make a way that takes so long the first time, and so on."""
    left = iter(seconds)

    def way() -> None:
        clock.now += next(left)

    return way


def test_the_fastest_is_chosen(clock: Clock):
    """Of three ways, each tried three times, the one that takes no time."""
    slow = [takes(clock, 5, 5, 5) for _ in range(2)]
    assert fastest([*slow, takes(clock, 1, 1, 1)]) == 2


@pytest.mark.parametrize(("seconds", "chosen"), [(9, 0), (5, 0), (4.9, 1)])
def test_the_first_is_taken_in_doubt(clock: Clock, seconds: float, chosen: int):
    """Of 6 seconds a sixth less is no clear gain: a trial is off by as much."""
    other = takes(clock, *[seconds] * 3)
    assert fastest([takes(clock, 6, 6, 6), other]) == chosen


@pytest.mark.parametrize("round_", range(3))
def test_a_disturbed_trial_does_not_decide(clock: Clock, round_: int):
    """One was held up in two rounds of three: its best time counts."""
    seconds = [15.0, 15.0, 15.0]
    seconds[round_] = 1.0
    assert fastest([takes(clock, 5, 5, 5), takes(clock, *seconds)]) == 1
