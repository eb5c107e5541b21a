"""Steps of long work: what who watches is told, and how it stops."""

import threading
from contextlib import suppress

import pytest

from rag.steps import Step, StoppedError, advance, begin, expect, pause, watched


def test_who_watches_is_told_each_step():
    """Begun, expected, done and paused at, in the order in which it happens."""
    seen: list[Step] = []
    with watched(seen.append):
        begin("reading", 2)
        advance()
        pause()
        begin("encoding")
        expect(4)
        advance(3)
    assert seen == [
        Step("reading", 0, 2),
        Step("reading", 1, 2),
        Step("reading", 1, 2),
        Step("encoding", 0, 0),
        Step("encoding", 0, 4),
        Step("encoding", 3, 4),
    ]


def test_no_more_is_done_than_there_is():
    """Seven of four are four; of what nobody counts none is."""
    seen: list[Step] = []
    with watched(seen.append):
        advance()
        begin("encoding", 4)
        advance(7)
    assert [step.done for step in seen] == [0, 0, 4]


def test_nobody_is_told_outside():
    """Before, after and in another thread the work goes on unwatched."""
    seen: list[Step] = []
    begin("reading", 1)
    with watched(seen.append):
        other = threading.Thread(target=pause)
        other.start()
        other.join()
    pause()
    assert seen == []


def test_an_inner_watch_ends_with_its_block():
    """What was watched outside is watched again."""
    outer: list[Step] = []
    with watched(outer.append):
        begin("reading", 1)
        with watched(lambda _: None):
            begin("encoding", 5)
        pause()
    assert outer == [Step("reading", 0, 1)] * 2


def test_what_catches_every_exception_does_not_catch_a_stop():
    """Who watches ends the work through code that survives any text."""

    def stop(_: Step) -> None:
        raise StoppedError

    def survive() -> None:
        with suppress(Exception):
            pause()
        pytest.fail("it was caught")

    with pytest.raises(StoppedError), watched(stop):
        survive()
