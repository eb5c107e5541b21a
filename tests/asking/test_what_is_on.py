"""Questions for whatever stands under a time."""

import pytest

from rag.asking.wording.what_is_on import beside_time, is_under_time, time_asked


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("What happens at 14:00?", {"14", "0"}),
        ("what happened in 1934", {"1934"}),
        ("What's on on Friday?", {"friday"}),
        ("What’s happening on Friday?", {"friday"}),
        ("What is planned for the 5th of June?", {"5", "june"}),
        ("What is scheduled for the morning?", {"morning"}),
        ("What else is there on Friday 5 June?", {"friday", "5", "june"}),
        ("What takes place on 05/06 at 9?", {"5", "6", "9"}),
        ("What will be on at 9:30?", {"9", "30"}),
        ("What was going on during spring?", {"spring"}),
        # Of something, or in something else than a time.
        ("What happens in the box?", set()),
        ("What happened to Ada in 1934?", set()),
        ("What happens at noon in the hall?", set()),
        ("What is the price on Friday?", set()),
        ("When is it on Friday?", set()),
        ("What is on?", set()),
        ("What happens at?", set()),
    ],
)
def test_what_happens_is_asked_of_a_time_alone(question: str, time: set[str]) -> None:
    """Figures and days are compared without noughts before, and endings behind."""
    assert time_asked(question) == time


@pytest.mark.parametrize(
    ("question", "headings", "under"),
    [
        ("What is on at 14:00?", "Thursday › 14:00 Workshop", True),
        ("What is on at 9:30?", "Friday › 09:30 Opening", True),
        ("What is on on Friday 5?", "FRIDAY 5TH OF JUNE › 10:00", True),
        ("What is on on Friday?", "Friday", True),
        ("What is on at 14:30?", "Thursday › 14:00 Workshop", False),
        ("What is on at 14:30?", None, False),
        ("What is on?", "Thursday", False),
    ],
)
def test_headings_have_all_of_a_time(
    question: str, headings: str | None, under: bool
) -> None:
    """Each of its words in any of them; no time is nowhere."""
    assert is_under_time(question, headings) is under


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("14:00 Workshop", "Workshop"),
        ("9.30 – Opening: the sea", "Opening: the sea"),
        ("Friday 5th June: Fair", "Fair"),
        ("Friday", None),
        ("Workshop at 14:00", None),
        ("5Bays", None),
    ],
)
def test_a_heading_says_what_is_on_behind_its_time(heading, words) -> None:
    """One that begins otherwise, or says no more, doesn't."""
    found = beside_time(heading)
    assert (heading[found.start : found.end] if found else None) == words
