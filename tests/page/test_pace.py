"""The time to go: by the step's own pace, and by what the others took last time."""

from rag.page.library.pace import Pace
from rag.steps import Step
from tests.fakes import Clock


def test_a_step_goes_on_as_fast_as_so_far():
    """Two of ten in four seconds: eight more take sixteen."""
    clock = Clock()
    pace = Pace(clock)
    assert pace.note(Step("encoding", 0, 10)) is None
    clock.now += 4
    assert pace.note(Step("encoding", 2, 10)) == 16


def test_nothing_is_said_too_soon():
    """After half a second it is, before not; without a total never."""
    clock = Clock()
    pace = Pace(clock)
    pace.note(Step("encoding", 0, 4))
    clock.now += 0.25
    assert pace.note(Step("encoding", 1, 4)) is None
    clock.now += 0.25
    assert pace.note(Step("encoding", 1, 4)) == 1.5
    assert pace.note(Step("words")) is None
    clock.now += 9
    assert pace.note(Step("words")) is None


def first_build(clock: Clock) -> Pace:
    """Give a pace that saw one build: 10 s for ten texts, then 5 s for their words."""
    pace = Pace(clock)
    pace.note(Step("encoding", 0, 10))
    clock.now += 10
    pace.note(Step("words", 0, 10))
    clock.now += 5
    pace.finish()
    return pace


def test_later_steps_take_as_long_beside_this_one_as_last_time():
    """Twenty texts at half the pace: 30 of 40 s to go, and the words' 20 s."""
    clock = Clock()
    pace = first_build(clock)
    assert pace.note(Step("encoding", 0, 20)) == 20 + 10
    clock.now += 10
    assert pace.note(Step("encoding", 5, 20)) == 30 + 20


def test_an_earlier_step_counts_no_more():
    """At the words, 5 s of 10 to go: what was encoded before isn't to come."""
    clock = Clock()
    pace = first_build(clock)
    assert pace.note(Step("words", 5, 10)) == 2.5


def test_a_build_that_was_stopped_is_forgotten():
    """The one that ended before it is what is gone by."""
    clock = Clock()
    pace = first_build(clock)
    pace.note(Step("encoding", 0, 10))
    clock.now += 1000
    pace.forget()
    assert pace.note(Step("encoding", 0, 10)) == 15
