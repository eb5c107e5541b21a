"""Whether a time of the day is said where one is asked for."""

import pytest

from rag.asking.wording.answer_types import fits
from rag.asking.wording.hours import lacks_hour


@pytest.mark.parametrize(
    "said",
    [
        "on 17 May",
        "the 3rd of June",
        "June 3rd",
        "in March",
        "Mondays",
        "on Saturday, 5 April 2025",
        "since 1934",
        "until 1934",
    ],
)
def test_a_day_or_a_year_is_no_time_of_the_day(said: str) -> None:
    """However it is written."""
    assert lacks_hour("What time is the fair?", said)
    assert not fits("At what time is the fair?", said)


@pytest.mark.parametrize(
    "said",
    [
        "17 May at 7 pm",
        "Sunday at one",
        "Mondays from seven",
        "noon on Sunday",
        "Monday at midday",
        "midnight on 31 December",
        "Mondays at dawn",
        "dusk in May",
        "sunrise on 1 May",
        "Monday evenings",
        "on a Monday morning",
        "Monday afternoon",
        "Friday night",
        "Monday lunchtime",
        "breakfast on Sunday",
        "Sunday, after dinner",
        "Sunday at supper",
        "half past on Sundays",
        "quarter to on Sundays",
        "Sunday, any time",
        "early on Sunday",
        "late in May",
        "in May, when it is dark",
        "in May, before school",
        "in May, until school",
        "in May, till school",
        "in May after school",
        # Which day, or none, isn't told.
        "when the bell rings",
    ],
)
def test_an_hour_or_a_part_of_the_day_is_a_time(said: str) -> None:
    """Whatever day stands beside it."""
    assert not lacks_hour("What time is the fair?", said)


@pytest.mark.parametrize(
    ("behind", "lacks"),
    [
        (" at 7 pm.", False),
        (" at the inn. 7 pm is late.", True),
        (" at the inn; at 7 pm", True),
        (" at the inn\n7 pm", True),
        (" at 7.30 pm", False),
    ],
)
def test_an_hour_may_stand_behind_the_day(behind: str, lacks: bool) -> None:
    """In the same sentence."""
    assert lacks_hour("What time is the fair?", "17 May", behind) is lacks
    assert fits("What time is the fair?", "17 May", behind) is not lacks


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("And at what time does it open?", True),
        ("What times are the boats?", True),
        ("What time was it sold?", False),
        ("What time of the year is it?", False),
        ("When is the fair?", False),
    ],
)
def test_only_an_hour_of_now_is_asked_for(question: str, asks: bool) -> None:
    """When something was, or a "when", may be answered by a day."""
    assert lacks_hour(question, "17 May") is asks
