"""The time to go: by the step's own pace, and by what the others took last time."""

from rag.page.library.pace import Pace
from rag.steps import Step
from tests.fakes import Clock


def test_a_step_goes_on_as_fast_as_since_its_first_thing():
    """That waited 30 s for a model; two more of ten in four: seven take fourteen."""
    clock = Clock()
    pace = Pace(clock)
    assert pace.note(Step("encoding", 0, 10)) is None
    clock.now += 30
    assert pace.note(Step("encoding", 1, 10)) is None
    clock.now += 4
    assert pace.note(Step("encoding", 3, 10)) == 14


def test_nothing_is_said_too_soon():
    """Half a second after the first it is, before not; without a total never."""
    clock = Clock()
    pace = Pace(clock)
    pace.note(Step("encoding", 0, 4))
    pace.note(Step("encoding", 1, 4))
    clock.now += 0.25
    assert pace.note(Step("encoding", 2, 4)) is None
    clock.now += 0.25
    assert pace.note(Step("encoding", 2, 4)) == 1.0
    assert pace.note(Step("words")) is None
    clock.now += 9
    assert pace.note(Step("words")) is None


def test_a_step_that_is_gone_back_to_begins_anew():
    """Its pages were read between: what was done before them took other time."""
    clock = Clock()
    pace = Pace(clock)
    pace.note(Step("reading", 0, 5))
    pace.note(Step("pages", 0, 1))
    clock.now += 60
    assert pace.note(Step("reading", 1, 5)) is None
    clock.now += 1
    pace.note(Step("reading", 2, 5))
    clock.now += 1
    assert pace.note(Step("reading", 3, 5)) == 2


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
    pace.note(Step("encoding", 1, 20))
    clock.now += 10
    assert pace.note(Step("encoding", 6, 20)) == 28 + 19


def test_a_build_of_quite_another_size_says_nothing():
    """Of 41 texts after ten nothing but the step itself, at its own pace."""
    clock = Clock()
    pace = first_build(clock)
    assert pace.note(Step("encoding", 0, 41)) is None
    pace.note(Step("encoding", 1, 41))
    clock.now += 8
    assert pace.note(Step("encoding", 5, 41)) == 72
    pace = first_build(clock)
    assert pace.note(Step("encoding", 0, 2)) is None
    assert pace.note(Step("encoding", 0, 0)) is None


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
