"""Which questions want the most or the least, and of which column."""

import pytest

from rag.asking.wording.superlatives import superlative_of


@pytest.mark.parametrize(
    ("question", "word", "is_most"),
    [
        ("Which city has the most parks?", "most", True),
        ("Which has the fewest?", "fewest", False),
        ("What is the largest lake?", "largest", True),
        ("Name the lowest price.", "lowest", False),
        ("Which car is the most expensive?", "most expensive", True),
        ("Which car is the least expensive?", "least expensive", False),
        ("Which month is the wettest?", "wettest", True),
        ("What was the driest year?", "driest", False),
    ],
)
def test_the_word_says_most_or_least(question: str, word: str, is_most: bool) -> None:
    """With what is said of it: an expensive car has a price."""
    found = superlative_of(question)
    assert found is not None
    assert (found.word, found.is_most) == (word, is_most)


@pytest.mark.parametrize(
    "question",
    [
        "How many parks does Alva have?",
        "Does it have at least three parks?",
        "Which is the largest city with the most parks?",  # two orders at once
        "Almost all of them?",
    ],
)
def test_other_questions_want_none(question: str) -> None:
    """Nor do those that want two, which one column can't order."""
    assert superlative_of(question) is None


@pytest.mark.parametrize(
    ("question", "column", "is_most"),
    [
        ("Which is the oldest?", "Age", True),
        ("Which is the oldest?", "Ages", True),
        ("Which is the fastest?", "Times (s)", False),
        ("Which is the oldest?", "Founded", False),
        ("Which is the youngest?", "Age", False),
        ("Which is the youngest?", "Born", True),
        ("Which is the newest?", "Year built", True),
        ("Which is the fastest?", "Speed", True),
        ("Which is the fastest?", "Time", False),
        ("Which is the slowest?", "Time", True),
        ("Which is the cheapest?", "Price", False),
    ],
)
def test_years_and_times_turn_the_order_round(
    question: str, column: str, is_most: bool
) -> None:
    """The oldest has the greatest age and the lowest year."""
    found = superlative_of(question)
    assert found is not None
    assert found.is_most_in(column) is is_most
