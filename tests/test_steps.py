"""Steps of long work: what who watches is told, and how it stops."""

import threading
from contextlib import suppress
from contextvars import copy_context

import pytest

from rag.steps import (
    Step,
    StoppedError,
    advance,
    begin,
    ended_by,
    expect,
    pause,
    watched,
    within,
)


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


def test_a_part_of_a_step_is_told_and_the_step_goes_on():
    """One of two is read; of the second, one page of three: it is still the second."""
    seen: list[Step] = []
    with watched(seen.append):
        begin("reading", 2)
        advance()
        with within("pages", 3, "fax.pdf"):
            advance()
        advance()
    assert seen == [
        Step("reading", 0, 2),
        Step("reading", 1, 2),
        Step("pages", 0, 3, "fax.pdf"),
        Step("pages", 1, 3, "fax.pdf"),
        Step("reading", 1, 2),
        Step("reading", 2, 2),
    ]


def test_a_pause_anywhere_tells_what_was_told_last():
    """Two threads at work: what pauses in one doesn't hide the other's pages."""
    seen: list[Step] = []
    with watched(seen.append):
        begin("reading", 2)
        context = copy_context()
        with within("pages", 3):
            other = threading.Thread(target=context.run, args=(pause,))
            other.start()
            other.join()
    assert seen[2] is seen[1]
    assert seen[1] == Step("pages", 0, 3)


def test_something_else_may_end_the_work():
    """Watched or not, it stops at the first moment after that is so."""
    seen: list[Step] = []
    is_over = threading.Event()
    with watched(seen.append), ended_by(is_over.is_set):
        begin("reading", 2)
        is_over.set()
        with pytest.raises(StoppedError):
            advance()
        assert seen == [Step("reading", 0, 2)]
    with ended_by(lambda: True), pytest.raises(StoppedError):
        pause()


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("encoding", 6, 40), "encoding"),
        (Step("pages", 6, 40), "page 7 of 40"),
        (Step("pages", 40, 40, "a.pdf"), "page 40 of 40 of a.pdf"),
        (Step("pages", 0, 1200, "a" * 41), f"page 1 of 1,200 of {'a' * 39}…"),
        (Step("pages", 0, 2, "a" * 40), f"page 1 of 2 of {'a' * 40}"),
    ],
)
def test_the_page_that_is_being_read_is_said(step: Step, said: str):
    """The one after those that are done, and never one that isn't there."""
    assert step.said == said
